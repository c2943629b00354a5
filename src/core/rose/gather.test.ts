import { expect, it } from 'vitest'
import { gather } from './gather.ts'

it('sets dots about the middle, so that none touches another and all stay within their circle', () => {
  for (const count of [0, 1, 2, 3, 5, 12, 20, 60, 200]) {
    const { radius, places } = gather(count, 60, 4)
    expect(places).toHaveLength(count)
    expect(radius).toBeGreaterThan(count <= 60 ? 2.5 : 1.5)
    expect(radius).toBeLessThanOrEqual(4)
    for (const [i, at] of places.entries()) {
      expect(Math.hypot(at.x, at.y) + radius, `${i} of ${count}`).toBeLessThanOrEqual(60)
      for (const other of places.slice(0, i)) expect(Math.hypot(at.x - other.x, at.y - other.y), `${i} of ${count}`).toBeGreaterThan(2 * radius)
    }
  }
})

it('leaves those that stand where they are as one more comes, as long as there is room', () => {
  const before = gather(9, 60, 4).places
  expect(gather(10, 60, 4).places.slice(0, 9)).toEqual(before)
})
