import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Ballot } from '../ballot/ballot.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument, ItemData } from '../workshop/workshop.ts'
import { answersOf, countVotes, elementValue, itemsByElement, validVotes } from './tally.ts'

const instrument: Instrument<ItemData> = {
  title: '',
  question: '',
  scale: ['lavt', 'midt', 'højt'],
  unknown: 'Ved ikke',
  patterns: earlierPatterns,
  items: [
    { id: 'x1', element: 6, text: '' },
    { id: 'a', element: 2, text: '' },
    { id: 'x2', element: 6, text: '' },
    { id: 'x3', element: 6, text: '' }
  ]
}
const ballot = (given: Record<string, unknown>, votes: string[] = []): Ballot => ({
  answers: { s: given as Record<string, Answer> },
  votes: { v: votes },
  done: []
})

describe('a person in an element', () => {
  it('[person-once] counts once, with the median of their own words, the lower of two middles', () => {
    expect(elementValue([0, 2])).toBe(0)
    expect(elementValue([2, 0, 1])).toBe(1)
    const [person] = answersOf([ballot({ x1: 2, x2: 0, x3: 1, a: 2 })], 's', instrument)
    expect([...(person?.elements ?? [])]).toEqual([
      [6, 1],
      [2, 2]
    ])
  })

  it('[one-answer-known] has of two answers the first, words or not', () => {
    expect([elementValue([4, 1]), elementValue(['unknown', 1]), elementValue(['unknown', 4, 1])]).toEqual([4, 'unknown', 4])
  })

  it('[unknown-apart] is unknown only where all they said is "ved ikke", and absent where they said nothing', () => {
    expect(elementValue(['unknown', 2, 'unknown'])).toBe(2)
    expect(elementValue(['unknown', 'unknown'])).toBe('unknown')
    expect(elementValue(['notApplicable', 'unknown', 'notApplicable'])).toBe('unknown')
    expect(elementValue(['notApplicable', 'notApplicable', 'notApplicable'])).toBe('notApplicable')
    expect(elementValue(['notApplicable', 3, 'unknown'])).toBe(3)
    expect(elementValue([])).toBeUndefined()
    expect(answersOf([ballot({ a: 'unknown' })], 's', instrument)[0]?.elements.has(6)).toBe(false)
  })

  it('ignores items and words that the instrument does not have, and names that every object has', () => {
    const odd = ballot({ nowhere: 1, a: 3, x1: -1, x2: 0.5, x3: '1' })
    expect(answersOf([odd, ballot({}), { answers: {}, votes: {}, done: ['s'] }], 's', instrument)).toEqual([])
    const irrelevant = ballot({ a: 'notApplicable' })
    expect(answersOf([irrelevant], 's', instrument)).toEqual([])
    expect(answersOf([irrelevant], 's', { ...instrument, notApplicable: 'Ikke relevant' })).toHaveLength(1)
    expect(answersOf([ballot({ a: 1 })], 'constructor', instrument)).toEqual([])
    expect(validVotes(ballot({}), 'toString', 2, ['x'])).toEqual([])
  })

  it('[person-once] one ballot is one person, named or in a list', () => {
    const one = ballot({ a: 1 })
    expect(answersOf({ p1: one, p2: one }, 's', instrument)).toHaveLength(2)
    expect(answersOf([one, one], 's', instrument)).toHaveLength(2)
  })

  it('groups items by element in the order of the elements', () => {
    expect(itemsByElement(instrument).map(([element, items]) => [element, items.map(item => item.id)])).toEqual([
      [2, ['a']],
      [6, ['x1', 'x2', 'x3']]
    ])
  })
})

describe('votes', () => {
  it('[vote-dots] counts known options once each and at most the dots that each person has', () => {
    const ballots = [ballot({}, ['z', 'y', 'y', 'x']), ballot({}, ['gone']), ballot({}, ['z'])]
    expect(countVotes(ballots, 'v', 2, ['x', 'y', 'z'])).toEqual({ voters: 2, dots: { x: 1, y: 1, z: 1 } })
  })

  it('[vote-dots] never adds up to more than everyone has, in whatever order they were placed', () => {
    const votes = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'nowhere'), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(votes, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (all, dots) => {
        const options = ['a', 'b', 'c', 'd']
        const counted = countVotes(
          all.map(own => ballot({}, own)),
          'v',
          dots,
          options
        )
        const backwards = countVotes(
          all.map(own => ballot({}, own.toReversed())),
          'v',
          dots,
          options
        )
        const sum = Object.values(counted.dots).reduce((a, b) => a + b, 0)
        expect(backwards).toEqual(counted)
        expect(sum).toBeLessThanOrEqual(counted.voters * dots)
        expect(sum).toBeGreaterThanOrEqual(counted.voters)
        for (const count of Object.values(counted.dots)) expect(count).toBeLessThanOrEqual(counted.voters)
      })
    )
  })
})
