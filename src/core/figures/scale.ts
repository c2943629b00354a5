import { type Answer, isApart } from '../ballot/answer.ts'
import type { Distribution } from './results.ts'

/** A distribution in which nobody has answered, for a scale of `steps` words. */
export const emptyDistribution = (steps: number): Distribution => ({ counts: new Array<number>(steps).fill(0), unknown: 0 })

/** How many chose each word, and how many an answer that stands apart. Answers that the scale does not have are left out. */
export function distributionOf(answers: Iterable<Answer>, steps: number): Distribution {
  const distribution = emptyDistribution(steps)
  for (const answer of answers) {
    if (isApart(answer)) distribution[answer] = (distribution[answer] ?? 0) + 1
    else if (isStep(answer, steps)) distribution.counts[answer] = (distribution.counts[answer] ?? 0) + 1
  }
  return distribution
}

/** True for the index of a word on a scale of `steps` words. */
export const isStep = (value: unknown, steps: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < steps

/** People who chose a word of the scale. */
export const known = (distribution: Distribution): number => distribution.counts.reduce((sum, count) => sum + count, 0)

/** People in the figure: those who chose a word and those whose answer stands apart. */
export const people = (distribution: Distribution): number => known(distribution) + distribution.unknown + (distribution.notApplicable ?? 0)

/** The median of one person's answers, the lower of two middles; null where there are none. */
export function median(answers: readonly number[]): number | null {
  const sorted = [...answers].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null
}

/** The step of the answer with this rank, counted from 1 at the lowest; null where no answer has it. */
function atRank(counts: readonly number[], rank: number): number | null {
  if (rank < 1) return null
  let seen = 0
  for (const [step, count] of counts.entries()) if ((seen += count) >= rank) return step
  return null
}

/** The steps of the two middle answers, one and the same where their number is odd; null where nobody chose a word. */
export function middles(distribution: Distribution): { low: number; high: number } | null {
  const n = known(distribution)
  const low = atRank(distribution.counts, Math.ceil(n / 2))
  const high = atRank(distribution.counts, Math.floor(n / 2) + 1)
  return low === null || high === null ? null : { low, high }
}

/**
 * Step of the lower quartile: the highest step with at most a quarter of the answers below it, which is the answer of
 * rank floor(n / 4) + 1. The upper one is the same from above. So defined the two mirror each other, both are answers
 * that somebody gave, and from one to the other lies at least half of the answers. null where nobody chose a word.
 */
export const lowerQuartileIndex = (distribution: Distribution): number | null => atRank(distribution.counts, Math.floor(known(distribution) / 4) + 1)

/** Step of the upper quartile: the lowest step with at most a quarter of the answers above it. See `lowerQuartileIndex`. */
export function upperQuartileIndex(distribution: Distribution): number | null {
  const n = known(distribution)
  return atRank(distribution.counts, n - Math.floor(n / 4))
}
