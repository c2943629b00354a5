import type { Component } from 'svelte'
import type { StepNow } from '../../../core/script.ts'
import type { StepKind } from '../../../core/workshop.ts'
import AgreeScreen from './AgreeScreen.svelte'
import CloseScreen from './CloseScreen.svelte'
import NotesScreen from './NotesScreen.svelte'
import RateScreen from './RateScreen.svelte'
import RevealScreen from './RevealScreen.svelte'
import ReviewScreen from './ReviewScreen.svelte'
import TalkScreen from './TalkScreen.svelte'
import VoteScreen from './VoteScreen.svelte'
import type { ViewProps } from './view.ts'

type Views = { [Kind in StepKind]: Component<ViewProps<Kind>> }

/** The big screen's view of each kind of step. */
const views: Views = {
  talk: TalkScreen,
  rate: RateScreen,
  reveal: RevealScreen,
  notes: NotesScreen,
  vote: VoteScreen,
  agree: AgreeScreen,
  review: ReviewScreen,
  close: CloseScreen
}

/** The view of this step. */
export const viewOf = (step: StepNow): Component<ViewProps> => views[step.kind] as Component<ViewProps>

export { toldOf } from '../../picture/told.ts'
export { default as PictureScreen } from './PictureScreen.svelte'
