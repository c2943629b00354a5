import { expect, it } from 'vitest'
import { type Ballot, sheetOf } from '../core/ballot.ts'
import { countedAnswers, isLate, joinedAfter } from './late.ts'

const ballot = (given: Record<string, number | 'unknown'>): Ballot => ({ answers: { svar: given }, votes: {}, done: [] })

it('[frozen] shows as one’s own answer the one that counted, and not what came after', () => {
  const counted = { svar: sheetOf({ K1: 3, K2: 'unknown' }) }
  const now = ballot({ K1: 0, K2: 'unknown', K3: 4 })
  expect(countedAnswers(counted, now, 'svar')).toEqual({ K1: 3, K2: 'unknown' })
  expect([isLate(counted, now, 'svar'), joinedAfter(counted, 'svar')]).toEqual([true, false])
})

it('[frozen] has no answer of who joined after the picture, and tells it from one who skipped all', () => {
  expect(countedAnswers({}, ballot({ K1: 2 }), 'svar')).toEqual({})
  expect([joinedAfter({}, 'svar'), joinedAfter({ svar: '' }, 'svar'), joinedAfter(null, 'svar')]).toEqual([true, false, false])
})

it('takes the ballot’s word where it was not kept what counted', () => expect(countedAnswers(null, ballot({ K1: 2 }), 'svar')).toEqual({ K1: 2 }))
