import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayWithWeek } from './date.ts'
import { dayIn, withDay } from './day-in-words.ts'

describe('a day among words', () => {
  it.each([
    ['2027-03-12', '2027-03-12'],
    ['fredag den 12. marts 2027 (uge 10)', '2027-03-12'],
    ['Senest den 1. Maj 2027, på mødet', '2027-05-01'],
    ['12. dec. 2026', '2026-12-12'],
    ['12/3-2027', '2027-03-12'],
    ['12/3 2027', '2027-03-12'],
    ['12.03.2027', '2027-03-12'],
    ['12-3-2027', '2027-03-12'],
    ['uge 12', ''],
    ['uge 12 2027', ''],
    ['10. januar', ''],
    ['31. februar 2027', ''],
    ['2027-02-30', ''],
    ['112/3-2027', ''],
    ['den 12. marts 2027 til den 14. marts 2027', ''],
    ['ring 12 34 56 78', ''],
    ['', '']
  ])('%j is %j', (text, date) => {
    expect(dayIn(text)).toBe(date)
  })

  it('is found again as it was written, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), fc.string(), (n, before) => {
        const date = new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10)
        expect(dayIn(dayWithWeek(date))).toBe(date)
        const text = withDay(before, date)
        if (dayIn(before) === '') expect(text).toBe([before.trim(), dayWithWeek(date)].filter(Boolean).join(', '))
      })
    )
  })

  it('stands in place of the day that was there, and leaves the words', () => {
    expect(withDay('Senest fredag den 12. marts 2027 (uge 10), på mødet', '2027-03-15')).toBe('Senest mandag den 15. marts 2027 (uge 11), på mødet')
    expect(withDay('uge 12', '2027-03-22')).toBe('uge 12, mandag den 22. marts 2027 (uge 12)')
    expect(withDay('', '2027-03-22')).toBe('mandag den 22. marts 2027 (uge 12)')
    expect(withDay('mandag den 22. marts 2027 (uge 12)', '')).toBe('')
    expect(withDay('uge 12', '')).toBe('uge 12')
  })
})
