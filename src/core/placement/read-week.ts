import { isoWeek } from '../text/date.ts'
import { type Day, dayIn, isoOf, mondayOf } from './day.ts'

/** The Monday of an ISO week; null where the year has no such week. */
export function mondayOfWeek(year: number, week: number): Day | null {
  // 4 January is always in week 1.
  const monday = mondayOf(dayIn(year, 1, 4)) + 7 * (week - 1)
  const found = isoWeek(isoOf(monday))
  return week >= 1 && found?.year === year && found.week === week ? monday : null
}

/** What was typed as a week: its Monday, or what to do. */
export type ReadWeek = { monday: Day } | { problem: string }

/**
 * Reads "uge 36 2026", "36/2026", "2026-W36" and "36". A week without a year is the first that begins on or after `from`.
 */
export function readWeek(typed: string, from: Day): ReadWeek {
  const iso = /^\s*(\d{4})-?w(\d{1,2})\s*$/i.exec(typed)
  const plain = /^\s*(?:uge\s*)?(\d{1,2})(?:[\s/,.-]+(?:i\s+)?(\d{4}))?\s*$/i.exec(typed)
  const week = Number(iso?.[2] ?? plain?.[1])
  const year = iso?.[1] ?? plain?.[2]
  if (!iso && !plain) return { problem: 'Skriv ugens nummer og år, for eksempel 36 2026.' }
  if (week < 1 || week > 53) return { problem: `Der er ingen uge ${week}. Skriv et tal fra 1 til 53.` }
  if (year !== undefined) {
    const monday = mondayOfWeek(Number(year), week)
    return monday === null ? { problem: `${year} har ingen uge ${week}. Skriv uge 52, eller uge 1 året efter.` } : { monday }
  }
  const near = isoWeek(isoOf(from))?.year ?? 0
  // Of any seven years in a row one at least has a week 53.
  for (let each = near; each < near + 8; each++) {
    const monday = mondayOfWeek(each, week)
    if (monday !== null && monday + 6 >= from) return { monday }
  }
  return { problem: 'Skriv ugens år med, for eksempel 36 2026.' }
}
