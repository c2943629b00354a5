import type { SplitBy } from './results.ts'

/**
 * The clock of a step: running towards an end on the server's clock, or standing with so much left.
 * Milliseconds; `endsAt` is Unix time.
 */
export type Clock = { endsAt: number } | { left: number }

/** What the facilitator has set. Reaches everyone through the session document. */
export type Steering = {
  /** Id of the current step. */
  step: string
  clock: Clock | null
  /** Step id → milliseconds that were left of its clock as the facilitator went to another step; negative in overtime. */
  left: Record<string, number>
  /** Step id of a rate step → with which split it was revealed; of a vote step → null. Never taken back. */
  revealed: Record<string, { split: SplitBy | null }>
  /** The facilitator's window that acted last, an id of its own; "" before the first act. */
  by: string
}
