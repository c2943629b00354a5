import { expect, it } from 'vitest'
import type { DocumentKind, KeyKind } from '../../src/core/board/access.ts'
import { right } from './rights.ts'

const kinds: KeyKind[] = ['facilitator', 'participant', 'ballot', 'screen']
const documents: DocumentKind[] = ['session', 'wall', 'ballot', 'results']
const row = (document: DocumentKind, closed: boolean, own = true): string[] => kinds.map(kind => right(kind, document, { closed, own }))

it('[facilitator-steers] [own-ballot-only] an open board: session and results have one writer, the wall all but the screen, a ballot its own', () => {
  expect(row('session', false)).toEqual(['write', 'read', 'read', 'read'])
  expect(row('wall', false)).toEqual(['write', 'write', 'write', 'read'])
  expect(row('ballot', false)).toEqual(['none', 'none', 'write', 'none'])
  expect(row('ballot', false, false)).toEqual(['none', 'none', 'none', 'none'])
  expect(row('results', false)).toEqual(['read', 'read', 'read', 'read'])
})

it('[ballots-destroyed] a closed board: nobody but the facilitator writes, and there are no ballots', () => {
  expect(row('session', true)).toEqual(['write', 'read', 'read', 'read'])
  expect(row('wall', true)).toEqual(['write', 'read', 'read', 'read'])
  expect(row('ballot', true)).toEqual(['none', 'none', 'none', 'none'])
  expect(row('results', true)).toEqual(['read', 'read', 'read', 'read'])
  for (const document of documents) expect(row(document, true, false)).toEqual(row(document, true))
})
