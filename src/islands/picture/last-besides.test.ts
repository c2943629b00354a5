import { describe, expect, it } from 'vitest'
import type { PublishedRating } from '../../core/figures/results.ts'
import type { Workshop } from '../../core/workshop/workshop.ts'
import { lastBesides } from './last-besides.ts'

const spread = (...counts: number[]) => ({ counts, unknown: 0 })
const workshop = {
  steps: [{ id: 'svar', kind: 'rate', instrument: 'i' }],
  last: {
    title: 'Mødet i foråret',
    made: '2026-03-04T09:00:00.000Z',
    ratings: { i: { elements: { 1: spread(9, 0, 0), 2: spread(0, 9, 0), 4: spread(0, 5, 4) }, items: {} } }
  }
} as unknown as Workshop
const published: PublishedRating = {
  kind: 'rate',
  answered: 9,
  elements: { 1: spread(0, 0, 9), 2: spread(1, 8, 0), 3: spread(0, 9, 0), 4: spread(0, 5, 4) },
  items: {},
  split: null
}
const pair = (number: 1 | 2 | 3 | 4) => {
  const found = lastBesides(workshop, 'svar', published, undefined)
  return found?.compare(found.groups[0]?.figures.elements[number], found.groups[1]?.figures.elements[number]).said
}

describe('the last meeting beside this one', () => {
  it('stands first, with its day, and is told to be of others perhaps', () => {
    const found = lastBesides(workshop, 'svar', published, undefined)
    expect(found?.groups.map(({ label }) => label)).toEqual(['Sidst, 4. marts 2026', 'Nu'])
    expect(found?.groups.map(({ figures }) => figures.elements[1])).toEqual([spread(9, 0, 0), spread(0, 0, 9)])
    expect(found?.note).toBe('Sidst er mødet ”Mødet i foråret”. Det er ikke nødvendigvis de samme, der har svaret.')
  })

  it('[then-now-chance] says of each element whether the difference can be chance, and nothing of one that is new', () => {
    expect([pair(1), pair(2), pair(3), pair(4)]).toEqual([
      'Forskellen er større, end tilfældet let giver.',
      'Forskellen kan være tilfældig ved så få svar.',
      '',
      'Svarene ligger som sidst.'
    ])
  })

  it('gives way to a second round and to a split, and is nothing where there is nothing to show', () => {
    expect(lastBesides(workshop, 'svar', published, published)).toBeNull()
    expect(lastBesides(workshop, 'svar', { ...published, split: { by: 'side', groups: [] } }, undefined)).toBeNull()
    expect(lastBesides(workshop, 'svar', { ...published, split: { by: 'side', withheld: 'few' } }, undefined)).not.toBeNull()
    expect(lastBesides(workshop, 'svar', undefined, undefined)).toBeNull()
    expect(lastBesides({ steps: workshop.steps }, 'svar', published, undefined)).toBeNull()
    expect(lastBesides(workshop, 'andet', published, undefined)).toBeNull()
  })
})
