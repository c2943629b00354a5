import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument } from '../workshop/workshop.ts'
import type { Figure } from './results.ts'
import { firstStepsFor, statusOf, statusOverview } from './status.ts'

const of = (counts: number[], unknown = 0, notApplicable = 0): Figure => ({ counts, unknown, ...(notApplicable && { notApplicable }) })

describe('what a group’s answers to a commitment come to', () => {
  it.each<[string, Figure, unknown]>([
    ['the level that all chose', of([0, 0, 6]), 2],
    ['the middle answer', of([1, 6, 4]), 1],
    ['the lower of two middles', of([0, 3, 3]), 1],
    ['split in two camps', of([4, 0, 4]), 'split'],
    ['split where spread', of([3, 3, 3]), 'split'],
    ['that many do not know', of([0, 1, 3], 3), 'unknown'],
    ['that it is not relevant', of([0, 0, 2], 0, 5), 'notApplicable'],
    ['nothing where it is withheld', { withheld: 'few' }, 'withheld'],
    ['nothing where nobody answered', of([0, 0, 0]), 'none'],
    ['of one person what they said', of([0, 1, 0]), 1],
    ['of one who does not know that', of([0, 0, 0], 1), 'unknown'],
    ['of three who are near each other the lower', of([0, 2, 1]), 1],
    ['of two who are far apart that they are', of([1, 0, 1]), 'split'],
    ['of three where two do not know that', of([0, 1, 0], 2), 'unknown']
  ])('[status-of-many] is %s', (_, figure, status) => {
    expect(statusOf(figure)).toBe(status)
  })
})

const instrument: Instrument = {
  title: 'Status',
  question: 'Hvordan står det til?',
  scale: ['ikke begyndt', 'på vej', 'på plads'],
  unknown: 'ved ikke',
  notApplicable: 'ikke relevant hos os',
  patterns: earlierPatterns,
  strengths: [
    { id: 'skal', word: 'skal' },
    { id: 'kan', word: 'kan' }
  ],
  sections: [
    { id: 'kapitel-1', title: 'Velkomst', items: ['B1', 'B2'] },
    { id: 'kapitel-2', title: 'Vejledning', items: ['B3', 'B4'] }
  ],
  items: (
    [
      ['B1', 4, 'kan'],
      ['B2', 4, 'skal'],
      ['B3', 3, 'skal'],
      ['B4', 3, 'skal']
    ] as const
  ).map(([id, element, strength]) => ({ id, element, strength, text: `Tilsagn ${id}.` }))
}
const workshop = { sides: [{ id: 'oplaering' as const, label: 'Arbejdspladsen' }] }

describe('the status of an agreement', () => {
  const figures = { items: { B1: of([6, 0, 0]), B2: of([0, 5, 1]), B3: of([6, 0, 0]), B4: of([3, 0, 3]) } }
  const overview = statusOverview(figures, instrument, workshop)

  it('[status-of-many] lists what is not in place, the firmest first and of those the one that is least begun', () => {
    expect(overview.missing.map(({ id, status }) => [id, status])).toEqual([
      ['B3', 0],
      ['B2', 1],
      ['B1', 0]
    ])
    expect(overview.split.map(({ id }) => id)).toEqual(['B4'])
  })

  it('counts the commitments of each strength and each chapter, under the statuses that occur', () => {
    expect(overview.columns).toEqual([1, 0, 'split'])
    expect(overview.byStrength.map(({ title, items, counts }) => [title, items, Object.fromEntries(counts)])).toEqual([
      ['skal', 3, { 1: 1, 0: 1, split: 1 }],
      ['kan', 1, { 0: 1 }]
    ])
    expect(overview.bySection.map(({ title, items }) => [title, items])).toEqual([
      ['Velkomst', 2],
      ['Vejledning', 2]
    ])
  })

  it('has every commitment once in each table, whatever was published', () => {
    const figure = fc.oneof(
      fc.constant<Figure>({ withheld: 'few' }),
      fc.record({ counts: fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), unknown: fc.nat(4), notApplicable: fc.nat(4) })
    )
    fc.assert(
      fc.property(fc.record({ B1: figure, B2: figure, B3: figure, B4: figure }), items => {
        const { byStrength, bySection, columns } = statusOverview({ items }, instrument, workshop)
        for (const rows of [byStrength, bySection]) {
          expect(rows.flatMap(({ counts }) => [...counts.values()]).reduce((sum, count) => sum + count, 0)).toBe(4)
          for (const { counts } of rows) for (const status of counts.keys()) expect(columns).toContain(status)
        }
      })
    )
  })

  it('gives each commitment a first step of its own as long as its element has one', () => {
    const elements = [{ number: 3 as const, firstSteps: ['Et skridt.', 'Et andet.'] }]
    const items = (['a', 'b', 'c'] as const).map(id => ({ id, element: 3 as const }))
    expect([...firstStepsFor([...items, { id: 'd', element: 4 }], { elements }).values()]).toEqual(['Et skridt.', 'Et andet.', 'Et skridt.', ''])
  })
})
