import { isoWeek } from '../text/date.ts'
import { type Day, isoOf, mondayOf, monthsAfter, type Span, shared } from './day.ts'
import { type FreeDay, freeDaysIn, isWorkday } from './free-days.ts'
import { type ConversationName, conversationNames, type Placement, weeksOf } from './placement.ts'
import { numberIn, type PlacementTerms } from './terms.ts'

/** A conversation's place in a plan. `day`: the chosen one, or the one that the plan proposes. */
export type PlannedConversation = { name: ConversationName; commitment: string; window: Span; day: Day; isChosen: boolean }

/** The introduction by the chosen reading of a month. `otherEnd`: the last day by the other one. `workdays`: those in it; `days`: the introduction days to find room for. */
export type Introduction = { commitment: string; span: Span; otherEnd?: Day; workdays: number; days?: number }

/** A calendar week of the period. `place`: from 1. `span`: its days within the period. */
export type PlanWeek = {
  place: number
  year: number
  week: number
  span: Span
  isIntroduction: boolean
  conversations: ConversationName[]
  free: FreeDay[]
  isApart: boolean
}

/** A span apart that is long enough for somebody else to take over. */
export type HandOver = Span & { commitment: string }

export type Plan = {
  placement: Placement
  weeks: PlanWeek[]
  introduction: Introduction | null
  conversations: PlannedConversation[]
  free: FreeDay[]
  handOvers: HandOver[]
  /** Whether the number of weeks leaves open which are in the middle. */
  isMiddleOpen: boolean
}

const monthSpan = ({ period, month }: Pick<Placement, 'period' | 'month'>, months: number): Span => ({
  from: period.from,
  to: month === 'calendar' ? monthsAfter(period.from, months) - 1 : period.from + 28 * months - 1
})

/** [introduction-month] The introduction, no longer than the period. */
function introductionOf(placement: Placement, terms: PlacementTerms, free: readonly FreeDay[]): Introduction | null {
  const { introduction, introductionDays } = terms.terms
  const length = numberIn(introduction, 'maaned', 'uger')
  if (!introduction || !length) return null
  const { period, month } = placement
  const isMonths = length.unit === 'maaned'
  const whole = isMonths ? monthSpan(placement, length.amount) : { from: period.from, to: period.from + 7 * length.amount - 1 }
  const span = { from: whole.from, to: Math.min(whole.to, period.to) }
  const other = isMonths ? monthSpan({ period, month: month === 'calendar' ? 'four-weeks' : 'calendar' }, length.amount).to : undefined
  const days = numberIn(introductionDays, 'dage')?.amount
  const workdays = workdaysIn(span, free).length
  const otherEnd = other === undefined ? undefined : Math.min(other, period.to)
  return {
    commitment: introduction.id,
    span,
    workdays,
    ...(otherEnd !== undefined && otherEnd !== span.to && { otherEnd }),
    ...(days !== undefined && { days })
  }
}

const workdaysIn = ({ from, to }: Span, free: readonly FreeDay[]): Day[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(day => isWorkday(day, free))

/** The days of calendar weeks `first` to `last` of a period, counted from 1. */
const weeksSpan = (period: Span, first: number, last: number): Span => {
  const monday = mondayOf(period.from)
  return { from: Math.max(period.from, monday + 7 * (first - 1)), to: Math.min(period.to, monday + 7 * last - 1) }
}

/** Whether `count` weeks in the middle of `weeks` leave one more on one side. */
const isOpen = (weeks: number, count: number): boolean => weeks > count && (weeks - count) % 2 === 1

/** [conversation-windows] The days that the agreement gives a conversation. */
function windowOf(name: ConversationName, count: number, { period, beside }: Placement): Span {
  const weeks = weeksOf(period)
  const span = Math.min(weeks, count)
  if (name === 'expectation') return weeksSpan(period, 1, span)
  if (name === 'final') return weeksSpan(period, weeks - span + 1, weeks)
  const before = (weeks - span) / 2
  const first = (beside === 'before' ? Math.floor(before) : Math.ceil(before)) + 1
  return weeksSpan(period, first, first + span - 1)
}

/** Where in a window the plan proposes a day: of so many possible ones, which. The first has settled in by the third day, the last leaves two days for papers. */
const proposedAt: Record<ConversationName, (possible: number) => number> = {
  expectation: possible => Math.min(2, possible - 1),
  midway: possible => Math.floor(possible / 2),
  final: possible => Math.max(0, possible - 3)
}

/** A day in a window: a workday that is off from no hour and on which both are at work, after the conversation before and no later than `latest`. */
function proposed(name: ConversationName, { window, latest }: Bounded, after: Day, free: readonly FreeDay[], apart: readonly Span[]): Day {
  const workdays = workdaysIn(window, free)
  const inOrder = workdays.filter(day => day > after && day <= latest)
  const isOff = (day: Day) => free.some(each => each.day === day)
  const isTogether = (day: Day) => !apart.some(({ from, to }) => from <= day && day <= to)
  const best = [inOrder.filter(day => !isOff(day) && isTogether(day)), inOrder, workdays, [window.from]].find(days => days.length > 0) as Day[]
  return best[proposedAt[name](best.length)] as Day
}

type Bounded = { name: ConversationName; commitment: string; window: Span; latest: Day }

/** The conversations that the agreement has, each with its window and the latest day that leaves those after it one of their own. */
function boundedConversations(placement: Placement, terms: PlacementTerms, free: readonly FreeDay[]): Bounded[] {
  let bound = Number.POSITIVE_INFINITY
  return [...conversationNames]
    .reverse()
    .flatMap((name): Bounded[] => {
      const commitment = terms.terms[name]
      const weeks = numberIn(commitment, 'uger')?.amount
      if (!commitment || weeks === undefined) return []
      const window = windowOf(name, weeks, placement)
      const latest =
        workdaysIn(window, free)
          .filter(day => day < bound)
          .at(-1) ?? window.to
      bound = placement.days[name] ?? latest
      return [{ name, commitment: commitment.id, window, latest }]
    })
    .reverse()
}

/** The plan of a period by an agreement's terms. Throws RangeError where the period has a problem: ask `periodProblem` first. */
export function planOf(placement: Placement, terms: PlacementTerms): Plan {
  const { period, apart, days } = placement
  const count = weeksOf(period)
  if (!(count >= 1)) throw new RangeError('a period needs a first and a last day')
  const free = freeDaysIn(period, terms)
  const introduction = introductionOf(placement, terms, free)

  let after = Number.NEGATIVE_INFINITY
  const conversations: PlannedConversation[] = []
  for (const bounded of boundedConversations(placement, terms, free)) {
    const { name, commitment, window } = bounded
    const chosen = days[name]
    const day = chosen ?? proposed(name, bounded, after, free, apart)
    conversations.push({ name, commitment, window, day, isChosen: chosen !== undefined })
    after = day
  }

  const { standIn } = terms.terms
  const limit = numberIn(standIn, 'uger')?.amount
  const handOvers =
    standIn && limit !== undefined ? apart.filter(({ from, to }) => to - from + 1 > 7 * limit).map(span => ({ ...span, commitment: standIn.id })) : []

  const weeks = Array.from({ length: count }, (_, i): PlanWeek => {
    const span = weeksSpan(period, i + 1, i + 1)
    const { year, week } = isoWeek(isoOf(span.from)) as { year: number; week: number }
    const holds = ({ day }: { day: Day }) => span.from <= day && day <= span.to
    return {
      place: i + 1,
      year,
      week,
      span,
      isIntroduction: introduction !== null && shared(span, introduction.span) !== null,
      conversations: conversations.filter(holds).map(({ name }) => name),
      free: free.filter(holds),
      isApart: apart.some(each => shared(span, each) !== null)
    }
  })
  const middle = numberIn(terms.terms.midway, 'uger')?.amount
  return { placement, weeks, introduction, conversations, free, handOvers, isMiddleOpen: middle !== undefined && isOpen(count, middle) }
}
