import type { Component } from 'svelte'
import type { StepKind } from '../core/workshop.ts'
import AgreeLaptop from './agree/AgreeLaptop.svelte'
import Close from './close/Close.svelte'
import Notes from './notes/Notes.svelte'
import type { StepOf, StepProps } from './props.ts'
import RateLaptop from './rate/RateLaptop.svelte'
import RevealLaptop from './reveal/RevealLaptop.svelte'
import Review from './review/Review.svelte'
import TalkLaptop from './talk/TalkLaptop.svelte'
import VoteLaptop from './vote/VoteLaptop.svelte'

/** The facilitator's view of each kind of step: what participants have before them, and what only the facilitator can do with it. */
const views: { [Kind in StepKind]: Component<StepProps<Kind>> } = {
  talk: TalkLaptop,
  rate: RateLaptop,
  reveal: RevealLaptop,
  notes: Notes,
  vote: VoteLaptop,
  agree: AgreeLaptop,
  review: Review,
  close: Close
}

/** The facilitator's view of this step. */
export const laptopView = (step: StepOf<StepKind>): Component<StepProps> => views[step.kind] as Component<StepProps>
