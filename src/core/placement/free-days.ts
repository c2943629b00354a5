import { type Day, dayIn, isWeekend, isWithin, type Span, yearOf } from './day.ts'
import { publicHolidays } from './holidays.ts'
import type { PlacementTerms } from './terms.ts'

/** A day off: the whole of it, or from an hour on. `commitment`: the id of what gives it. */
export type FreeDay = { day: Day; name: string; commitment: string; fromHour?: number }

/** Days off in a span, by the day. Of two on one day the one that gives more of it stands: 5 June 2028 is 2. pinsedag too, and off as a whole. */
export function freeDaysIn(span: Span, { terms, freeDays }: PlacementTerms): FreeDay[] {
  const found = new Map<Day, FreeDay>()
  const add = (free: FreeDay) => {
    const earlier = found.get(free.day)
    if (isWithin(free.day, span) && (!earlier || (free.fromHour ?? 0) < (earlier.fromHour ?? 0))) found.set(free.day, free)
  }
  for (let year = yearOf(span.from); year <= yearOf(span.to); year++) {
    if (terms.holidays) for (const holiday of publicHolidays(year)) add({ ...holiday, commitment: terms.holidays.id })
    for (const { date, ...rest } of freeDays) add({ ...rest, day: dayIn(year, Number(date.slice(0, 2)), Number(date.slice(3))) })
  }
  return [...found.values()].sort((a, b) => a.day - b.day)
}

/** Whether a day is one of Monday to Friday and not off as a whole. */
export const isWorkday = (day: Day, free: readonly FreeDay[]): boolean =>
  !isWeekend(day) && !free.some(each => each.day === day && each.fromHour === undefined)
