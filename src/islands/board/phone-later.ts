import type { Component } from 'svelte'
import AgreePhone from '../../steps/agree/AgreePhone.svelte'
import Close from '../../steps/close/Close.svelte'
import type { LaterViews } from '../../steps/later-views.ts'
import Notes from '../../steps/notes/Notes.svelte'
import type { StepProps } from '../../steps/props.ts'
import Review from '../../steps/review/Review.svelte'
import Vote from '../../steps/vote/Vote.svelte'

/** What a phone loads while the first person reads: all but the rating itself. */

const laterViews: LaterViews = { notes: Notes, vote: Vote, agree: AgreePhone, review: Review, close: Close }

/** The view of a step whose kind comes later; phoneView has those of the others. */
export const laterView = (step: StepProps['step']): Component<StepProps> => (laterViews as Record<string, unknown>)[step.kind] as Component<StepProps>

export { keepBoard } from '../../stores/keep-offline.ts'
export { default as Undo } from '../parts/Undo.svelte'
export { default as Cards } from '../picture/Cards.svelte'
export { default as RevealView } from '../picture/RevealView.svelte'
export { toldOf } from '../picture/told.ts'
export { default as SharedLater } from './answering/SharedLater.svelte'
export { default as Before } from './Before.svelte'
export { Close }
