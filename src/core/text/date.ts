/** Danish dates and weeks. Times are Unix ms or ISO times; days are ISO dates, "2026-11-23". Everything is told in Danish time. */

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', ...options })
const full = format({ dateStyle: 'full' })
const long = format({ dateStyle: 'long' })
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Copenhagen', year: 'numeric', month: '2-digit', day: '2-digit' })

const DAY = 86_400_000
/** A day is taken at noon UTC, which is the same day in Denmark all year. */
const instant = (time: number | string): number =>
  typeof time === 'number' ? time : new Date(/^\d{4}-\d{2}-\d{2}$/.test(time) ? `${time}T12:00:00Z` : time).getTime()
const say = (formatter: Intl.DateTimeFormat, time: number | string): string => {
  const at = instant(time)
  return Number.isFinite(at) ? formatter.format(at) : ''
}

/** "onsdag den 4. marts 2026"; "" where it is no date. */
export const dayInFull = (time: number | string): string => say(full, time)
/** "4. marts 2026". */
export const day = (time: number | string): string => say(long, time)
/** The day in Denmark at this time, as an ISO date; "" where it is no date. */
export const isoDate = (time: number | string): string => say(isoDay, time)

/** ISO 8601 week of an ISO date: Monday first, week 1 is the one with the year's first Thursday. null where it is no date. */
export function isoWeek(date: string): { year: number; week: number } | null {
  if (!isIsoDate(date)) return null
  const at = Date.parse(`${date}T00:00:00Z`)
  const thursday = at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * DAY
  const year = new Date(thursday).getUTCFullYear()
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1 }
}

/** "uge 12"; "" where it is no date. */
export function weekText(date: string): string {
  const found = isoWeek(date)
  return found ? `uge ${found.week}` : ''
}

/** "onsdag den 4. marts 2026 (uge 10)": Danes plan in weeks, so both are shown. "" where it is no date. */
export const dayWithWeek = (date: string): string => (isIsoDate(date) ? `${dayInFull(date)} (${weekText(date)})` : '')

/** True for a day that exists, written "2026-11-23". */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}
