import { markedTitle } from '../board/settings.ts'
import { type CalendarDay, calendarFile, calendarStamp } from '../text/calendar-file.ts'
import { isIsoDate } from '../text/date.ts'
import { dayIn } from '../text/day-in-words.ts'
import { oneLine } from '../text/plain-text.ts'
import type { Minutes } from './minutes.ts'

/** The days that a group has agreed on: when it looks back on a focus area, and steps and answers to students whose "hvornår" names a day. */
function daysOf({ agreements, words }: Minutes): CalendarDay[] {
  return agreements.flatMap(({ id, want, sign, followUp, actions, reply }) => {
    const told = (lines: [string, string][]): string => lines.flatMap(([name, text]) => (text === '' ? [] : [`${name}: ${text}`])).join('\n')
    const area = want === '' ? words.what : oneLine(want)
    const steps = [
      ...actions.map((action, place) => ({ ...action, name: words.what, uid: `${id}-skridt-${place + 1}` })),
      ...(reply ? [{ ...reply, what: reply.how, name: words.reply, uid: `${id}-svar` }] : [])
    ]
    const lines = steps.map(({ name, what, who, when }): [string, string] => [name, [what, who, when].filter(Boolean).join(', ')])
    const back: CalendarDay[] = isIsoDate(followUp)
      ? [{ uid: `${id}-igen`, date: followUp, summary: `${words.followUp}: ${area}`, description: told([[words.sign, sign], ...lines]) }]
      : []
    const dated = steps.flatMap(({ name, uid, what, who, when }): CalendarDay[] => {
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
  const named = days.map(day => ({ ...day, uid: `${calendarStamp(made)}-${day.uid}`, summary: markedTitle(day.summary, minutes.settings) }))
  return calendarFile('Referat', named, { now, sequence })
}
