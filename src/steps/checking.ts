import type { Step, StepKind, Workshop } from '../core/workshop/workshop.ts'

/** A mistake in how the parts of a workshop refer to each other: where, and what to do. */
export type Mistake = { path: (string | number)[]; message: string }

/** What the check of a step may ask and say. Paths are within the step. */
export type Place = {
  workshop: Workshop
  /** The steps before it. */
  before: readonly Step[]
  say(path: (string | number)[], message: string): void
  /** Says so where a list names something twice. */
  unique(list: readonly unknown[], path: (string | number)[], what: string): void
}

/** Checks what a step of a kind says of other parts of its workshop. The messages are Danish, for the author of a drejebog. */
export type CheckStep<S extends Step> = (step: S, place: Place) => void

/** Whether an earlier step of this kind has this id. */
export const isBefore = (before: readonly Step[], kind: StepKind, id: string): boolean => before.some(step => step.kind === kind && step.id === id)
