import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, isoOf, isWeekend, mondayOf, monthsAfter, shared, weekdayOf } from './day.ts'
import { mondayOfWeek, readWeek } from './read-week.ts'

/** Days from 2000 to 2100. */
const someDay = fc.integer({ min: dayOf('2000-01-01'), max: dayOf('2100-12-31') })
const plain = (day: number) => Temporal.PlainDate.from(isoOf(day))

/** Temporal is an independent reckoning of the same days; the site does without, since Safari has none yet. */
describe('a day as a whole number', () => {
  it('[whole-days] is the date, the weekday and the Monday that Temporal finds', () => {
    fc.assert(
      fc.property(someDay, day => {
        const date = plain(day)
        expect(dayOf(date.toString())).toBe(day)
        expect(weekdayOf(day)).toBe(date.dayOfWeek - 1)
        expect(isWeekend(day)).toBe(date.dayOfWeek > 5)
        expect(isoOf(mondayOf(day))).toBe(date.subtract({ days: date.dayOfWeek - 1 }).toString())
      }),
      { numRuns: 2000 }
    )
  })

  it('[whole-days] is as many months later as Temporal finds, on the month’s last day where it has no such date', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 30 }), (day, months) => {
        expect(isoOf(monthsAfter(day, months))).toBe(plain(day).add({ months }).toString())
      }),
      { numRuns: 2000 }
    )
    expect(isoOf(monthsAfter(dayOf('2028-01-31'), 1))).toBe('2028-02-29')
  })

  it('[whole-days] lasts over both changes of summer time', () => {
    for (const [before, after] of [
      ['2027-03-27', '2027-03-29'],
      ['2026-10-24', '2026-10-26']
    ] as const)
      expect(dayOf(after) - dayOf(before)).toBe(2)
  })

  it('shares days with another span, or none', () => {
    expect(shared({ from: 1, to: 5 }, { from: 4, to: 9 })).toEqual({ from: 4, to: 5 })
    expect(shared({ from: 1, to: 5 }, { from: 6, to: 9 })).toBeNull()
  })
})

describe('an ISO week', () => {
  it('[whole-days] begins on the Monday that Temporal finds, in 2026 to 2035 and around, and only where the year has it', () => {
    for (let year = 2000; year <= 2100; year++)
      for (let week = 1; week <= 53; week++) {
        const monday = mondayOfWeek(year, week)
        const last = Temporal.PlainDate.from(`${year}-12-28`).weekOfYear ?? 0
        if (week > last) expect(monday).toBeNull()
        else {
          const date = plain(monday as number)
          expect([date.yearOfWeek, date.weekOfYear, date.dayOfWeek]).toEqual([year, week, 1])
        }
      }
    expect(mondayOfWeek(2026, 53)).toBe(dayOf('2026-12-28'))
    expect(mondayOfWeek(2027, 53)).toBeNull()
    expect(mondayOfWeek(2026, 0)).toBeNull()
  })

  const today = dayOf('2026-11-26')
  it.each([
    ['uge 36 2026', '2026-08-31'],
    ['36/2026', '2026-08-31'],
    ['2026-W36', '2026-08-31'],
    ['36, 2026', '2026-08-31'],
    ['Uge 1 i 2027', '2027-01-04'],
    ['53 2026', '2026-12-28'],
    // Without a year: this week, and the next that comes.
    ['48', '2026-11-23'],
    ['47', '2027-11-22'],
    ['53', '2026-12-28']
  ])('is read from %j', (typed, date) => expect(readWeek(typed, today)).toEqual({ monday: dayOf(date) }))

  it.each([
    ['53 2027', '2027 har ingen uge 53. Skriv uge 52, eller uge 1 året efter.'],
    ['0', 'Der er ingen uge 0. Skriv et tal fra 1 til 53.'],
    ['54', 'Der er ingen uge 54. Skriv et tal fra 1 til 53.'],
    ['i foråret', 'Skriv ugens nummer og år, for eksempel 36 2026.']
  ])('of %j it is said what to do', (typed, problem) => expect(readWeek(typed, today)).toEqual({ problem }))
})
