import type { Pattern } from '../workshop/answer-words.ts'
import { type Distribution, type Figure, isWithheld } from './results.ts'
import { known, lowerQuartileIndex, middles, people, upperQuartileIndex } from './scale.ts'

/*
 * The limits, all our own choice; the wording on screen says what they are. A few dots can't carry a name, so each is a
 * share of the known answers and in small groups at least a whole answer.
 */
/** [five-to-claim] Answers below which nothing is named; of known ones, below which no middle half and middle are shown. */
export const FEW_ANSWERS = 5
/** An answer that stands apart is the finding when at least one in three says it, and at least two people do. */
const MANY_APART = { oneIn: 3, people: 2 }
/** Agreement: at most one in four outside two neighbouring steps ... */
const OUTSIDE_ONE_IN = 4
/** ... and nobody two steps or more from the middle. More than one in forty there is worth saying: so in a group under forty, one is. */
const STRAY_ONE_IN = 40
/** Up to one in ten, or one person, stand apart; more than that is a camp. */
const APART_ONE_IN = 10

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
/** One in `oneIn` of n people, and at least one. */
const share = (n: number, oneIn: number): number => Math.max(1, n / oneIn)

/**
 * How far two people's answers lie from each other: the mean absolute difference between the known answers of two people
 * drawn at random (with return), as a share of its largest value, which half at each end of the scale has. 0 to 1; 0 where
 * fewer than two chose a word. Known as the index of ordinal variation (Berry and Mielke 1992; 1 - l² in Blair and Lacy,
 * Statistics of Ordinal Variation, 2000): 4 · Σ F(1 - F) / (steps - 1) over the cumulative shares F. For sorting, not for
 * show: it does not say what kind of disagreement there is.
 */
export function disagreement(distribution: Distribution): number {
  const { counts } = distribution
  const n = known(distribution)
  if (n < 2 || counts.length < 2) return 0
  let below = 0
  let total = 0
  for (const count of counts.slice(0, -1)) {
    below += count
    total += below * (n - below)
  }
  return (4 * total) / (n * n * (counts.length - 1))
}

/** Neighbours on a scale: on two words there are none, since the other word is the other end. */
const neighbour = (steps: number): number => (steps === 2 ? 0 : 1)

/**
 * Where the known answers stand: `outside` the best pair of neighbouring steps, and `far`, more than one step from the
 * middle answers. On a scale of two words both count those who chose the rarer word.
 */
function standing(distribution: Distribution): { outside: number; far: number } {
  const { counts } = distribution
  const near = neighbour(counts.length)
  const best = Math.max(...counts.map((_, step) => sum(counts.slice(step, step + near + 1))))
  const middle = middles(distribution) ?? { low: 0, high: 0 }
  const far = sum(counts.filter((_, step) => step < middle.low - near || step > middle.high + near))
  return { outside: sum(counts) - best, far }
}

/** True where the answers stand in two places with a step between them that at most one in ten has chosen, each more than stand apart. */
function twoCamps(counts: readonly number[]): boolean {
  const n = sum(counts)
  const gap = neighbour(counts.length) + 1
  return counts.some((_, low) =>
    counts.some((_, high) => {
      if (high < low + gap) return false
      const [left, right] = [sum(counts.slice(0, low + 1)), sum(counts.slice(high))]
      return Math.min(left, right) > share(n, APART_ONE_IN) && (n - left - right) * APART_ONE_IN <= n
    })
  )
}

/** What may be shown of a distribution beside its answers: the steps of its quartiles, and its middle. */
export type Spread = {
  lower: number
  upper: number /** A step, or halfway between two neighbours; null where there is none to show. */
  middle: number | null
}

/**
 * [five-to-claim] null below five known answers. [one-middle] The middle is one place: that of the middle answer, or halfway between two
 * neighbouring steps where the two middle answers stand there. None in two camps, nor where nobody stands near it.
 */
export function spreadOf(distribution: Distribution): Spread | null {
  const lower = lowerQuartileIndex(distribution)
  const upper = upperQuartileIndex(distribution)
  const middle = middles(distribution)
  if (known(distribution) < FEW_ANSWERS || lower === null || upper === null || !middle) return null
  const isOne = middle.high - middle.low <= 1 && !twoCamps(distribution.counts)
  return { lower, upper, middle: isOne ? (middle.low + middle.high) / 2 : null }
}

/**
 * The pattern of a distribution; each has exactly one. [level-not-agreement] Agreement is a matter of spread alone: at most
 * one in four outside two neighbouring steps and nobody far from the middle; only then is its level named. [minimum-spread]
 * So answers that all lie on two neighbouring steps are never called disagreement, on a scale of three words or more.
 */
export function patternOf(distribution: Distribution): Pattern {
  const { counts, unknown, notApplicable = 0 } = distribution
  const n = known(distribution)
  const many = (apart: number): boolean => apart >= MANY_APART.people && apart * MANY_APART.oneIn >= people(distribution)
  if (people(distribution) < FEW_ANSWERS) return 'few'
  if (many(unknown)) return 'many-unknown'
  if (many(notApplicable)) return 'many-not-applicable'
  const middle = middles(distribution)
  if (n < FEW_ANSWERS || middle === null) return 'few'
  const { outside, far } = standing(distribution)
  if (outside <= share(n, OUTSIDE_ONE_IN)) {
    if (far * STRAY_ONE_IN <= n) return level(middle.low + middle.high, counts.length)
    if (far <= share(n, APART_ONE_IN)) return 'one-apart'
  }
  return twoCamps(counts) ? 'two-camps' : 'spread'
}

/** High from two thirds of the scale, low up to one third. `doubled` is the sum of the two middle steps. */
function level(doubled: number, steps: number): Pattern {
  if (3 * doubled >= 4 * (steps - 1)) return 'agree-high'
  return 3 * doubled <= 2 * (steps - 1) ? 'agree-low' : 'agree-middle'
}

/** The entries with the most disagreement first; equal ones keep their order, and withheld figures come last. */
export function sortByDisagreement<T extends { figure: Figure }>(entries: readonly T[]): T[] {
  const rank = ({ figure }: T): number => (isWithheld(figure) ? -1 : disagreement(figure))
  return [...entries].sort((a, b) => rank(b) - rank(a))
}
