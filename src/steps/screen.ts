import type { Component } from 'svelte'
import type { StepKind } from '../core/workshop/workshop.ts'
import AgreeScreen from './agree/AgreeScreen.svelte'
import CloseScreen from './close/CloseScreen.svelte'
import NotesScreen from './notes/NotesScreen.svelte'
import type { ScreenProps, StepOf } from './props.ts'
import RateScreen from './rate/RateScreen.svelte'
import RevealScreen from './reveal/RevealScreen.svelte'
import ReviewScreen from './review/ReviewScreen.svelte'
import TalkScreen from './talk/TalkScreen.svelte'
import VoteScreen from './vote/VoteScreen.svelte'

/** The big screen's view of each kind of step. */
const views: { [Kind in StepKind]: Component<ScreenProps<Kind>> } = {
  talk: TalkScreen,
  rate: RateScreen,
  reveal: RevealScreen,
  notes: NotesScreen,
  vote: VoteScreen,
  agree: AgreeScreen,
  review: ReviewScreen,
  close: CloseScreen
}

/** The big screen's view of this step. */
export const screenView = (step: StepOf<StepKind>): Component<ScreenProps> => views[step.kind] as Component<ScreenProps>
