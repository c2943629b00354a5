import type { Published } from '../figures/results.ts'
import { voteOptions } from '../workshop/steps.ts'
import type { Option, VoteStep, Workshop } from '../workshop/workshop.ts'
import type { Note } from './wall.ts'

export type VotedOption = Option & { count: number }

/**
 * [own-words] What a vote is about: what is on offer now or, once it is closed, what was voted on in the words of then, whatever has become
 * of the notes. Of a vote from before its words were kept, what is on offer.
 */
export const optionsOf = (step: VoteStep, published: Published | undefined, notes: readonly Note[], workshop?: Workshop): readonly Option[] =>
  (published?.kind === 'vote' ? published.options : undefined) ?? voteOptions(step, notes, workshop)

/** Options with their dots, most first; equal ones keep their order, those without a dot are left out. */
export const votedOptions = (options: readonly Option[], dots: Record<string, number>): VotedOption[] =>
  options
    .map(option => ({ ...option, count: dots[option.id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
