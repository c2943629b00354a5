import { describe, expect, it } from 'vitest'
import { type Finding, findingOf, findingWords, type PlaceStatus } from './finding.ts'

describe('what places say together of a commitment', () => {
  it.each<[PlaceStatus[], Finding | null]>([
    [[0, 1, 0], 'missing'],
    [[0, 'notAsked'], 'missingWhereSaid'],
    [[1, 'withheld', 'otherWords'], 'missingWhereSaid'],
    [[0, 'notApplicable', 'none'], 'missingWhereSaid'],
    [[0, 'split'], 'unclear'],
    [[0, 'unknown'], 'unclear'],
    [['split', 'notAsked'], 'unclear'],
    [['notAsked', 'withheld'], 'silent'],
    [[2, 2], 'everywhere'],
    [[2, 'notAsked'], 'somewhere'],
    [[0, 2], 'somewhere'],
    [[2], null],
    [[0], null],
    [[], null]
  ])('[missing-everywhere] says of %j no more than all places say', (statuses, finding) => {
    expect(findingOf(statuses, 2)).toBe(finding)
    expect(findingOf([...statuses].reverse(), 2)).toBe(finding)
  })

  it('is said with the highest word of the scale itself', () => {
    expect(findingWords({ scale: ['nej', 'lidt', 'ja'] })).toMatchObject({ somewhere: 'ja nogle steder', everywhere: 'ja alle steder' })
  })
})
