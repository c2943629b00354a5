import { expect, it } from 'vitest'
import { inSections, placeOf } from './sections.ts'

const sections = [
  { id: 'velkomst', title: 'Velkomst', items: ['B1', 'B2'] },
  { id: 'samtaler', title: 'Samtaler', items: ['B3'] }
]

it('an item has its place within its section', () => {
  expect(placeOf({ sections }, 'B2')).toEqual({ title: 'Velkomst', at: 2, of: 2 })
  expect(placeOf({ sections }, 'B3')).toEqual({ title: 'Samtaler', at: 1, of: 1 })
  expect([placeOf({}, 'B2'), placeOf({ sections }, 'B9')]).toEqual([undefined, undefined])
})

it('entries stand in the sections’ order, however they came, and count on through them', () => {
  const entries = ['B3', 'B2', 'B1'].map(id => ({ id }))
  expect(inSections(entries, sections).map(({ title, from, entries }) => [title, from, entries.map(({ id }) => id)])).toEqual([
    ['Velkomst', 0, ['B1', 'B2']],
    ['Samtaler', 2, ['B3']]
  ])
  expect(inSections(entries, undefined)).toEqual([{ id: '', title: '', from: 0, entries }])
})
