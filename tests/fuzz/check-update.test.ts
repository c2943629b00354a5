import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../server/limits.ts'
import { applyChecked } from '../../server/update-check/apply-checked.ts'
import { checkUpdate, SERVER_CLIENT } from '../../server/update-check/check-update.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { roots } from '../../src/documents/form.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { isLongRun } from '../support/run/long-run.ts'
import { FIRST_VICTIM } from './attacks.ts'
import { difference } from './difference.ts'
import { randomFor } from './random.ts'
import { type UpdateKind, updateKinds } from './updates.ts'

/** The fuzzer's updates without a server around the check, so that a few of them that break something are found by shrinking. */

const written = {
  wall: (doc: Y.Doc) => addRecord(doc, 'notes', `victim${doc.clientID}`, { step: 's', lane: 'l' }, { text: 'Min seddel' }),
  ballot: (doc: Y.Doc) => [1, 2, 3].map(i => setAnswer(doc, 'svar', `K${i}`, 3))
}

/** A document as the server has it, and what becomes of it for somebody who hears of each change. */
function documentOf(kind: 'wall' | 'ballot'): { doc: Y.Doc; witness: Y.Doc } {
  const doc = new Y.Doc()
  doc.clientID = SERVER_CLIENT
  for (const root of Object.keys(roots[kind])) doc.getMap(root)
  const witness = new Y.Doc()
  doc.on('update', (update: Uint8Array) => Y.applyUpdate(witness, update))
  for (const i of [0, 1, 2]) {
    const victim = new Y.Doc()
    victim.clientID = FIRST_VICTIM + i
    written[kind](victim)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(victim))
  }
  return { doc, witness }
}

/** Of documents, each with 15 to 40 attacks. */
const RUNS = isLongRun ? 1000 : 100
const kinds = (Object.keys(updateKinds) as UpdateKind[]).filter(kind => kind !== 'very many')
const attack = fc.record({ kind: fc.constantFrom(...kinds, ...Array<UpdateKind>(4).fill('crooked neighbours')), number: fc.nat(100_000) })

it.each(['wall', 'ballot'] as const)('what is accepted in a %s is laid whole, and in the same order for who was there and who comes later', kind => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(attack, { minLength: 15, maxLength: 40 }), attacks => {
      const { doc, witness } = documentOf(kind)
      /** What Yjs by itself makes of the same. */
      const beside = documentOf(kind).doc
      for (const { kind: of, number } of attacks) {
        const random = randomFor(1, number)
        const update = updateKinds[of]({ kind, victim: FIRST_VICTIM + random.int(3), number, person: 0 }, random, '~')
        const verdict = checkUpdate(doc, kind, update, () => true, limits)
        if (!verdict.ok || !verdict.changes) continue
        accepted++
        Y.applyUpdate(beside, verdict.news)
        applyChecked(doc, verdict)
        const late = new Y.Doc()
        Y.applyUpdate(late, Y.encodeStateAsUpdate(doc))
        for (const { store } of [doc, witness, late]) expect([store.pendingStructs, store.pendingDs]).toEqual([null, null])
        expect([late, witness, beside].map(other => difference(doc, other, kind))).toEqual([null, null, null])
        // All of it is there, and known from now on.
        expect(checkUpdate(doc, kind, verdict.news, () => true, limits)).toMatchObject({ ok: true, changes: false })
      }
    }),
    { numRuns: RUNS }
  )
  expect(accepted).toBeGreaterThan(RUNS)
})
