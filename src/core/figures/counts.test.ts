import { describe, expect, it } from 'vitest'
import { headsWords, joinedWords, progressWords } from './counts.ts'

const told = (...input: Parameters<typeof progressWords>): string => Object.values(progressWords(...input)).join(' ')

describe('how many', () => {
  it('[given-counts] have answered is said of those who have, and of the heads where they are counted; never of empty seats', () => {
    expect(told('rate', { answered: 6, done: 5 }, null)).toBe('6 har svaret, 5 er færdige')
    expect(told('rate', { answered: 6, done: 1 }, 12)).toBe('6 af 12 har svaret, 1 er færdig')
    expect(told('rate', { answered: 0, done: 0 }, 12)).toBe('0 af 12 har svaret')
    expect(told('vote', { answered: 6, done: 6 }, 6)).toBe('6 af 6 har sat prikker')
  })

  it('[heads] are in the room, and how many ballots there are beside it', () =>
    expect([headsWords(12, 13), headsWords(1, 1)]).toEqual(['12 i rummet, 13 besvarelser', '1 i rummet, 1 besvarelse']))

  it('joined and how many of them answered are two numbers', () => {
    expect([joinedWords(8, 6, false), joinedWords(1, 1, false)]).toEqual(['8 kom med, 6 svarede', '1 kom med, 1 svarede'])
    expect(joinedWords(3, 0, true)).toBe('3 kom med')
  })
})
