import type { SplitBy } from '../figures/results.ts'
import type { ElementNumber } from '../workshop/workshop.ts'

/**
 * The clock of a step: running towards an end on the server's clock, or standing with so much left.
 * Milliseconds; `endsAt` is Unix time.
 */
export type Clock = { endsAt: number } | { left: number }

/** What the big screen shows within a step, where it is not simply the step's own view. Another step begins with its own again. */
export type OnScreen = {
  /** Id of a revealed rate step whose picture is up again in a later step; null for the step's own view. */
  picture: string | null
  /** An element put up alone: its answers where a picture is up, else its card; null for none. */
  element: ElementNumber | null
  /** Which of a card's questions is asked, from 0; counted round. */
  question: number
  /** Which page is up of what does not fit on one, from 0; one that there is not stands for the last. */
  page: number
  /** Id of a note that is up alone, of a wall's step; null for none. */
  note: string | null
}
/** The step's own view, from its beginning. */
export const stepsOwn: OnScreen = { picture: null, element: null, question: 0, page: 0, note: null }

/** Heads, at most: as many as a board has participants. */
export const HEADS_MOST = 400

/** What the facilitator has set. Reaches everyone through the session document. */
export type Steering = {
  /** Id of the current step. */
  step: string
  clock: Clock | null
  /** When the first step was begun, server's clock, Unix ms; null before, and in a meeting from before this was kept. */
  began: number | null
  /** Step id → milliseconds that were left of its clock as the facilitator went to another step; negative in overtime. */
  left: Record<string, number>
  /** [heads] How many people in the room answer; null where nobody has counted. */
  heads: number | null
  /** [early-only-how-many] Id of the rate step that is open for answers before the meeting; null where none is. */
  early: string | null
  /** Step id → with which split it is asked what would be shown of the step. */
  asks: Record<string, { split: SplitBy | null }>
  /** Step id of a rate step → with which split it was to be revealed; of a vote step → null. `told` names the preview that was seen. */
  revealed: Record<string, { split: SplitBy | null; told?: number }>
  screen: OnScreen
  /** Ids of the agreement steps in which the facilitator lets everyone write; in the others participants read along. */
  open: string[]
  /** The facilitator's window that acted last, an id of its own; "" before the first act. */
  by: string
}
