import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Distribution, Figure } from '../figures/results.ts'
import { chanceOf, type ThenNow, thenNow } from './then-now.ts'

const of = (counts: number[], unknown = 0): Distribution => ({ counts, unknown })

/** Another way to the same: the answers one by one, each choice of who sat in the first meeting, the distance of sorted answers. */
function oracle(then: number[], now: number[]): number {
  const people = (counts: number[]) => counts.flatMap((count, step) => new Array<number>(count).fill(step))
  const all = [...people(then), ...people(now)]
  const n = people(then).length
  // The distance of two samples is the area between their quantile functions; repeating each makes them equally many.
  const apart = (a: number[], b: number[]): number => {
    const stretch = (one: number[], times: number) => one.flatMap(each => new Array<number>(times).fill(each)).sort((x, y) => x - y)
    const [long, other] = [stretch(a, b.length), stretch(b, a.length)]
    return long.reduce((sum, each, i) => sum + Math.abs(each - (other[i] ?? 0)), 0)
  }
  const seen = apart(people(then), people(now))
  let [as, every] = [0, 0]
  for (let chosen = 0; chosen < 2 ** all.length; chosen++) {
    const first = all.filter((_, i) => chosen & (1 << i))
    if (first.length !== n) continue
    every++
    if (
      apart(
        first,
        all.filter((_, i) => !(chosen & (1 << i)))
      ) >= seen
    )
      as++
  }
  return as / every
}

describe('then and now', () => {
  it('[then-now-chance] counts every dealing, as one by one', () => {
    const counts = fc
      .integer({ min: 2, max: 5 })
      .chain(steps =>
        fc.tuple(fc.array(fc.nat(2), { minLength: steps, maxLength: steps }), fc.array(fc.nat(2), { minLength: steps, maxLength: steps }))
      )
    fc.assert(
      fc.property(counts, ([then, now]) => {
        const total = [...then, ...now].reduce((sum, each) => sum + each, 0)
        fc.pre(total <= 11 && then.some(Boolean) && now.some(Boolean))
        expect(chanceOf(of(then), of(now))).toBeCloseTo(oracle(then, now), 10)
      }),
      { numRuns: 60 }
    )
  })

  it('[then-now-chance] is the same whichever meeting comes first, and whatever stands apart', () => {
    expect(chanceOf(of([5, 3, 0, 0, 1]), of([0, 2, 4, 4, 1]))).toBe(chanceOf(of([0, 2, 4, 4, 1], 3), of([5, 3, 0, 0, 1], 9)))
  })

  it('[then-now-chance] draws where there are too many to count, the same each time and near what counting gives', () => {
    // 30 and 30 are counted; the same shares with one more are drawn.
    const counted = chanceOf(of([4, 8, 10, 6, 2]), of([1, 5, 10, 9, 5]))
    const drawn = chanceOf(of([4, 8, 10, 6, 2]), of([1, 5, 10, 9, 6]))
    expect(Math.abs(counted - drawn)).toBeLessThan(0.04)
    expect(chanceOf(of([4, 8, 10, 6, 2]), of([1, 5, 10, 9, 6]))).toBe(drawn)
    expect(chanceOf(of([100, 50, 20, 10, 0]), of([0, 10, 20, 50, 100]))).toBeLessThan(0.001)
  })

  it.each<[string, Figure | undefined, Figure | undefined, ThenNow]>([
    ['the same', of([1, 2, 4, 3, 1]), of([1, 2, 4, 3, 1]), 'chance'],
    ['a little apart', of([0, 2, 4, 2, 0]), of([0, 1, 4, 3, 0]), 'chance'],
    ['all from one end to the other', of([6, 2, 0, 0, 0]), of([0, 0, 0, 2, 6]), 'larger'],
    ['another spread about the same middle', of([0, 0, 14, 0, 0]), of([7, 0, 0, 0, 7]), 'larger'],
    ['five against five, wholly apart', of([5, 0, 0, 0, 0]), of([0, 0, 0, 0, 5]), 'larger'],
    ['four who chose a word', of([4, 0, 0, 0, 0], 3), of([0, 0, 0, 0, 9]), 'few'],
    ['withheld then', { withheld: 'few' }, of([0, 0, 0, 0, 9]), 'few'],
    ['not there now', of([0, 0, 0, 0, 9]), undefined, 'few'],
    ['nobody', of([0, 0, 0, 0, 0]), of([0, 0, 0, 0, 0]), 'few']
  ])('[then-now-chance] [five-to-claim] says of %s no more than it can', (_, then, now, said) => {
    expect(thenNow([[then, now]])).toEqual([said])
  })

  it('[then-now-chance] asks more of one figure the more are compared, and counts only what is compared', () => {
    const [then, now] = [of([3, 2, 2, 0, 0]), of([0, 2, 2, 2, 1])]
    expect(chanceOf(then, now)).toBeLessThan(0.05)
    expect(thenNow([[then, now]])).toEqual(['larger'])
    expect(thenNow(new Array(6).fill([then, now]))).toEqual(new Array(6).fill('chance'))
    expect(
      thenNow([
        [then, now],
        [undefined, now]
      ])
    ).toEqual(['larger', 'few'])
  })
})
