import { isIsoDate } from '../text/date.ts'

/** A day as a whole number: days since 1 January 1970. It has no hours and no time zone, so that summer time moves none. */
export type Day = number

/** Days from the first to the last, both counted in. */
export type Span = { from: Day; to: Day }

const MS = 86_400_000

/** The day of an ISO date ("2026-08-31"); NaN where that is none. */
export const dayOf = (date: string): Day => (isIsoDate(date) ? Date.parse(`${date}T00:00:00Z`) / MS : Number.NaN)
/** The day of a year, a month from 1 and a day from 1. */
export const dayIn = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / MS
/** "2026-08-31". */
export const isoOf = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10)
/** The calendar year of a day. */
export const yearOf = (day: Day): number => new Date(day * MS).getUTCFullYear()

/** 0 Monday to 6 Sunday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7
/** Whether it is a Saturday or a Sunday. */
export const isWeekend = (day: Day): boolean => weekdayOf(day) > 4
/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => day - weekdayOf(day)

/** The same date so many months later; the month's last day where it has no such date. */
export function monthsAfter(day: Day, months: number): Day {
  const date = new Date(day * MS)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  return first / MS + Math.min(date.getUTCDate(), last) - 1
}

/** Whether a day is one of a span's. */
export const isWithin = (day: Day, { from, to }: Span): boolean => from <= day && day <= to
/** The days that two spans share; null where they share none. */
export function shared(a: Span, b: Span): Span | null {
  const span = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }
  return span.from <= span.to ? span : null
}
