import { describe, expect, it } from 'vitest'
import { direction, dotPositions, dotRadius, ringRadius } from '../../core/rose/rose.ts'
import { arcPath, bandBox, degreesOf, laneDirection, pictureShape, reachOf } from './geometry.ts'

describe('the drawing of the rose', () => {
  it('has its outermost ring at 100 for every length of scale', () => {
    for (const steps of [2, 3, 5, 7]) expect(ringRadius(pictureShape(steps), steps - 1)).toBeCloseTo(100, 1)
  })

  it('turns a single lane straight along its element and two lanes evenly to each side', () => {
    expect(laneDirection(1, { index: 0, of: 1 })).toBe(0)
    expect(laneDirection(4, { index: 0, of: 1 })).toBe(180)
    expect(laneDirection(2, { index: 0, of: 2 })).toBe(45)
    expect(laneDirection(2, { index: 1, of: 2 })).toBe(75)
  })

  it('measures how far the dots of a step reach beside their direction, across straight up too', () => {
    const shape = pictureShape(5)
    const distribution = { counts: [0, 0, 3, 1, 0], unknown: 0 }
    const radius = dotRadius(shape, [distribution], 1, 3.7)
    for (const element of [1, 4, 6] as const) {
      const dots = dotPositions(shape, element, distribution, radius)
      expect(reachOf(dots, 3, direction(element))).toBeCloseTo(0, 1)
      const reach = reachOf(dots, 2, direction(element))
      expect(reach).toBeGreaterThan(degreesOf(2 * radius, ringRadius(shape, 2)) * 0.9)
      expect(reach).toBeLessThan(30)
      expect(reachOf(dots, 0, direction(element))).toBe(0)
    }
  })

  it('draws an arc from the left of its direction to the right', () => {
    expect(arcPath(100, 0, 90)).toBe('M-100 0A100 100 0 0 1 100 0')
    expect(arcPath(100, 180, 90)).toBe('M100 0A100 100 0 0 1 -100 0')
  })

  it('gives the band a height even where both quartiles are the same step', () => {
    const shape = pictureShape(5)
    const alone = bandBox(shape, 4, 4, 18)
    expect(alone.height).toBeGreaterThan(5)
    expect(alone.y + alone.height / 2).toBeCloseTo(-100, 1)
    expect(bandBox(shape, 0, 4, 18).height).toBeGreaterThan(70)
  })
})
