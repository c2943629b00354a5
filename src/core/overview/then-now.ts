import { spreadOf } from '../figures/pattern.ts'
import { type Distribution, type Figure, isWithheld } from '../figures/results.ts'
import { known } from '../figures/scale.ts'

/**
 * [then-now-chance] Whether two published figures of the same differ by more than chance. The distance of two figures is how many steps an
 * answer would have to move, on average, to make the one into the other (the earth mover's distance), so that another level and another
 * spread both count. All answers are then dealt out to the two meetings in every way: a permutation test, exact with ties. The difference
 * is larger than chance where at most one in twenty dealings lies as far apart or farther, for all figures of the comparison together
 * (Bonferroni). Nobody is known from one meeting to the next: where the same people answer twice, the test rather says too little.
 */
const CHANCE = 0.05
/** Answers of both meetings up to which every dealing is counted: a few thousandths of a second. */
const EXACT_UP_TO = 60
/** Beyond, so many are drawn, always the same ones, so that the sentence is the same each time it is read. */
const DRAWN = 5_000

/** `few`: nothing is claimed. `chance`: it can be chance. `larger`: larger than chance gives easily. */
export type ThenNow = 'few' | 'chance' | 'larger'

/** How far the first meeting's share up to each step lies from that of both together, counted so that it is whole. */
const gap = (upTo: number, bothUpTo: number, n: number, all: number): number => Math.abs(upTo * all - n * bothUpTo)

/** The distance of the first meeting's answers from the rest, in whole numbers: only for comparing with other dealings of the same. */
function distance(first: readonly number[], both: readonly number[], n: number, all: number): number {
  let [upTo, bothUpTo, total] = [0, 0, 0]
  for (const [step, count] of both.entries()) {
    upTo += first[step] ?? 0
    bothUpTo += count
    total += gap(upTo, bothUpTo, n, all)
  }
  return total
}

/** Ways to choose k of n. */
function ways(n: number, k: number): number {
  let product = 1
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i
  return product
}

/** The share of all dealings that lie at least `far` apart. */
function exactShare(both: readonly number[], n: number, all: number, far: number): number {
  const none = () => Array.from({ length: n + 1 }, () => new Map<number, number>())
  // How many answers the first meeting has been dealt → the distance so far → in how many ways.
  let dealt = none()
  dealt[0]?.set(0, 1)
  let bothUpTo = 0
  for (const count of both) {
    bothUpTo += count
    const next = none()
    for (const [had, distances] of dealt.entries())
      for (let more = 0; more <= Math.min(count, n - had); more++) {
        const to = next[had + more] as Map<number, number>
        const added = gap(had + more, bothUpTo, n, all)
        const times = ways(count, more)
        for (const [total, number] of distances) to.set(total + added, (to.get(total + added) ?? 0) + number * times)
      }
    dealt = next
  }
  const ends = [...(dealt[n] ?? [])]
  const sum = (of: [number, number][]): number => of.reduce((total, [, number]) => total + number, 0)
  return sum(ends.filter(([total]) => total >= far)) / sum(ends)
}

/** Numbers from 0 up to 1, the same at each call: Mulberry32. */
function drawing(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same share by drawing dealings; the one that was seen counts among them. */
function drawnShare(both: readonly number[], n: number, all: number, far: number): number {
  const draw = drawing()
  let as = 1
  for (let i = 0; i < DRAWN; i++) {
    const first = both.map(() => 0)
    const left = [...both]
    for (let dealt = 0; dealt < n; dealt++) {
      let at = draw() * (all - dealt)
      let step = 0
      while (step < left.length - 1 && at >= (left[step] ?? 0)) at -= left[step++] ?? 0
      first[step] = (first[step] ?? 0) + 1
      left[step] = (left[step] ?? 0) - 1
    }
    if (distance(first, both, n, all) >= far) as++
  }
  return as / (DRAWN + 1)
}

/**
 * How often chance alone sets two meetings at least as far apart as these, 0 to 1. Answers that stand apart are left out. 1 where
 * nobody chose a word in one of them.
 */
export function chanceOf(then: Distribution, now: Distribution): number {
  const both = then.counts.map((count, step) => count + (now.counts[step] ?? 0))
  const n = known(then)
  const all = n + known(now)
  if (n === 0 || n === all) return 1
  const far = distance(then.counts, both, n, all)
  return (all <= EXACT_UP_TO ? exactShare : drawnShare)(both, n, all, far)
}

/** [five-to-claim] Whether something can be said of a figure at all. */
const enough = (figure: Figure | undefined): figure is Distribution => figure !== undefined && !isWithheld(figure) && spreadOf(figure) !== null

/** What can be said of each pair of figures of one comparison. */
export function thenNow(pairs: readonly (readonly [Figure | undefined, Figure | undefined])[]): ThenNow[] {
  const compared = pairs.filter(([then, now]) => enough(then) && enough(now)).length
  return pairs.map(([then, now]) => {
    if (!enough(then) || !enough(now)) return 'few'
    return chanceOf(then, now) * compared <= CHANCE ? 'larger' : 'chance'
  })
}

/** The sentence of each. It says nothing of direction, nor of good and bad. */
export const thenNowWords: Record<ThenNow, string> = {
  few: 'For få svar til at sige noget om en forskel.',
  chance: 'Forskellen kan være tilfældig ved så få svar.',
  larger: 'Forskellen er større, end tilfældet let giver.'
}
