import { describe, expect, it } from 'vitest'
import { dayIn, dayOf, isoOf, weekdayOf } from './day.ts'
import { freeDaysIn, isWorkday } from './free-days.ts'
import { easterSunday, publicHolidays } from './holidays.ts'
import { testTerms } from './test-terms.ts'

const freeIn = (from: string, to: string) =>
  freeDaysIn({ from: dayOf(from), to: dayOf(to) }, testTerms).map(({ day, name, fromHour }) => [isoOf(day), name, fromHour ?? 'hele dagen'])

describe('Danish days off', () => {
  /** Easter Sundays as the almanac has them. */
  it.each([
    [2023, '04-09'],
    [2024, '03-31'],
    [2025, '04-20'],
    [2026, '04-05'],
    [2027, '03-28'],
    [2028, '04-16'],
    [2029, '04-01'],
    [2030, '04-21'],
    [2031, '04-13'],
    [2032, '03-28'],
    [2033, '04-17'],
    [2034, '04-09'],
    [2035, '03-25'],
    [2038, '04-25']
  ])('[free-days] B88: Easter Sunday of %i is %s', (year, date) => expect(isoOf(easterSunday(year))).toBe(`${year}-${date}`))

  it('[free-days] B88: Easter falls on a Sunday from 22 March to 25 April in every year', () => {
    for (let year = 1900; year <= 2200; year++) {
      const date = isoOf(easterSunday(year)).slice(5)
      expect(date >= '03-22' && date <= '04-25', `${year}-${date}`).toBe(true)
      expect(weekdayOf(easterSunday(year))).toBe(6)
    }
  })

  it('[free-days] B88: store bededag is one until 2023 and none from 2024 on', () => {
    const bededag = (year: number) => publicHolidays(year).find(({ name }) => name === 'store bededag')
    expect(isoOf(bededag(2023)?.day ?? 0)).toBe('2023-05-05')
    for (let year = 2024; year <= 2035; year++) expect(bededag(year)).toBeUndefined()
  })

  it('[free-days] B88, B89: a year has them in order, whole days and days from twelve', () => {
    expect(freeIn('2027-01-01', '2027-12-31')).toEqual([
      ['2027-01-01', 'nytårsdag', 'hele dagen'],
      ['2027-03-25', 'skærtorsdag', 'hele dagen'],
      ['2027-03-26', 'langfredag', 'hele dagen'],
      ['2027-03-28', 'påskedag', 'hele dagen'],
      ['2027-03-29', '2. påskedag', 'hele dagen'],
      ['2027-05-01', '1. maj', 12],
      ['2027-05-06', 'Kristi himmelfartsdag', 'hele dagen'],
      ['2027-05-16', 'pinsedag', 'hele dagen'],
      ['2027-05-17', '2. pinsedag', 'hele dagen'],
      ['2027-06-05', 'grundlovsdag', 12],
      ['2027-12-24', 'juleaftensdag', 'hele dagen'],
      ['2027-12-25', '1. juledag', 'hele dagen'],
      ['2027-12-26', '2. juledag', 'hele dagen'],
      ['2027-12-31', 'nytårsaftensdag', 12]
    ])
  })

  it('[free-days] B89: of two on one day the whole one stands, as on 5 June 2028, and on 1 May 2008', () => {
    expect(freeIn('2028-06-05', '2028-06-05')).toEqual([['2028-06-05', '2. pinsedag', 'hele dagen']])
    expect(freeIn('2008-05-01', '2008-05-01')).toEqual([['2008-05-01', 'Kristi himmelfartsdag', 'hele dagen']])
  })

  it('[free-days] B88: a span over New Year has the days of both years', () => {
    expect(freeIn('2026-12-21', '2027-01-10').map(([date]) => date)).toEqual(['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31', '2027-01-01'])
  })

  it('[free-days] B89: a day off from twelve is a workday still', () => {
    const free = freeDaysIn({ from: dayIn(2026, 12, 1), to: dayIn(2027, 1, 31) }, testTerms)
    expect(isWorkday(dayOf('2026-12-31'), free)).toBe(true)
    expect(isWorkday(dayOf('2027-01-01'), free)).toBe(false)
    expect(isWorkday(dayOf('2027-01-02'), free)).toBe(false)
  })

  it('has none where the agreement gives none', () => {
    expect(freeDaysIn({ from: dayIn(2026, 1, 1), to: dayIn(2026, 12, 31) }, { terms: {}, freeDays: [] })).toEqual([])
  })
})
