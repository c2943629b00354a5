import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Pattern, patterns } from '../workshop/answer-words.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import { disagreement, patternOf, sortByDisagreement, spreadOf } from './pattern.ts'
import type { Distribution } from './results.ts'
import { known, middles, people } from './scale.ts'

const of = (counts: number[], unknown = 0): Distribution => ({ counts, unknown })
const anyDistribution = (most = 15) =>
  fc
    .integer({ min: 2, max: 7 })
    .chain(steps => fc.tuple(fc.array(fc.oneof(fc.constant(0), fc.nat(most)), { minLength: steps, maxLength: steps }), fc.nat(4), fc.nat(2)))
    .map(([counts, unknown, notApplicable]): Distribution => ({ ...of(counts, unknown), ...(notApplicable > 0 && { notApplicable }) }))

describe('a pattern', () => {
  it.each<[number[], number, Pattern]>([
    [[0, 0, 0, 0, 12], 0, 'agree-high'],
    [[0, 0, 0, 6, 6], 1, 'agree-high'],
    [[0, 1, 8, 2, 0], 0, 'agree-middle'],
    [[0, 0, 6, 6, 0], 0, 'agree-middle'],
    [[5, 4, 0, 0, 0], 0, 'agree-low'],
    [[6, 0, 0, 0, 6], 0, 'two-camps'],
    [[3, 2, 0, 3, 2], 0, 'two-camps'],
    [[0, 2, 0, 9, 0], 0, 'two-camps'],
    [[1, 0, 0, 4, 5], 0, 'one-apart'],
    [[0, 0, 0, 0, 5], 4, 'many-unknown'],
    [[2, 2, 2, 2, 2], 0, 'spread'],
    [[0, 3, 4, 3, 0], 0, 'spread'],
    [[1, 0, 0, 1, 1], 0, 'few'],
    [[0, 0, 0, 0, 0], 0, 'few'],
    [[0, 0, 0, 0, 0], 5, 'many-unknown'],
    // Not five words.
    [[5, 5], 0, 'two-camps'],
    [[1, 9], 0, 'one-apart'],
    [[0, 9], 0, 'agree-high'],
    [[4, 0, 4], 0, 'two-camps'],
    [[0, 4, 5], 0, 'agree-high'],
    [[3, 4, 3], 0, 'spread'],
    [[0, 0, 5, 5, 0, 0, 0], 0, 'agree-middle'],
    [[0, 0, 0, 0, 5, 5, 0], 0, 'agree-high']
  ])('of %j and %j unknown is %s', (counts, unknown, expected) => {
    expect(patternOf(of(counts, unknown))).toBe(expected)
  })

  it('[unknown-apart] is of those for whom it is not relevant only where they are many, and not in what the others agree on', () => {
    expect(patternOf({ ...of([0, 0, 5]), notApplicable: 2 })).toBe('agree-high')
    expect(patternOf({ ...of([0, 0, 5]), notApplicable: 3 })).toBe('many-not-applicable')
    expect(patternOf({ ...of([0, 0, 0]), notApplicable: 5 })).toBe('many-not-applicable')
    expect(patternOf({ ...of([0, 0, 3], 2), notApplicable: 3 })).toBe('many-not-applicable')
    expect(patternOf({ ...of([0, 0, 2], 3), notApplicable: 3 })).toBe('many-unknown')
  })

  it('[five-to-claim] is not named of fewer than five people, and nothing is shown beside their answers', () => {
    fc.assert(
      fc.property(anyDistribution(2), distribution => {
        if (people(distribution) < 5) expect(patternOf(distribution)).toBe('few')
        if (known(distribution) < 5) expect(spreadOf(distribution)).toBeNull()
      }),
      { examples: [[of([2, 0, 0, 0, 2])], [of([0, 0, 1, 0, 0], 3)], [of([0, 0, 4, 0, 0])]] }
    )
  })

  it.each<[number[], number | null]>([
    [[0, 0, 5, 0, 0], 2],
    [[0, 0, 3, 3, 0], 2.5],
    [[1, 1, 1, 1, 1], 2],
    [[3, 0, 0, 0, 3], null],
    [[4, 0, 0, 0, 3], null],
    [[2, 1, 0, 1, 2], null],
    [[5, 5], null]
  ])('[one-middle] has one middle or none: %j has it at %j', (counts, middle) => expect(spreadOf(of(counts))?.middle).toBe(middle))

  it('[one-middle] has no middle in two camps, nor one further than half a step from an answer', () => {
    fc.assert(
      fc.property(anyDistribution(), distribution => {
        const middle = spreadOf(distribution)?.middle ?? null
        if (middle === null) return
        expect(patternOf(distribution)).not.toBe('two-camps')
        for (const step of [Math.floor(middle), Math.ceil(middle)]) expect(distribution.counts[step]).toBeGreaterThan(0)
      })
    )
  })

  it('[level-not-agreement] a high median alone is never called agreement', () => {
    // More than one in ten at the other end, however high the median.
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 8 }), (steps, low, more) => {
        const counts = Array<number>(steps).fill(0)
        counts[0] = low
        counts[steps - 1] = Math.min(9 * low - 1, low + 1 + more * low)
        expect(middles(of(counts))).toEqual({ low: steps - 1, high: steps - 1 })
        expect(patternOf(of(counts))).toBe('two-camps')
      })
    )
    expect(patternOf(of([3, 3, 3, 3, 13]))).toBe('spread')
  })

  it('[minimum-spread] answers on two neighbouring steps are never called disagreement', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), fc.nat(5), fc.nat(30), fc.nat(30), (steps, at, a, b) => {
        const counts = Array<number>(steps).fill(0)
        counts[at % (steps - 1)] = a
        counts[(at % (steps - 1)) + 1] = b
        expect(patternOf(of(counts))).toMatch(a + b < 5 ? /^few$/ : /^agree-/)
      })
    )
  })

  it('[minimum-spread] whatever is called disagreement has more than one in four outside two neighbouring steps, or someone far from the middle', () => {
    fc.assert(
      fc.property(anyDistribution(), distribution => {
        const { counts } = distribution
        if (counts.length === 2 || !['two-camps', 'spread', 'one-apart'].includes(patternOf(distribution))) return
        const n = known(distribution)
        const best = Math.max(...counts.map((count, step) => count + (counts[step + 1] ?? 0)))
        const middle = middles(distribution)
        const far = counts.some((count, step) => count > 0 && middle && (step < middle.low - 1 || step > middle.high + 1))
        expect(far || 4 * (n - best) > n).toBe(true)
        expect(disagreement(distribution)).toBeGreaterThan(0)
      }),
      { numRuns: 500 }
    )
  })

  it('mirrors: read from the other end, high and low change places and nothing else changes', () => {
    const mirror: Partial<Record<Pattern, Pattern>> = { 'agree-high': 'agree-low', 'agree-low': 'agree-high' }
    fc.assert(
      fc.property(anyDistribution(), distribution => {
        const reversed = { ...distribution, counts: distribution.counts.toReversed() }
        const pattern = patternOf(distribution)
        expect(patternOf(reversed)).toBe(mirror[pattern] ?? pattern)
        expect(disagreement(reversed)).toBeCloseTo(disagreement(distribution), 12)
      }),
      { numRuns: 500 }
    )
  })

  it('is the same for a group of ten or more and for one so many times as large', () => {
    fc.assert(
      fc.property(anyDistribution(), fc.integer({ min: 2, max: 9 }), (distribution, times) => {
        fc.pre(known(distribution) >= 10 && distribution.unknown !== 1 && distribution.notApplicable !== 1)
        const { counts, unknown, notApplicable = 0 } = distribution
        const larger = { counts: counts.map(count => count * times), unknown: unknown * times, notApplicable: notApplicable * times }
        expect(patternOf(larger)).toBe(patternOf(distribution))
        expect(disagreement(larger)).toBeCloseTo(disagreement(distribution), 12)
      }),
      { numRuns: 300 }
    )
  })

  it('every distribution has one, and every one can be had and has words and an opening question of its own', () => {
    const seen = new Set<Pattern>()
    fc.assert(
      fc.property(anyDistribution(6), distribution => {
        seen.add(patternOf(distribution))
        expect(earlierPatterns[patternOf(distribution)].question).toMatch(/\?/)
      }),
      { numRuns: 2000 }
    )
    expect([...seen].sort()).toEqual([...patterns].sort())
    expect(new Set(Object.values(earlierPatterns).map(({ question }) => question)).size).toBe(patterns.length)
  })
})

describe('disagreement', () => {
  it('is the mean distance of two people, as a share of what half at each end have', () => {
    fc.assert(
      fc.property(anyDistribution(6), distribution => {
        const answers = distribution.counts.flatMap((count, step) => Array<number>(count).fill(step))
        if (answers.length < 2) {
          expect(disagreement(distribution)).toBe(0)
          return
        }
        const distances = answers.flatMap(a => answers.map(b => Math.abs(a - b)))
        const mean = distances.reduce((a, b) => a + b, 0) / distances.length
        expect(disagreement(distribution)).toBeCloseTo(mean / ((distribution.counts.length - 1) / 2), 10)
        expect(disagreement(distribution)).toBeLessThanOrEqual(1)
      })
    )
    expect(disagreement(of([6, 0, 0, 0, 6]))).toBe(1)
    expect(disagreement(of([0, 9, 0], 5))).toBe(0)
  })

  it('[disagreement-first] sorts the most disagreed first, equal ones as they came, withheld ones last', () => {
    const entries = [
      { id: 'withheld', figure: { withheld: 'few' } as const },
      { id: 'same', figure: of([0, 9, 0]) },
      { id: 'also same', figure: of([9, 0, 0]) },
      { id: 'apart', figure: of([5, 0, 5]) }
    ]
    expect(sortByDisagreement(entries).map(entry => entry.id)).toEqual(['apart', 'same', 'also same', 'withheld'])
    expect(entries[0]?.id).toBe('withheld')
  })
})
