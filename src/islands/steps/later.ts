/** The steps that a phone loads while the first person reads: all but the rating itself. */
export { default as Cards } from '../picture/Cards.svelte'
export { default as RevealView } from '../picture/RevealView.svelte'
export { toldOf } from '../picture/told.ts'
export { default as Agree } from './Agree.svelte'
export { default as Close } from './Close.svelte'
export { default as Notes } from './Notes.svelte'
export { default as Review } from './Review.svelte'
export { default as Vote } from './Vote.svelte'
