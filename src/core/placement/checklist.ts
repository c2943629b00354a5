import { type Commitment, isDoneBy, type Party, type Phase, type Strength } from '../commitments/commitment.ts'
import type { Span } from './day.ts'
import type { Plan } from './plan.ts'

/** Roles that a plan has a list for. */
export const plannedFor = ['elev', 'vejleder', 'leder'] as const satisfies readonly Party[]
export type PlannedFor = (typeof plannedFor)[number]

/** Times of a period that have days in a plan, in order. What is done each week is told apart. */
export const datedPhases = ['foer-start', 'foerste-maaned', 'samtaler', 'sidste-uge'] as const satisfies readonly Phase[]
export type DatedPhase = (typeof datedPhases)[number]

/** Strengths that ask nobody to do anything. */
const notToDo: ReadonlySet<Strength> = new Set(['kan', 'maal', 'oplysning'])

/** What a role has to do at one time of the period. `span`: its days; before the first day there are none. */
export type ChecklistPart = { phase: DatedPhase; span: Span | null; commitments: Commitment[] }

/** A role's list: each commitment that it has a part in once, at the first of its times. `introduction`: null where the agreement has none. */
export function checklistOf({ placement, introduction, weeks }: Plan, commitments: readonly Commitment[], party: PlannedFor): ChecklistPart[] {
  const spans: Record<DatedPhase, Span | null> = {
    'foer-start': null,
    'foerste-maaned': introduction?.span ?? placement.period,
    samtaler: placement.period,
    'sidste-uge': weeks.at(-1)?.span ?? placement.period
  }
  const done = commitments.filter(commitment => isDoneBy(commitment, party) && !notToDo.has(commitment.strength))
  return datedPhases.flatMap(phase => {
    const here = done.filter(({ phases }) => datedPhases.find(each => phases.includes(each)) === phase)
    return here.length > 0 ? [{ phase, span: spans[phase], commitments: here }] : []
  })
}
