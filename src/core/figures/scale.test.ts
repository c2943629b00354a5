import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distributionOf, emptyDistribution, known, lowerQuartileIndex, median, middles, people, upperQuartileIndex } from './scale.ts'

const counts = fc.integer({ min: 2, max: 7 }).chain(steps => fc.array(fc.nat(9), { minLength: steps, maxLength: steps }))

describe('a distribution', () => {
  it('[unknown-apart] counts "ved ikke" among the people and never among the words', () => {
    const distribution = distributionOf([0, 2, 2, 'unknown', 7, -1, 1.5], 3)
    expect(distribution).toEqual({ counts: [1, 0, 2], unknown: 1 })
    expect([known(distribution), people(distribution), middles(distribution)]).toEqual([3, 4, { low: 2, high: 2 }])
  })

  it('has no middle where nobody chose a word', () => {
    for (const distribution of [emptyDistribution(5), { counts: [0, 0], unknown: 9 }])
      expect([lowerQuartileIndex, upperQuartileIndex, middles].map(of => of(distribution))).toEqual([null, null, null])
  })

  it.each([
    [[], null],
    [[3], 3],
    [[4, 1], 1],
    [[4, 0, 3], 3],
    [[4, 0, 3, 2], 2]
  ])('[person-once] the median of %j is %j, the lower of two middles', (answers, expected) => {
    expect(median(answers)).toBe(expected)
  })

  it.each([
    [[1, 1, 1, 1, 1], 1, 2, 3],
    [[1, 1, 1, 1], 1, 1, 2],
    [[0, 0, 3, 5, 0], 2, 3, 3],
    [[1, 0, 0, 0, 0], 0, 0, 0]
  ])('of %j has the quartiles and median %j, %j, %j', (list, low, middle, high) => {
    const distribution = { counts: list, unknown: 2 }
    expect([lowerQuartileIndex(distribution), middles(distribution)?.low, upperQuartileIndex(distribution)]).toEqual([low, middle, high])
  })

  it('has at most a quarter of its answers on each side of the quartiles, which mirror each other around the median', () => {
    fc.assert(
      fc.property(counts, list => {
        const distribution = { counts: list, unknown: 0 }
        const mirrored = { counts: list.toReversed(), unknown: 0 }
        const n = known(distribution)
        const [low, middle, high] = [lowerQuartileIndex(distribution), middles(distribution)?.low ?? null, upperQuartileIndex(distribution)]
        if (low === null || middle === null || high === null) {
          expect(n).toBe(0)
          return
        }
        const sum = (part: number[]): number => part.reduce((a, b) => a + b, 0)
        expect(sum(list.slice(0, low)) * 4).toBeLessThanOrEqual(n)
        expect(sum(list.slice(high + 1)) * 4).toBeLessThanOrEqual(n)
        expect(low <= middle && middle <= high).toBe(true)
        expect(upperQuartileIndex(mirrored)).toBe(list.length - 1 - low)
        expect(middles(mirrored)).toEqual({ low: list.length - 1 - (middles(distribution)?.high ?? 0), high: list.length - 1 - middle })
      })
    )
  })
})
