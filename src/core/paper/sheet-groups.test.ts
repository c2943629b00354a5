import { expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import type { Instrument, Item } from '../workshop/workshop.ts'
import { sheetGroups } from './sheet-groups.ts'

const sides = [
  { id: 'skole' as const, label: 'Skolen' },
  { id: 'oplaering' as const, label: 'Oplæringen' },
  { id: 'elev' as const, label: 'Elev' }
]
const start = meeting.instruments.start as Instrument
const items = start.items.map((item, at) => (at === 0 ? ({ ...item, bySide: { elev: 'Vi elever' } } as Item) : item))

it('[own-wording] gives each wording a sheet of its own, and those who read the same one sheet', () => {
  const ids = (groups: { id: string }[][]) => groups.map(group => group.map(({ id }) => id))
  expect(ids(sheetGroups({ sides }, { ...start, items }))).toEqual([['skole', 'oplaering'], ['elev']])
  expect(ids(sheetGroups({ sides }, undefined))).toEqual([['skole', 'oplaering', 'elev']])
  expect(sheetGroups({ sides: [] }, start)).toEqual([[]])
})
