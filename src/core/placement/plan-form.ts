import { isIsoDate } from '../text/date.ts'
import { type Day, dayOf, type Span } from './day.ts'
import { APART_MOST, type ConversationName, conversationNames, FULL_TIME, type Placement, periodProblem } from './placement.ts'
import { readWeek } from './read-week.ts'

/** What is typed of a plan, as it is typed: so it is kept, so that nothing is lost where it is no plan yet. Dates are ISO dates or ''. */
export type PlanForm = {
  by: 'dates' | 'weeks'
  from: string
  to: string
  fromWeek: string
  toWeek: string
  hours: string
  returning: boolean
  last: boolean
  month: Placement['month']
  beside: Placement['beside']
  apart: { from: string; to: string }[]
  days: Partial<Record<ConversationName, string>>
}

/** One student's plan on a device. `number`: of "elev 1". `made`: Unix ms. */
export type KeptPlan = { id: string; number: number; made: number; form: PlanForm }

export const emptyForm: PlanForm = {
  by: 'dates',
  from: '',
  to: '',
  fromWeek: '',
  toWeek: '',
  hours: String(FULL_TIME),
  returning: false,
  last: false,
  month: 'calendar',
  beside: 'before',
  apart: [],
  days: {}
}

/** Hours a week that a plan takes: more than any agreement allows is a slip. */
const HOURS = { least: 1, most: 48 } as const

export type FormField = 'from' | 'to' | 'hours' | 'apart'

/** What was typed: a placement; what to do where it is none; or neither yet, where a field is still empty. */
export type ReadForm = { placement: Placement } | { problems: Partial<Record<FormField, string>> }

function readPeriod({ by, from, to, fromWeek, toWeek }: PlanForm, today: Day): Span | { problems: Partial<Record<FormField, string>> } {
  if (by === 'dates') {
    const period = { from: dayOf(from), to: dayOf(to) }
    const problem = from !== '' && to !== '' ? periodProblem(period) : ''
    if (problem) return { problems: { to: problem } }
    return from === '' || to === '' ? { problems: {} } : period
  }
  if (fromWeek.trim() === '') return { problems: {} }
  const first = readWeek(fromWeek, today)
  if ('problem' in first) return { problems: { from: first.problem } }
  if (toWeek.trim() === '') return { problems: {} }
  const last = readWeek(toWeek, first.monday)
  if ('problem' in last) return { problems: { to: last.problem } }
  const period = { from: first.monday, to: last.monday + 6 }
  const problem = periodProblem(period)
  return problem ? { problems: { to: problem } } : period
}

/** Hours with a comma or a point, halves too; NaN where they are none. */
const readHours = (typed: string): number => (/^\s*\d{1,2}([.,]\d{1,2})?\s*$/.test(typed) ? Number(typed.trim().replace(',', '.')) : Number.NaN)

/** Reads a form. `today`: what a week without a year is taken to follow. */
export function readForm(form: PlanForm, today: Day): ReadForm {
  const period = readPeriod(form, today)
  const hours = readHours(form.hours)
  const apart = form.apart.map(({ from, to }) => ({ from: dayOf(from), to: dayOf(to) })).filter(({ from, to }) => Number.isInteger(from + to))
  const problems: Partial<Record<FormField, string>> = {
    ...('problems' in period && period.problems),
    ...(!(hours >= HOURS.least && hours <= HOURS.most) && { hours: `Skriv timerne om ugen som et tal fra ${HOURS.least} til ${HOURS.most}.` }),
    ...(apart.some(({ from, to }) => to < from) && { apart: 'Den sidste dag ligger før den første. Byt om på de to, eller ret en af dem.' })
  }
  if ('problems' in period || Object.keys(problems).length > 0) return { problems }
  const { returning, last, month, beside } = form
  const days = Object.fromEntries(
    conversationNames.flatMap(name => {
      const day = dayOf(form.days[name] ?? '')
      return Number.isInteger(day) ? [[name, day]] : []
    })
  )
  return { placement: { period, hours, returning, last, month, beside, apart, days } }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** A date that was kept; '' for anything that is none. */
const keptDate = (value: unknown): string => (typeof value === 'string' && isIsoDate(value) ? value : '')
const keptWords = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value.slice(0, 40) : fallback)

/** Plans that a device has kept, read back: what is no plan is left out, and of a plan what is none of it. Ordered by their numbers. */
export function readKeptPlans(text: string | null): KeptPlan[] {
  let kept: unknown = null
  try {
    kept = JSON.parse(text ?? 'null')
  } catch {
    // What is no JSON was not kept by this page.
  }
  if (!Array.isArray(kept)) return []
  const plans = kept.flatMap((each): KeptPlan[] => {
    if (!isRecord(each) || typeof each.id !== 'string' || !/^[\w-]{3,40}$/.test(each.id)) return []
    if (!Number.isInteger(each.number) || (each.number as number) < 1 || !isRecord(each.form)) return []
    const { form } = each
    const apart = Array.isArray(form.apart) ? form.apart.filter(isRecord).slice(0, APART_MOST) : []
    const days = isRecord(form.days) ? form.days : {}
    return [
      {
        id: each.id,
        number: each.number as number,
        made: typeof each.made === 'number' && Number.isFinite(each.made) ? each.made : 0,
        form: {
          by: form.by === 'weeks' ? 'weeks' : 'dates',
          from: keptDate(form.from),
          to: keptDate(form.to),
          fromWeek: keptWords(form.fromWeek),
          toWeek: keptWords(form.toWeek),
          hours: keptWords(form.hours, emptyForm.hours),
          returning: form.returning === true,
          last: form.last === true,
          month: form.month === 'four-weeks' ? 'four-weeks' : 'calendar',
          beside: form.beside === 'after' ? 'after' : 'before',
          apart: apart.map(({ from, to }) => ({ from: keptDate(from), to: keptDate(to) })),
          days: Object.fromEntries(conversationNames.flatMap(name => (keptDate(days[name]) === '' ? [] : [[name, keptDate(days[name])]])))
        }
      }
    ]
  })
  return plans.filter(({ id }, n) => plans.findIndex(each => each.id === id) === n).sort((a, b) => a.number - b.number)
}

/** The number of the next student: the first that none has. */
export function nextNumber(plans: readonly KeptPlan[]): number {
  let number = 1
  while (plans.some(each => each.number === number)) number++
  return number
}
