import type { Component } from 'svelte'
import type { Wall } from '../core/agreement/wall.ts'
import type { Results } from '../core/figures/results.ts'
import type { Step, StepKind, StepOf, Workshop } from '../core/workshop/workshop.ts'
import AgreeLaptop from './agree/AgreeLaptop.svelte'
import { focusPages } from './agree/pages.ts'
import Close from './close/Close.svelte'
import NotesLaptop from './notes/NotesLaptop.svelte'
import { notePages } from './notes/pages.ts'
import type { StepProps } from './props.ts'
import RateLaptop from './rate/RateLaptop.svelte'
import RevealLaptop from './reveal/RevealLaptop.svelte'
import { reviewPages } from './review/pages.ts'
import Review from './review/Review.svelte'
import TalkLaptop from './talk/TalkLaptop.svelte'
import { votePages } from './vote/pages.ts'
import VoteLaptop from './vote/VoteLaptop.svelte'

/** The facilitator's view of each kind of step: what participants have before them, and what only the facilitator can do with it. */
const views: { [Kind in StepKind]: Component<StepProps<Kind>> } = {
  talk: TalkLaptop,
  rate: RateLaptop,
  reveal: RevealLaptop,
  notes: NotesLaptop,
  vote: VoteLaptop,
  agree: AgreeLaptop,
  review: Review,
  close: Close
}

/** The facilitator's view of this step. */
export const laptopView = (step: StepProps['step']): Component<StepProps> => views[step.kind] as Component<StepProps>

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
