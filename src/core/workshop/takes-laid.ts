import type { Step } from './workshop.ts'

/**
 * [laid-counts-once] Whether a step takes ballots that are laid at once: a rating or a vote, but no second round, which asks the people of the first
 * again. Whoever laid a ballot in the first counts in the second with its answers.
 */
export const takesLaid = <S extends Step>(step: S): step is Extract<S, { kind: 'rate' | 'vote' }> =>
  step.kind === 'vote' || (step.kind === 'rate' && step.again === undefined)
