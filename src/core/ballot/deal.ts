import type { Instrument } from '../workshop/workshop.ts'
import type { Answer } from './answer.ts'

/** How often each answer was given to one item, as somebody has counted a pile of paper. */
export type ItemCounts = { item: string; counts: readonly { answer: Answer; count: number }[] }

/** How many have answered an item of a counted pile. */
export const answeredIn = ({ counts }: ItemCounts): number => counts.reduce((sum, { count }) => sum + count, 0)

/**
 * [counts-dealt] Whether an instrument's answers may be typed in as counts of each item: only where each element has one item. A count does not tell
 * which answers were one person's, and an element of several items is made of just that.
 */
export const mayBeCounted = ({ items }: Instrument): boolean => new Set(items.map(({ element }) => element)).size === items.length

/** The places of the items that more answers were counted of than there are people, from 0. */
export const tooMany = (people: number, rows: readonly ItemCounts[]): number[] => rows.flatMap((row, at) => (answeredIn(row) > people ? [at] : []))

/**
 * [counts-dealt] So many ballots that together say what was counted: each item's answers are dealt out from the first ballot on, so that no more
 * people have answered than must have. Item id → answer, of each ballot.
 */
export function deal(people: number, rows: readonly ItemCounts[]): Record<string, Answer>[] {
  const ballots = Array.from({ length: people }, (): Record<string, Answer> => ({}))
  for (const { item, counts } of rows) {
    const answers = counts.flatMap(({ answer, count }) => Array.from({ length: count }, () => answer))
    for (const [at, answer] of answers.entries()) {
      const ballot = ballots[at]
      if (ballot) ballot[item] = answer
    }
  }
  return ballots.filter(ballot => Object.keys(ballot).length > 0)
}
