import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import { type Finding, findingOf, findingWords, type PlaceStatus, statusOf, statusWords } from './place-status.ts'

const of = (counts: [number, number, number], unknown = 0, notApplicable = 0): Figure => ({ counts, unknown, ...(notApplicable && { notApplicable }) })

describe('what a place says of a commitment', () => {
  it.each<[string, Figure, PlaceStatus]>([
    ['all at one end', of([0, 0, 6]), 'high'],
    ['most in place', of([0, 2, 4]), 'high'],
    ['half in place, half on the way', of([0, 3, 3]), 'middle'],
    ['half on the way, half not begun', of([3, 3, 0]), 'low'],
    ['all not begun', of([5, 0, 0]), 'low'],
    ['one apart', of([1, 0, 9]), 'high'],
    ['two camps', of([4, 0, 4]), 'apart'],
    ['all over the scale', of([3, 3, 3]), 'apart'],
    ['many who do not know', of([0, 0, 5], 3), 'unknown'],
    ['many whom it does not concern', of([0, 0, 5], 0, 3), 'notApplicable'],
    ['few in an open board', of([0, 0, 4]), 'few'],
    ['few who chose a word', of([0, 0, 4], 1), 'few'],
    ['withheld for few', { withheld: 'few' }, 'few'],
    ['withheld for a difference', { withheld: 'difference' }, 'withheld']
  ])('[place-status] [five-to-claim] of %s', (_, figure, said) => {
    expect(statusOf(figure)).toBe(said)
  })

  it.each<[PlaceStatus[], Finding | null]>([
    [['low', 'middle', 'low'], 'missing'],
    [['low', 'notAsked'], 'missingWhereSaid'],
    [['middle', 'few', 'otherWords'], 'missingWhereSaid'],
    [['low', 'notApplicable'], 'missingWhereSaid'],
    [['low', 'apart'], 'unclear'],
    [['low', 'unknown'], 'unclear'],
    [['apart', 'notAsked'], 'unclear'],
    [['notAsked', 'withheld'], 'silent'],
    [['high', 'high'], 'everywhere'],
    [['high', 'notAsked'], 'somewhere'],
    [['low', 'high'], 'somewhere'],
    [['high'], null],
    [['low'], null],
    [[], null]
  ])('[missing-everywhere] says of %j no more than all places say', (statuses, finding) => {
    expect(findingOf(statuses)).toBe(finding)
    expect(findingOf([...statuses].reverse())).toBe(finding)
  })

  it('has a word for each, the levels by the scale itself', () => {
    const scale = { scale: ['nej', 'lidt', 'ja'], unknown: 'ved ikke', notApplicable: 'ikke her' }
    const words = Object.values(statusWords(scale))
    expect(words.slice(0, 3)).toEqual(['nej', 'lidt', 'ja'])
    expect(new Set(words).size).toBe(10)
    expect(words.every(Boolean)).toBe(true)
    expect(findingWords(scale).somewhere).toBe('ja nogle steder')
  })
})
