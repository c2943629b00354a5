import { expect, it } from 'vitest'
import { type Ballot, encodeAnswers } from '../../core/ballot/ballot.ts'
import { answersAtReveal, arrivedAfterReveal, joinedAfterReveal } from './late-answers.ts'

const ballot = (given: Record<string, number | 'unknown'>): Ballot => ({ answers: { svar: given }, votes: {}, done: [] })

it('[frozen] shows as one’s own answer the one that counted, and not what came after', () => {
  const atReveal = { svar: encodeAnswers({ K1: 3, K2: 'unknown' }) }
  const now = ballot({ K1: 0, K2: 'unknown', K3: 4 })
  expect(answersAtReveal(atReveal, now, 'svar')).toEqual({ K1: 3, K2: 'unknown' })
  expect([arrivedAfterReveal(atReveal, now, 'svar'), joinedAfterReveal(atReveal, 'svar')]).toEqual([true, false])
})

it('[frozen] has no answer of who joined after the picture, and tells it from one who skipped all', () => {
  expect(answersAtReveal({}, ballot({ K1: 2 }), 'svar')).toEqual({})
  expect([joinedAfterReveal({}, 'svar'), joinedAfterReveal({ svar: '' }, 'svar'), joinedAfterReveal(null, 'svar')]).toEqual([true, false, false])
})

it('takes the ballot’s word where it was not kept what counted', () => expect(answersAtReveal(null, ballot({ K1: 2 }), 'svar')).toEqual({ K1: 2 }))
