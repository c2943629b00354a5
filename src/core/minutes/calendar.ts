import { markedTitle } from '../board/settings.ts'
import { isIsoDate } from '../text/date.ts'
import { dayIn } from '../text/day-in-words.ts'
import { oneLine } from '../text/plain-text.ts'
import type { Minutes } from './minutes.ts'

/** Octets of a line, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75
const DAY = 86_400_000

const octets = (text: string): number => new TextEncoder().encode(text).length
/** A value of text: backslash, semicolon, comma and the ends of lines are escaped (RFC 5545, 3.3.11). */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n')
/** 1764244800000 as "20251127T120000Z". */
const stamp = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')
const dateOf = (time: number): string => stamp(time).slice(0, 8)

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

type Day = { uid: string; date: string; summary: string; description: string }

/** The days that a group has agreed on: when it looks back on a focus area, and steps and answers to students whose "hvornår" names a day. */
function daysOf({ agreements, words }: Minutes): Day[] {
  return agreements.flatMap(({ id, want, sign, followUp, actions, reply }) => {
    const told = (lines: [string, string][]): string => lines.flatMap(([name, text]) => (text === '' ? [] : [`${name}: ${text}`])).join('\n')
    const area = want === '' ? words.what : oneLine(want)
    const steps = [
      ...actions.map((action, place) => ({ ...action, name: words.what, uid: `${id}-skridt-${place + 1}` })),
      ...(reply ? [{ ...reply, what: reply.how, name: words.reply, uid: `${id}-svar` }] : [])
    ]
    const lines = steps.map(({ name, what, who, when }): [string, string] => [name, [what, who, when].filter(Boolean).join(', ')])
    const back: Day[] = isIsoDate(followUp)
      ? [{ uid: `${id}-igen`, date: followUp, summary: `${words.followUp}: ${area}`, description: told([[words.sign, sign], ...lines]) }]
      : []
    const dated = steps.flatMap(({ name, uid, what, who, when }): Day[] => {
      const date = dayIn(when)
      if (date === '') return []
      const description = told([
        [words.who, who],
        // Words around the day are kept.
        [words.when, isIsoDate(when) ? '' : when],
        [words.want, want]
      ])
      return [{ uid, date, summary: `${name}: ${oneLine(what) || area}`, description }]
    })
    return [...back, ...dated]
  })
}

/**
 * What was agreed with a date as an iCalendar file of all-day events (RFC 5545); null where nothing has one. `now`: Unix ms, as the file is made.
 * A day has no time zone, so that no program moves it. An event keeps its UID as the minutes are fetched anew, and SEQUENCE counts up.
 */
export function minutesCalendar(minutes: Minutes, now: number): string | null {
  const days = daysOf(minutes)
  if (days.length === 0) return null
  const made = Date.parse(minutes.made)
  const sequence = Math.max(0, Math.floor((now - made) / 60_000))
  const events = days.flatMap(({ uid, date, summary, description }) => {
    const at = Date.parse(`${date}T00:00:00Z`)
    return [
      'BEGIN:VEVENT',
      `UID:${stamp(made)}-${uid}@pejling`,
      `DTSTAMP:${stamp(now)}`,
      `SEQUENCE:${sequence}`,
      `DTSTART;VALUE=DATE:${dateOf(at)}`,
      `DTEND;VALUE=DATE:${dateOf(at + DAY)}`,
      'TRANSP:TRANSPARENT',
      `SUMMARY:${escaped(markedTitle(summary, minutes.settings))}`,
      ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
      'END:VEVENT'
    ]
  })
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Pejling//Referat//DA', 'CALSCALE:GREGORIAN', ...events, 'END:VCALENDAR']
  return lines.map(line => `${folded(line)}\r\n`).join('')
}
