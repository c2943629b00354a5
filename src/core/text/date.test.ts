import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, dayInFull, dayWithWeek, isIsoDate, isoDate, isoWeek, weekText } from './date.ts'

describe('a Danish date', () => {
  it('is written as Danish writes it, in Danish time', () => {
    const time = Date.parse('2026-03-04T13:05:00Z')
    expect([dayInFull(time), day(time)]).toEqual(['onsdag den 4. marts 2026', '4. marts 2026'])
    expect(isoDate('2026-06-30T23:30:00Z')).toBe('2026-07-01')
    expect(dayWithWeek('2026-11-23')).toBe('mandag den 23. november 2026 (uge 48)')
    expect([day('i morgen'), dayWithWeek(''), weekText('x')]).toEqual(['', '', ''])
  })

  it.each([
    ['2026-01-01', 2026, 1],
    ['2026-03-16', 2026, 12],
    ['2026-12-28', 2026, 53],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2024-12-30', 2025, 1]
  ])('%s is in %i, week %i', (date, year, week) => {
    expect(isoWeek(date)).toEqual({ year, week })
  })

  it('has 53 weeks in 2026 and next in 2032, and weeks of seven days that follow each other', () => {
    // 28 December is always in the last week.
    const weeksIn = (year: number) => isoWeek(`${year}-12-28`)?.week
    expect([2026, 2027, 2028, 2029, 2030, 2031, 2032].map(weeksIn)).toEqual([53, 52, 52, 52, 52, 52, 53])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), n => {
        const at = (days: number) => isoWeek(new Date(Date.UTC(2000, 0, 3 + 7 * n + days)).toISOString().slice(0, 10))
        const [monday, sunday, next] = [at(0), at(6), at(7)]
        expect(sunday).toEqual(monday)
        if (monday)
          expect(next).toEqual(monday.week === weeksIn(monday.year) ? { year: monday.year + 1, week: 1 } : { ...monday, week: monday.week + 1 })
      })
    )
  })

  it.each([
    ['2026-11-23', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-13', false],
    ['2026-1-1', false],
    ['23-11-2026', false],
    ['uge 12', false],
    ['', false]
  ])('%j is a day that exists: %j', (text, expected) => {
    expect(isIsoDate(text)).toBe(expected)
  })

  it('keeps an ISO date as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), n => {
        const date = new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10)
        expect([isIsoDate(date), isoDate(date)]).toEqual([true, date])
      })
    )
  })
})
