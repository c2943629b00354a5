import { numberWords } from '../commitments/number-words.ts'
import { type CalendarDay, calendarFile } from '../text/calendar-file.ts'
import { isoOf } from './day.ts'
import type { ConversationName } from './placement.ts'
import type { Plan } from './plan.ts'
import { conversationWords } from './plan-words.ts'
import type { PlacementTerms, TermName } from './terms.ts'

/** Whose calendar the days are for. */
export type CalendarOwner = 'elev' | 'vejleder'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * A plan as an iCalendar file of all-day events: the first and last day, the introduction, the conversations, the days off, and the spans in which
 * somebody else guides. `id`: of the plan, so that its days are found again. `label`: "elev 1". `made`, `now`: Unix ms, as the plan and the file were made.
 */
export function planCalendar(
  plan: Plan,
  { terms }: PlacementTerms,
  { id, label, owner, made, now }: { id: string; label: string; owner: CalendarOwner; made: number; now: number }
): string {
  const { period } = plan.placement
  const told = (...names: TermName[]): string =>
    names
      .flatMap(name => {
        const commitment = terms[name]
        if (!commitment) return []
        const numbers = (commitment.numbers ?? []).map(numberWords).join(', ')
        return [`${commitment.text}${numbers ? ` ${capital(numbers)}.` : ''} (${commitment.id})`]
      })
      .join('\n')
  // A supervisor may have several students; a student has one period.
  const named = (summary: string): string => (owner === 'vejleder' ? `${summary} (${label})` : summary)
  const about: Record<ConversationName, TermName[]> = {
    expectation: ['conversationTime'],
    midway: ['conversationTime'],
    final: ['conversationTime', 'formAfterPassed']
  }
  const days: CalendarDay[] = [
    {
      uid: 'start',
      date: isoOf(period.from),
      summary: 'Oplæringen begynder',
      description: told(
        ...(owner === 'elev'
          ? (['guidance', 'reflection', 'log'] as const)
          : (['datesAtStart', 'guidance', 'reflection', 'logFeedback', 'supervisorTime'] as const))
      )
    },
    ...(plan.introduction
      ? [
          {
            uid: 'introduktion',
            date: isoOf(plan.introduction.span.from),
            until: isoOf(plan.introduction.span.to),
            summary: 'Introduktion',
            description: told('introductionDays', 'noEveningsOrWeekends')
          }
        ]
      : []),
    ...plan.conversations.map(({ name, day }) => ({
      uid: name,
      date: isoOf(day),
      summary: capital(conversationWords[name]),
      description: told(name, ...about[name])
    })),
    ...plan.handOvers.map(({ from, to }, n) => ({
      uid: `afloeser-${n + 1}`,
      date: isoOf(from),
      until: isoOf(to),
      summary: 'En anden vejleder',
      description: told('standIn')
    })),
    ...plan.free.map(({ day, name, fromHour }) => ({
      uid: `fri-${isoOf(day)}`,
      date: isoOf(day),
      summary: `Fri${fromHour === undefined ? '' : ` fra klokken ${fromHour}`}: ${name}`,
      description: ''
    })),
    { uid: 'slut', date: isoOf(period.to), summary: 'Oplæringen slutter', description: told('formAfterPassed') }
  ]
  const sequence = Math.max(0, Math.floor((now - made) / 60_000))
  return calendarFile(
    'Oplæringsplan',
    days.map(day => ({ ...day, uid: `${id}-${owner}-${day.uid}`, summary: named(day.summary) })),
    { now, sequence }
  )
}
