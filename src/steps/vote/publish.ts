import { publishVote } from '../../core/figures/disclosure.ts'
import { validVotes } from '../../core/figures/tally.ts'
import { voteOptions } from '../../core/workshop/steps.ts'
import type { VoteStep } from '../../core/workshop/workshop.ts'
import type { Publishing } from '../publishing.ts'

/** A vote: dots by option, never split. */
export const voting: Publishing<VoteStep> = {
  tookPart(step, { notes }) {
    const options = voteOptions(step, notes).map(({ id }) => id)
    return ballot => validVotes(ballot, step.id, step.dots, options).length > 0
  },
  splitLeft: () => null,
  // [own-words] Notes that are voted on are those that hang on the wall now, at the closing of the vote, and in their words of now.
  publish: (step, { workshop, ballots, settings, notes }) =>
    publishVote({ ballots, step: step.id, dots: step.dots, options: voteOptions(step, notes, workshop), settings })
}
