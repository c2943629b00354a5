import { type Day, mondayOf, type Span, yearOf } from './day.ts'

/** The conversations of a period, in order. */
export const conversationNames = ['expectation', 'midway', 'final'] as const
export type ConversationName = (typeof conversationNames)[number]

/** What somebody says of a period in a workplace, so that it can be planned. */
export type Placement = {
  period: Span
  /** Hours that the student works a week. */
  hours: number
  /** Whether the student has been at this workplace before. */
  returning: boolean
  /** Whether it is the last placement of the education. */
  last: boolean
  /** How a month of introduction is read: to the same date of the next month, or four weeks. */
  month: 'calendar' | 'four-weeks'
  /** Of an odd number of weeks: which week is taken with the one in the middle. */
  beside: 'before' | 'after'
  /** When supervisor and student are apart: shifts that do not meet, holidays, courses. */
  apart: Span[]
  /** The days that somebody has chosen for conversations. */
  days: Partial<Record<ConversationName, Day>>
}

/** Weeks of the longest period that is planned: two years. Longer ones are taken for a slip. */
export const WEEKS_MOST = 104
/** Hours a week of a full-time position. */
export const FULL_TIME = 37
/** Years that a period may begin in: outside of them a year is taken for a slip. */
const YEARS = { from: 2020, to: 2060 } as const
/** Spans apart that a plan holds at most. */
export const APART_MOST = 20

/** Calendar weeks that a period touches: Danes plan in them, so that a period from a Wednesday has a short first week. */
export const weeksOf = ({ from, to }: Span): number => (mondayOf(to) - mondayOf(from)) / 7 + 1

/** What is wrong with a period, and what to do; '' where nothing is. */
export function periodProblem({ from, to }: Span): string {
  if (!Number.isInteger(from)) return 'Skriv dagen, hvor perioden begynder.'
  if (!Number.isInteger(to)) return 'Skriv dagen, hvor perioden slutter.'
  if (yearOf(from) < YEARS.from || yearOf(to) > YEARS.to) return `Planen kan lægges for årene ${YEARS.from} til ${YEARS.to}. Se på årstallene.`
  if (to < from) return 'Perioden slutter, før den begynder. Byt om på de to, eller ret en af dem.'
  if (weeksOf({ from, to }) > WEEKS_MOST)
    return `Perioden er på ${weeksOf({ from, to })} uger. Planen kan højst være på ${WEEKS_MOST}. Se på årstallene.`
  return ''
}
