import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addable, addStep } from '../core/adapt/add-step.ts'
import { chooseElements, leaveOut, moveStep, putBack, setMinutes } from '../core/adapt/change.ts'
import { adapted, type Draft, draftOf } from '../core/adapt/draft.ts'
import { keep } from '../core/adapt/kept-drejebog.ts'
import { type ElementNumber, elementNumbers } from '../core/workshop/workshop.ts'
import { hindrances } from '../steps/playable.ts'
import { variants } from './compile-workshop.ts'
import { readKept } from './kept-drejebog.ts'
import { readContent } from './read-content.ts'
import { workshopSchema } from './workshop.ts'

const read = readContent(join(import.meta.dirname, '..', '..'))
if (!read.ok) throw new Error('The content has faults: run node src/schemas/check-content.ts')
const workshops = read.content.workshops.flatMap(({ template }) => variants(template))

/** What a mødeleder may do; `n` says to which step. */
const acts = fc.oneof(
  fc.record({ act: fc.constantFrom('out' as const, 'back' as const, 'up' as const, 'down' as const), n: fc.nat(30) }),
  fc.record({ act: fc.constant('minutes' as const), n: fc.nat(30), minutes: fc.integer({ min: 1, max: 240 }) }),
  fc.record({ act: fc.constant('add' as const), kind: fc.constantFrom(...addable) }),
  fc.record({ act: fc.constant('elements' as const), elements: fc.uniqueArray(fc.constantFrom<ElementNumber>(...elementNumbers)) })
)
type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never

function after(draft: Draft, act: Act): Draft {
  if (act.act === 'elements') return chooseElements(draft, act.elements)
  if (act.act === 'add') return addStep(draft, act.kind).draft
  const id = draft.workshop.steps[act.n % draft.workshop.steps.length]?.id ?? ''
  if (act.act === 'minutes') return setMinutes(draft, id, act.minutes)
  if (act.act === 'out') return leaveOut(draft, id)
  if (act.act === 'back') return putBack(draft, id)
  return moveStep(draft, id, act.act === 'up' ? -1 : 1)
}

describe('an adapted drejebog, whatever is done to it', () => {
  it('[playable] is one that the server takes, or what is wrong is told; and it is read back as it was kept', () => {
    fc.assert(
      fc.property(fc.constantFrom(...workshops), fc.array(acts, { maxLength: 12 }), (workshop, list) => {
        const draft = list.reduce(after, draftOf(workshop))
        const parsed = workshopSchema.safeParse(adapted(draft))
        const found = hindrances(draft)
        expect({ taken: parsed.success, issues: parsed.error?.issues, found }).toMatchObject({ taken: found.length === 0 })
        for (const { step } of found) if (step !== undefined) expect(draft.workshop.steps.map(({ id }) => id)).toContain(step)
        expect(readKept(JSON.parse(JSON.stringify(keep(draft, 1))))?.draft).toEqual(JSON.parse(JSON.stringify(draft)))
      }),
      { numRuns: 150 }
    )
  })

  it('is refused where it was spoilt', () => {
    const [workshop] = workshops
    if (!workshop) throw new Error('There is no drejebog.')
    const kept = keep(draftOf(workshop), 1)
    expect(readKept(kept)).not.toBeNull()
    expect(readKept({ ...kept, draft: { ...kept.draft, workshop: { ...workshop, steps: [{}] } } })).toBeNull()
    expect(readKept({ ...kept, draft: null })).toBeNull()
  })
})
