import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Distribution } from '../figures/results.ts'
import { people } from '../figures/scale.ts'
import { type ElementNumber, elementNumbers } from '../workshop/workshop.ts'
import {
  barScale,
  bars,
  type Dot,
  direction,
  dotPositions,
  dotRadius,
  dotsOrBars,
  type Lane,
  type Point,
  point,
  polygonPath,
  type RoseShape,
  ringRadii,
  ringRadius,
  roseShape
} from './rose.ts'

const far = ({ x, y }: Point): number => Math.hypot(x, y)
/** Degrees from straight up, clockwise. */
const turnOf = ({ x, y }: Point): number => ((Math.atan2(x, -y) * 180) / Math.PI + 360) % 360
/** Distance from a place to the line from the middle in this direction, positive on its clockwise side. */
const rightOf = ({ x, y }: Point, degrees: number): number => {
  const turn = (degrees * Math.PI) / 180
  return x * Math.cos(turn) + y * Math.sin(turn)
}
const element = fc.constantFrom(...elementNumbers)
const steps = fc.integer({ min: 2, max: 7 })
const forty = (k: number) =>
  fc.array(fc.nat(k), { maxLength: 40 }).map((answers): Distribution => {
    const counts = Array<number>(k).fill(0)
    let unknown = 0
    for (const answer of answers) {
      if (answer === k) unknown++
      else counts[answer] = (counts[answer] ?? 0) + 1
    }
    return { counts, unknown }
  })
/** Also the hardest: all forty at one step. */
const picture = steps.chain(k =>
  fc.tuple(
    fc.constant(roseShape(k)),
    fc.oneof(
      forty(k),
      fc.nat(k).map((at): Distribution => ({ counts: Array.from({ length: k }, (_, i) => (i === at ? 40 : 0)), unknown: at === k ? 40 : 0 }))
    )
  )
)
const lane = fc.constantFrom<Lane>({ index: 0, of: 1 }, { index: 0, of: 2 }, { index: 1, of: 2 }, { index: 3, of: 4 })

/** The dots keep to their lane, to their step's band, within the edge and apart from each other. */
function expectTidy(shape: RoseShape, of: ElementNumber, dots: readonly Dot[], radius: number, { index, of: lanes }: Lane): void {
  const left = direction(of) - 30 + (60 * index) / lanes
  for (const dot of dots) {
    expect(rightOf(dot, left)).toBeGreaterThanOrEqual(radius - 0.01)
    expect(-rightOf(dot, left + 60 / lanes)).toBeGreaterThanOrEqual(radius - 0.01)
    expect(far(dot) + radius).toBeLessThanOrEqual(shape.edge)
    if (dot.step === 'unknown') expect(far(dot) - radius).toBeGreaterThan(shape.outer + shape.band / 2)
    else expect(Math.abs(far(dot) - ringRadius(shape, dot.step)) + radius).toBeLessThanOrEqual(shape.band / 2 + 0.01)
  }
  for (const [i, a] of dots.entries()) for (const b of dots.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(2 * radius)
}

describe('the rose', () => {
  it('has element 1 straight up and the others clockwise, 60 degrees apart, 1 to 3 on the right half and its upright', () => {
    expect(elementNumbers.map(direction)).toEqual([0, 60, 120, 180, 240, 300])
    expect(point(1, 100)).toEqual({ x: 0, y: -100 })
    expect(point(2, 100)).toEqual({ x: 86.6, y: -50 })
    expect(point(1, 100, 10)).toEqual({ x: 10, y: -100 })
    expect(point(4, 100, 10)).toEqual({ x: -10, y: 100 })
  })

  it('has a ring for each step, the same distance apart, the lowest innermost', () => {
    expect(ringRadii(roseShape(5, 500))).toEqual([100, 172.5, 245, 317.5, 390])
    fc.assert(fc.property(steps, k => void expect(ringRadii(roseShape(k))).toHaveLength(k)))
  })

  it('[dots-to-40] shows every answer as a dot up to 40 and as bars above', () => {
    expect(dotsOrBars([{ counts: [20, 15], unknown: 5 }, { withheld: 'few' }])).toBe('dots')
    expect(
      dotsOrBars([
        { counts: [20, 15], unknown: 5 },
        { counts: [20, 15], unknown: 6 }
      ])
    ).toBe('bars')
    fc.assert(
      fc.property(picture, element, ([shape, distribution], of) => {
        const dots = dotPositions(shape, of, distribution, dotRadius(shape, [distribution]))
        const seen = (step: number | 'unknown'): number => dots.filter(dot => dot.step === step).length
        expect(dots).toHaveLength(people(distribution))
        expect(distribution.counts.map((_, step) => seen(step))).toEqual(distribution.counts)
        expect(seen('unknown')).toBe(distribution.unknown)
      })
    )
  })

  it('[dots-to-40] no two dots touch and none leaves its sector, its step or the edge', () => {
    fc.assert(
      fc.property(picture, element, lane, ([shape, distribution], of, where) => {
        const radius = dotRadius(shape, [distribution], where.of)
        expect(radius).toBeGreaterThan(where.of === 1 ? 4 : 1)
        expectTidy(shape, of, dotPositions(shape, of, distribution, radius, where), radius, where)
      }),
      { numRuns: 150 }
    )
  })

  it('[dots-to-40] a dot is the same size in a whole picture, as large as the fullest step permits', () => {
    const shape = roseShape(5)
    const few = { counts: [0, 1, 0, 2, 0], unknown: 0 }
    const many = { counts: [40, 0, 0, 0, 0], unknown: 0 }
    const radius = dotRadius(shape, [few, many])
    expect(dotRadius(shape, [few])).toBe(10)
    expect(dotRadius(shape, [])).toBe(10)
    expect(radius).toBeLessThan(10)
    expectTidy(shape, 3, dotPositions(shape, 3, few, radius), radius, { index: 0, of: 1 })
  })

  it('[unknown-apart] "ved ikke" stands outside the scale', () => {
    const shape = roseShape(5)
    const dots = dotPositions(shape, 2, { counts: [0, 0, 0, 0, 3], unknown: 2 }, 8)
    expect(dots.filter(dot => dot.step === 'unknown').map(dot => Math.round(far(dot)))).toEqual([465, 465])
  })

  it('draws bars of one scale in a whole picture, within their sectors', () => {
    const crowd = fc.tuple(fc.array(fc.nat(200), { minLength: 5, maxLength: 5 }), fc.nat(60)).map(([counts, unknown]) => ({ counts, unknown }))
    fc.assert(
      fc.property(crowd, crowd, element, lane, (one, other, of, where) => {
        const shape = roseShape(5)
        const scale = barScale(shape, [one, other], where.of)
        const left = direction(of) - 30 + (60 * where.index) / where.of
        for (const { count, points, step } of bars(shape, of, one, scale, where)) {
          const [a, b] = points
          expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeCloseTo(count * scale, 1)
          expect(count).toBe(step === 'unknown' ? one.unknown : one.counts[step])
          for (const corner of points) {
            expect(rightOf(corner, left)).toBeGreaterThan(0)
            expect(-rightOf(corner, left + 60 / where.of)).toBeGreaterThan(0)
            expect(far(corner)).toBeLessThan(shape.edge)
          }
        }
      })
    )
    expect(barScale(roseShape(5), [])).toBe(0)
  })

  it('writes polygons as path data of two decimals at most', () => {
    expect(polygonPath([point(1, 10), point(3, 10), point(5, 10)])).toBe('M0 -10L8.66 5L-8.66 5z')
    expect(turnOf(point(5, 50))).toBeCloseTo(240, 1)
  })
})
