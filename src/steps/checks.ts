import type { Step, StepKind, StepOf } from '../core/workshop/workshop.ts'
import type { CheckStep } from './checking.ts'
import { checkNotes } from './notes/check.ts'
import { checkRate } from './rate/check.ts'
import { checkReveal } from './reveal/check.ts'
import { checkVote } from './vote/check.ts'

/** What each kind refers to in its workshop; apart from the other rules, since a page that checks needs none of those. */
const checks: { [Kind in StepKind]: CheckStep<StepOf<Kind>> | null } = {
  talk: null,
  rate: checkRate,
  reveal: checkReveal,
  notes: checkNotes,
  vote: checkVote,
  agree: null,
  review: null,
  close: null
}

/** The check of this step's kind; null where it refers to nothing. */
export const checkOf = (step: Step): CheckStep<Step> | null => checks[step.kind] as CheckStep<Step> | null
