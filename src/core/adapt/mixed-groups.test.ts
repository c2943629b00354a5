import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { mixedGroups } from './mixed-groups.ts'

it('seats everybody, from 12 people on, in groups of four to five that are as mixed as can be', () => {
  expect(mixedGroups([{ label: 'Skolen', people: 11 }])).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), counts => {
      const sides = counts.map((people, n) => ({ label: `side ${n}`, people }))
      const people = counts.reduce((sum, n) => sum + n, 0)
      const groups = mixedGroups(sides)
      if (people < 12) {
        expect(groups).toEqual([])
        return
      }
      const sizes = groups.map(group => group.reduce((sum, side) => sum + side.people, 0))
      expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(people)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(5)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4)
      for (const { label, people: of } of sides) {
        const seated = groups.map(group => group.find(side => side.label === label)?.people ?? 0)
        expect(seated.reduce((sum, n) => sum + n, 0)).toBe(of)
        expect(Math.max(...seated) - Math.min(...seated)).toBeLessThanOrEqual(1)
      }
    })
  )
})
