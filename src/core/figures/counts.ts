import type { Progress } from './results.ts'

/**
 * How many: each number with the word for what it counts. Seats are not people who have answered, and neither are heads in the room.
 */

/** "6 af 12 har svaret, 5 er færdige": of the heads, where they are counted. A vote has no end of its own but the dots. */
export function progressWords(kind: 'rate' | 'vote', { answered, done }: Progress, heads: number | null): { count: string; rest: string } {
  const count = heads === null ? `${answered}` : `${answered} af ${heads}`
  if (kind === 'vote') return { count, rest: 'har sat prikker' }
  return { count, rest: done === 0 ? 'har svaret' : `har svaret, ${done === 1 ? '1 er færdig' : `${done} er færdige`}` }
}

/** "12 i rummet, 11 besvarelser": the two numbers that everyone can hold against the room. */
export const headsWords = (heads: number, answered: number): string =>
  `${heads} i rummet, ${answered === 1 ? '1 besvarelse' : `${answered} besvarelser`}`

/** "8 kom med, 6 svarede". A cards meeting asks for no answers, so nothing is said of them. */
export function joinedWords(joined: number, answered: number, cards: boolean): string {
  const came = joined === 1 ? '1 kom med' : `${joined} kom med`
  if (cards) return came
  return `${came}, ${answered === 1 ? '1 svarede' : `${answered} svarede`}`
}
