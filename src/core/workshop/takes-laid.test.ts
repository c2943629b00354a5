import { expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import { takesLaid } from './takes-laid.ts'
import type { RateStep } from './workshop.ts'

it('[laid-counts-once] a rating and a vote take laid ballots, and a second round none', () => {
  expect(meeting.steps.filter(takesLaid).map(({ kind }) => kind)).toEqual(['rate', 'vote'])
  const rate = meeting.steps.find(({ kind }) => kind === 'rate') as RateStep
  expect(takesLaid({ ...rate, again: 'svar' })).toBe(false)
})
