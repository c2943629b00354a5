import { isIsoDate } from './date.ts'
import { oneLine } from './plain-text.ts'

/** Octets of a line, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75
const DAY = 86_400_000

const octets = (text: string): number => new TextEncoder().encode(text).length
/** A value of text: backslash, semicolon, comma and the ends of lines are escaped (RFC 5545, 3.3.11). */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n')
/** 1764244800000 as "20251127T120000Z". */
export const calendarStamp = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')
const dateOf = (time: number): string => calendarStamp(time).slice(0, 8)

/** A line in pieces of at most 75 octets, whole characters each; all but the first begin with a blank, which belongs to the form. */
function folded(line: string): string {
  const pieces = ['']
  for (const character of line) {
    const last = pieces.at(-1) ?? ''
    if (octets(last + character) > LINE_OCTETS) pieces.push(` ${character}`)
    else pieces[pieces.length - 1] = last + character
  }
  return pieces.join('\r\n')
}

/** A day, or several in a row. `uid`: stays as the file is made anew. `date`, `until`: ISO dates, both counted in. */
export type CalendarDay = { uid: string; date: string; until?: string; summary: string; description: string }

/**
 * All-day events as an iCalendar file (RFC 5545). A day has no time zone, so that no program moves it. `product`: who made it, in PRODID. `now`:
 * Unix ms, as the file is made. `sequence`: counts up as the same events are made anew. Throws RangeError on a day that is none.
 */
export function calendarFile(product: string, days: readonly CalendarDay[], { now, sequence }: { now: number; sequence: number }): string {
  const events = days.flatMap(({ uid, date, until = date, summary, description }) => {
    if (!isIsoDate(date) || !isIsoDate(until)) throw new RangeError(`no day: ${date} to ${until}`)
    return [
      'BEGIN:VEVENT',
      `UID:${uid}@pejling`,
      `DTSTAMP:${calendarStamp(now)}`,
      `SEQUENCE:${sequence}`,
      `DTSTART;VALUE=DATE:${dateOf(Date.parse(`${date}T00:00:00Z`))}`,
      // The end is the day after (RFC 5545, 3.6.1).
      `DTEND;VALUE=DATE:${dateOf(Date.parse(`${until}T00:00:00Z`) + DAY)}`,
      'TRANSP:TRANSPARENT',
      `SUMMARY:${escaped(oneLine(summary))}`,
      ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
      'END:VEVENT'
    ]
  })
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Pejling//${product}//DA`, 'CALSCALE:GREGORIAN', ...events, 'END:VCALENDAR']
  return lines.map(line => `${folded(line)}\r\n`).join('')
}
