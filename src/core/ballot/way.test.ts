import { expect, it } from 'vitest'
import { countWays, peopleAtLeast, wayWords } from './way.ts'

const ballot = { answers: {}, votes: {}, done: [] }

it('[ways-count-only] ballots are counted by the way that they came, a phone where nothing else is said', () => {
  expect(countWays([ballot, { ...ballot, way: 'phone' }, { ...ballot, way: 'paper' }])).toEqual({ phone: 2, shared: 0, paper: 1 })
  expect(wayWords({ phone: 7, shared: 3, paper: 2 })).toBe('7 på telefon, 3 på delt enhed, 2 på papir')
  expect(wayWords({ phone: 0, shared: 1, paper: 0 })).toBe('1 på delt enhed')
})

it('[laid-counts-once] people are the phones and the most that any one step has of the rest, never two steps together', () => {
  expect(peopleAtLeast(3, [])).toBe(3)
  expect(
    peopleAtLeast(3, [
      { phone: 3, shared: 2, paper: 1 },
      { phone: 2, shared: 2, paper: 0 }
    ])
  ).toBe(6)
})
