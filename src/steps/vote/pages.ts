import { optionsOf, type VotedOption, votedOptions } from '../../core/agreement/voted-options.ts'
import type { Note } from '../../core/agreement/wall.ts'
import { linesOf, pagesOf } from '../../core/board/pages.ts'
import type { Results } from '../../core/figures/results.ts'
import type { Option, VoteStep, Workshop } from '../../core/workshop/workshop.ts'
import { chunks, LETTER } from '../../islands/board/screen/measures.ts'

/** Options of a vote, in two columns: the first half of a page stands in the first. */
export function optionPages(options: readonly Option[]): Option[][] {
  const height = ({ label }: Option): number => Math.max(2, linesOf(label, 62 / (LETTER * 4))) * 4 * 1.2 + 4
  return chunks(pagesOf(options, height, 84), 2).map(columns => columns.flat())
}

/** What got dots, each with its label and its dots in one line. */
export function votedPages(rows: readonly VotedOption[]): VotedOption[][] {
  const height = ({ label }: Option): number => linesOf(label, 125 / (LETTER * 4.4)) * 4.4 * 1.2 + 8
  return pagesOf(rows, height, 76)
}

/** How many pages a vote has: its options while it is open, what got dots once it is closed. */
export function votePages(workshop: Workshop, step: VoteStep, notes: readonly Note[], results: Results | null): number {
  const published = results?.published[step.id]
  const options = optionsOf(step, published, notes, workshop)
  if (published?.kind !== 'vote') return optionPages(options).length
  return published.dots ? votedPages(votedOptions(options, published.dots)).length : 1
}
