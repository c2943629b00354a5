import type Cards from '../islands/picture/Cards.svelte'
import type RevealView from '../islands/picture/RevealView.svelte'

/** What the views that a phone has at once may wait for. */
export type PhoneParts = { Cards: typeof Cards; RevealView: typeof RevealView }
