import type { Results } from '../core/results.ts'
import type { Wall } from '../core/wall.ts'
import type { Step, StepKind, StepOf, Workshop } from '../core/workshop.ts'
import { focusPages } from './agree/pages.ts'
import { notePages } from './notes/pages.ts'
import { reviewPages } from './review/pages.ts'
import { votePages } from './vote/pages.ts'

type Count<S extends Step> = (step: S, shown: { workshop: Workshop; wall: Wall; results: Results | null }) => number
const one: Count<Step> = () => 1

/** How many pages each kind of step has on the big screen. */
const counts: { [Kind in StepKind]: Count<StepOf<Kind>> } = {
  talk: one,
  rate: one,
  reveal: one,
  notes: (step, { wall }) => notePages(step, wall.notes).length,
  vote: (step, { workshop, wall, results }) => votePages(workshop, step, wall.notes, results),
  agree: (_, { wall }) => focusPages(wall, false).length,
  review: (_, { wall }) => reviewPages(wall.reviews).length,
  close: (_, { wall }) => focusPages(wall, true).length
}

/** How many pages a step has on the big screen; 0 or 1 where there is nothing to turn. */
export const countPages = (workshop: Workshop, step: Step, wall: Wall, results: Results | null): number =>
  (counts[step.kind] as Count<Step>)(step, { workshop, wall, results })
