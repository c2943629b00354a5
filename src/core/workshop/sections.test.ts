import { expect, it } from 'vitest'
import { inSections } from './sections.ts'

const sections = [
  { id: 'velkomst', title: 'Velkomst', items: ['B1', 'B2'] },
  { id: 'samtaler', title: 'Samtaler', items: ['B3'] }
]

it('entries stand in the sections’ order, however they came, and count on through them', () => {
  const entries = ['B3', 'B2', 'B1'].map(id => ({ id }))
  expect(inSections(entries, sections).map(({ title, from, entries }) => [title, from, entries.map(({ id }) => id)])).toEqual([
    ['Velkomst', 0, ['B1', 'B2']],
    ['Samtaler', 2, ['B3']]
  ])
  expect(inSections(entries, undefined)).toEqual([{ id: '', title: '', from: 0, entries }])
})
