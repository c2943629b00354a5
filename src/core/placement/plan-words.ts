import { numberWords } from '../commitments/number-words.ts'
import { dayInFull } from '../text/date.ts'
import { joinWithOg } from '../text/join-with-og.ts'
import { type Day, isoOf, isWeekend, isWithin, type Span } from './day.ts'
import { freeDaysIn, isWorkday } from './free-days.ts'
import { christmasAround } from './holidays.ts'
import { type ConversationName, FULL_TIME } from './placement.ts'
import type { Plan, PlannedConversation } from './plan.ts'
import { numberIn, type PlacementTerms, type TermName } from './terms.ts'

/** What a plan tells beside its days. `commitments`: ids of what it builds on; none where it is our own advice. */
export type PlanNote = { text: string; commitments: string[] }

export const conversationWords: Record<ConversationName, string> = {
  expectation: 'forventningssamtale',
  midway: 'midtvejssamtale',
  final: 'slutevaluering'
}

/** "onsdag den 2. september". */
export const dayWords = (day: Day): string => dayInFull(isoOf(day)).replace(/ \d{4}$/, '')
/** "onsdag". */
const weekdayWord = (day: Day): string => dayWords(day).replace(/ .*$/, '')
/** "2. september". */
const dateWords = (day: Day): string => dayWords(day).replace(/^.* den /, '')
/** "2. sep.", "1. maj": for places where there is room for little. */
export const shortDay = (day: Day): string => dateWords(day).replace(/(\. \S{3})\S{2,}$/, '$1.')
/** "ons. 2." */
export const weekdayShort = (day: Day): string => `${weekdayWord(day).slice(0, 3)}. ${Number(isoOf(day).slice(8))}.`
/** "31. august til 13. september", "1. til 14. marts". */
export function spanWords({ from, to }: Span): string {
  if (from === to) return dateWords(from)
  const [first, last] = [dateWords(from), dateWords(to)]
  const month = (words: string) => words.split(' ')[1]
  return `${month(first) === month(last) && to - from < 31 ? first.split(' ')[0] : first} til ${last}`
}

/** What a conversation's day breaks, in words: nothing is forbidden, each is said. */
export function conversationNotes({ placement, conversations, free }: Plan, { name, window, day }: PlannedConversation): string[] {
  const { period, apart } = placement
  const notes: string[] = []
  if (!isWithin(day, period)) notes.push('Dagen ligger uden for perioden.')
  if (!isWithin(day, window)) notes.push(`Aftalen lægger samtalen fra ${dayWords(window.from)} til ${dayWords(window.to)}.`)
  const off = free.find(each => each.day === day)
  if (off) {
    const from = off.fromHour === undefined ? `${off.name}` : `${off.name}, fra klokken ${off.fromHour}`
    notes.push(`Eleven har fri den dag: ${from}.`)
  } else if (isWeekend(day)) notes.push(`Dagen er en ${weekdayWord(day)}.`)
  if (apart.some(span => isWithin(day, span))) notes.push('Elev og vejleder er ikke på arbejde sammen den dag.')
  const order = conversations.map(each => each.name)
  for (const earlier of conversations.slice(0, order.indexOf(name))) {
    if (day === earlier.day)
      notes.push(`Den ligger samme dag som ${earlier.name === 'final' ? 'slutevalueringen' : `${conversationWords[earlier.name]}n`}.`)
    else if (day < earlier.day) notes.push(`Den ligger før ${conversationWords[earlier.name]}n.`)
  }
  return notes
}

/** Where a period begins in days off: what the agreement advises, and what it leaves open. */
function startNotes(start: Day, terms: PlacementTerms): PlanNote[] {
  const wait = terms.terms.waitAtHolidays
  const around = { from: start - 10, to: start + 14 }
  const free = freeDaysIn(around, terms)
  const nextWorkday = (from: Day): Day => {
    let day = from
    while (!isWorkday(day, free)) day++
    return day
  }
  const first = nextWorkday(start)
  const christmas = christmasAround(start)
  if (wait && christmas) {
    const last = nextWorkday(christmas.to + 1)
    const open = first < last && first <= christmas.to
    return [
      {
        text: `Perioden begynder i juledagene. Aftalen anbefaler at vente til næste hverdag. ${
          open
            ? `Den siger ikke, om dagene mellem jul og nytår tæller. Det er ${dayWords(first)} eller ${dayWords(last)}. Aftal det.`
            : `Det er ${dayWords(last)}.`
        }`,
        commitments: [wait.id]
      }
    ]
  }
  if (first === start) return []
  let from = start
  while (!isWorkday(from - 1, free)) from--
  const isHolidays = free.some(({ day, fromHour }) => fromHour === undefined && isWithin(day, { from, to: first - 1 }))
  if (wait && isHolidays)
    return [
      {
        text: `Perioden begynder i en række fridage. Aftalen anbefaler at vente til næste hverdag. Det er ${dayWords(first)}.`,
        commitments: [wait.id]
      }
    ]
  return [{ text: `Perioden begynder på en ${weekdayWord(start)}. Den første hverdag er ${dayWords(first)}.`, commitments: [] }]
}

/** What a plan tells of its period: advice of the agreement, what it leaves open, and what does not fit. */
export function planNotes(plan: Plan, terms: PlacementTerms): PlanNote[] {
  const { placement, weeks, introduction, handOvers, conversations } = plan
  const { period, hours, returning, last, apart } = placement
  const has = (...names: TermName[]): string[] => names.flatMap(name => terms.terms[name]?.id ?? [])
  const notes: PlanNote[] = [...startNotes(period.from, terms)]
  const note = (text: string, commitments: string[] = []) => notes.push({ text, commitments })

  if (conversations.length > 0 && weeks.length < 4)
    note('Perioden er kort, så samtalerne ligger tæt. Tal med uddannelseskonsulenten om, hvad der kan nås.', has('expectation', 'midway', 'final'))
  if (plan.isMiddleOpen && terms.terms.midway) {
    const middle = weeks[Math.floor(weeks.length / 2)]
    note(
      `Perioden er på ${weeks.length} uger. Uge ${middle?.week} er midt i, og aftalen siger ikke, hvilken uge der hører til ved siden af. Vælg selv.`,
      has('midway')
    )
  }
  if (introduction) {
    const { span, otherEnd, workdays, days, commitment } = introduction
    if (span.to === period.to) note('Introduktionen varer hele perioden.', [commitment])
    if (otherEnd !== undefined)
      note(`En måned kan læses på to måder. Introduktionen slutter ${dayWords(span.to)}, som planen er nu, og ellers ${dayWords(otherEnd)}.`, [
        commitment,
        ...has('noEveningsOrWeekends')
      ])
    if (days !== undefined)
      note(
        workdays < days
          ? `I introduktionen er der ${workdays} hverdage. De ${days} introduktionsdage kan ikke være der. Aftal, hvad der kan nås.`
          : `I introduktionen er der ${workdays} hverdage. De ${days} introduktionsdage skal findes blandt dem.`,
        has('introductionDays')
      )
  }
  if (returning && terms.terms.weekendsOnReturn)
    note('Eleven har været på stedet før. Så kan der lægges weekendvagter i introduktionen. Undtagelsen nævner ikke aften.', has('weekendsOnReturn'))
  if (hours < FULL_TIME && (terms.terms.guidance || terms.terms.reflection))
    note(
      `Eleven arbejder ${hours} timer om ugen. Aftalen regner ikke sine timer om til deltid. Aftal, hvor mange det giver hos jer.`,
      has('guidance', 'reflection', 'reflectionADay', 'supervisorTime')
    )
  if (last && terms.terms.lastPlacement)
    note('Det er den sidste oplæring. Eleven bør være med til møder lige så meget som det faste personale.', has('lastPlacement'))
  for (const { from, to, commitment } of handOvers)
    note(`Fra ${dayWords(from)} til ${dayWords(to)} er elev og vejleder fra hinanden. En anden faguddannet tager over. Skriv hvem i arbejdsplanen.`, [
      commitment
    ])
  const short = apart.filter(span => !handOvers.some(({ from, to }) => from === span.from && to === span.to))
  const limit = numberIn(terms.terms.standIn, 'uger')
  if (short.length > 0 && limit)
    note(
      `${joinWithOg(short.map(spanWords))}: det er ikke ${numberWords(limit)}, så aftalen kræver ingen afløser. Vejlederen kan se behov for en.`,
      has('standIn')
    )
  return notes
}

/** A week's fixed parts, each with its number in words as the agreement gives it. */
export function weeklyLines({ terms }: PlacementTerms): { commitment: string; text: string; numbers: string }[] {
  const names: TermName[] = ['guidance', 'reflection', 'reflectionADay', 'log', 'logFeedback', 'supervisorTime']
  return names.flatMap(name => {
    const commitment = terms[name]
    return commitment ? [{ commitment: commitment.id, text: commitment.text, numbers: (commitment.numbers ?? []).map(numberWords).join(', ') }] : []
  })
}
