/** What the facilitator's view loads while people join: all that is needed once it has begun, and what the lobby says of how many they are. */

export { default as AgreeForm } from '../../steps/agree/AgreeForm.svelte'
export { keepFocus } from '../parts/keep-focus.ts'
export { default as ClockControls } from './ClockControls.svelte'
export { default as Early } from './early/Early.svelte'
export { default as FewWarning } from './FewWarning.svelte'
export { default as Heads } from './Heads.svelte'
export { default as HandOverLater } from './handover/HandOverLater.svelte'
export { default as Plan } from './Plan.svelte'
export { default as RememberMeeting } from './RememberMeeting.svelte'
export { default as Script } from './Script.svelte'
export { default as ToCards } from './ToCards.svelte'
export { default as Work } from './Work.svelte'
