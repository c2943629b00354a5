/** What the facilitator's view loads while people join: all that is needed once the meeting has begun. */
export { keepFocus } from '../parts/keep-focus.ts'
export { default as ClockControls } from './ClockControls.svelte'
export { default as Plan } from './Plan.svelte'
export { default as Work } from './Work.svelte'
