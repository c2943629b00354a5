import { expect, it } from 'vitest'
import { statusFile } from '../core/commitments/own-status.ts'
import { readStatus } from './status-file.ts'

it('reads the file that a place saves of its own status', () => {
  const saved = statusFile('Fælles kvalitetsaftale', { answers: { B01: 2, B02: 'unknown', B28a: 'notApplicable' }, place: 'Solgården' }, '2026-11-27')
  const text = JSON.stringify(saved)
  expect(readStatus(JSON.parse(text), text.length)).toEqual({ ok: true, status: saved })
})
