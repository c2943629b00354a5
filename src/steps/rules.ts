import type { Minutes, MinutesSource } from '../core/minutes/minutes.ts'
import type { Step, StepKind, StepOf } from '../core/workshop/workshop.ts'
import { notesMinutes } from './notes/minutes.ts'
import type { Publishing } from './publishing.ts'
import { ratingMinutes } from './rate/minutes.ts'
import { rating } from './rate/publish.ts'
import { voteMinutes } from './vote/minutes.ts'
import { voting } from './vote/publish.ts'

/** What a kind of step does without a screen; null where it does nothing of the sort. */
export type StepRules<S extends Step> = {
  /** How answers that are given in secret are counted and published. */
  publishing: Publishing<S> | null
  /** What a step leaves in the minutes. Agreements and reviews are the wall's, whatever step they were made in. */
  minutes: ((step: S, source: MinutesSource) => Partial<Pick<Minutes, 'ratings' | 'votes' | 'notes'>>) | null
}

const noRules = { publishing: null, minutes: null }

const rules: { [Kind in StepKind]: StepRules<StepOf<Kind>> } = {
  talk: noRules,
  rate: { publishing: rating, minutes: (step, source) => ({ ratings: ratingMinutes(step, source) }) },
  reveal: noRules,
  notes: { publishing: null, minutes: (step, source) => ({ notes: notesMinutes(step, source) }) },
  vote: { publishing: voting, minutes: (step, source) => ({ votes: voteMinutes(step, source) }) },
  agree: noRules,
  review: noRules,
  close: noRules
}

/** The rules of this step's kind. */
export const rulesOf = (step: Step): StepRules<Step> => rules[step.kind] as StepRules<Step>
