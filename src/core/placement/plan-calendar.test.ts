import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { Commitment } from '../commitments/commitment.ts'
import { checklistOf } from './checklist.ts'
import { dayOf } from './day.ts'
import { planOf } from './plan.ts'
import { planCalendar } from './plan-calendar.ts'
import { testTerms } from './test-terms.ts'

const plan = planOf(
  {
    period: { from: dayOf('2027-03-01'), to: dayOf('2027-05-09') },
    hours: 37,
    returning: false,
    last: false,
    month: 'calendar',
    beside: 'before',
    apart: [{ from: dayOf('2027-04-12'), to: dayOf('2027-04-25') }],
    days: {}
  },
  testTerms
)
const made = Date.parse('2026-11-26T10:00:00Z')
const calendarFor = (owner: 'elev' | 'vejleder') => planCalendar(plan, testTerms, { id: 'abc-1', label: 'elev 2', owner, made, now: made + 300_000 })
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(event => {
    const { summary, startDate, endDate, uid, description } = new ICAL.Event(event)
    return { summary, from: startDate.toString(), to: endDate.toString(), isDay: startDate.isDate, uid, description }
  })

describe('the calendar of a plan', () => {
  it('[whole-days] B40, B41, B42, B86, B88: has its days as whole days without a time or a zone', () => {
    const found = events(calendarFor('elev'))
    expect(found.map(({ summary, from, to }) => [summary, from, to])).toEqual([
      ['Oplæringen begynder', '2027-03-01', '2027-03-02'],
      ['Introduktion', '2027-03-01', '2027-04-01'],
      ['Forventningssamtale', '2027-03-03', '2027-03-04'],
      ['Midtvejssamtale', '2027-04-05', '2027-04-06'],
      ['Slutevaluering', '2027-05-04', '2027-05-05'],
      ['En anden vejleder', '2027-04-12', '2027-04-26'],
      ['Fri: skærtorsdag', '2027-03-25', '2027-03-26'],
      ['Fri: langfredag', '2027-03-26', '2027-03-27'],
      ['Fri: påskedag', '2027-03-28', '2027-03-29'],
      ['Fri: 2. påskedag', '2027-03-29', '2027-03-30'],
      ['Fri fra klokken 12: 1. maj', '2027-05-01', '2027-05-02'],
      ['Fri: Kristi himmelfartsdag', '2027-05-06', '2027-05-07'],
      ['Oplæringen slutter', '2027-05-09', '2027-05-10']
    ])
    expect(found.every(({ isDay }) => isDay)).toBe(true)
    expect(calendarFor('elev')).not.toMatch(/TZID|VTIMEZONE/)
    expect(found[2]?.description).toBe('Tilsagn B40. De 2 første uger. (B40)\nTilsagn B46. 1½ til 2 timer til hver samtale. (B46)')
  })

  it('names the student to the supervisor alone, who may have several, and gives each file ids of its own', () => {
    const [student, supervisor] = [events(calendarFor('elev')), events(calendarFor('vejleder'))]
    expect(supervisor.every(({ summary }) => summary.endsWith(' (elev 2)'))).toBe(true)
    const ids = [...student, ...supervisor].map(({ uid }) => uid)
    expect(new Set(ids).size).toBe(ids.length)
    expect(supervisor[0]?.description).toContain('Tilsagn B45.')
    expect(student[0]?.description).not.toContain('B45')
  })
})

describe('a role’s list', () => {
  const commitment = (id: string, change: Partial<Commitment>): Commitment => ({
    id,
    text: id,
    strength: 'skal',
    who: ['vejleder'],
    phases: ['samtaler'],
    for: ['elev'],
    elements: [],
    ...change
  })

  it('has what the role takes part in, once, at the first of its times, and nothing that asks for nothing', () => {
    const commitments = [
      commitment('A', { phases: ['sidste-uge', 'foer-start'] }),
      commitment('B', { who: ['sted'], phases: ['foerste-maaned'] }),
      commitment('C', { strength: 'kan' }),
      commitment('D', { phases: ['hver-uge'] }),
      commitment('E', { who: ['elev'] }),
      commitment('F', { phases: ['sidste-uge'] })
    ]
    const list = (party: 'elev' | 'vejleder' | 'leder') =>
      checklistOf(plan, commitments, party).map(({ phase, span, commitments }) => [
        phase,
        span && [span.from, span.to],
        commitments.map(({ id }) => id)
      ])
    expect(list('vejleder')).toEqual([
      ['foer-start', null, ['A']],
      ['foerste-maaned', [dayOf('2027-03-01'), dayOf('2027-03-31')], ['B']],
      ['sidste-uge', [dayOf('2027-05-03'), dayOf('2027-05-09')], ['F']]
    ])
    expect(list('leder').map(([phase]) => phase)).toEqual(['foerste-maaned'])
    expect(list('elev').map(([phase]) => phase)).toEqual(['samtaler'])
  })
})
