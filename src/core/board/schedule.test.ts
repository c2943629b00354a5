import { describe, expect, it } from 'vitest'
import { timeOfDay } from '../text/time-of-day.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { behindSentence, scheduleOf, toLeaveOut } from './schedule.ts'

const MINUTE = 60_000
/** 13.00 in Denmark. */
const began = Date.UTC(2026, 10, 26, 12)
const at = (minutes: number): number => began + minutes * MINUTE
const steps = [
  { id: 'a', minutes: 5 },
  { id: 'b', minutes: 10 },
  { id: 'c', minutes: 10 },
  { id: 'd', minutes: 15 }
] as Workshop['steps']
const workshop = { steps }
const steered = { began, step: 'b', clock: { endsAt: at(15) }, left: {} }
const told = (now: number, more: Partial<Parameters<typeof scheduleOf>[1]> = {}) => {
  const schedule = scheduleOf(workshop, { ...steered, ...more }, now)
  return (
    schedule && [
      Object.entries(schedule.ends)
        .map(([id, end]) => `${id} ${timeOfDay(end)}`)
        .join(', '),
      schedule.behind
    ]
  )
}

describe('the plan by the clock', () => {
  it('[plan-by-clock] says when the current step and those after it end', () => {
    expect(told(at(6))).toEqual(['b 13.15, c 13.25, d 13.40', 0])
    expect(scheduleOf(workshop, steered, at(6))).toMatchObject({ planned: at(40), expected: at(40) })
  })

  const table: [string, number, Parameters<typeof told>[1], number][] = [
    ['a step begun six minutes late', at(11), { clock: { endsAt: at(21) } }, 6],
    ['a step begun two minutes early', at(3), { clock: { endsAt: at(13) } }, -2],
    ['overtime of three minutes', at(18), {}, 3],
    ['59 seconds over time, which is no whole minute', at(15) + 59_000, {}, 0],
    ['a pause, which goes on', at(20), { clock: { left: 2 * MINUTE } }, 7],
    ['a pause in overtime', at(20), { clock: { left: -9 * MINUTE } }, 5],
    ['a step without a clock', at(5), { clock: null }, 0],
    ['a step that was jumped over', at(5), { step: 'c', clock: { endsAt: at(15) } }, -10],
    ['the last step in overtime', at(44), { step: 'd', clock: { endsAt: at(40) } }, 4],
    ['a step that the workshop has not', at(0), { step: 'x', clock: { endsAt: at(5) } }, 0]
  ]
  it.each(table)('[plan-by-clock] counts %s', (_, now, more, behind) => {
    expect(scheduleOf(workshop, { ...steered, ...more }, now)?.behind).toBe(behind)
  })

  it('[plan-by-clock] is not broken by going back: the step that was left goes on with its rest, and those between are over', () => {
    // From d, with 15 minutes left on time at 13.25, back to b, of which a minute was left.
    const left = { a: 0, b: MINUTE, c: 2 * MINUTE, d: 15 * MINUTE }
    expect(told(at(25), { clock: { endsAt: at(26) }, left })).toEqual(['b 13.26, c 13.26, d 13.41', 1])
    // To d by mistake, and back at once: c is still to come.
    expect(told(at(6), { left: { d: 15 * MINUTE } })).toEqual(['b 13.15, c 13.25, d 13.40', 0])
  })

  it('[plan-by-clock] says nothing before the meeting, and of no delay where it went on another day', () => {
    expect(told(at(6), { began: null })).toBeNull()
    const nextDay = scheduleOf(workshop, { ...steered, clock: { endsAt: at(1450) } }, at(1440))
    expect(nextDay && [nextDay.behind, behindSentence(nextDay)]).toEqual([null, ''])
  })

  it('[plan-by-clock] is told in words', () => {
    expect([6, 1, 0, -1, -6].map(behind => behindSentence({ behind }))).toEqual([
      'I er 6 minutter bagud',
      'I er 1 minut bagud',
      'I følger planen',
      'I er 1 minut foran',
      'I er 6 minutter foran'
    ])
  })

  it('says what can be left out from five minutes behind', () => {
    const prepare = ['Find et lokale.', 'Kommer I bagud, så spring parret over.']
    expect([4, 5, null].map(behind => toLeaveOut({ prepare: [], behind: 'Spring parret over.' }, { behind }))).toEqual([
      [],
      ['Spring parret over.'],
      []
    ])
    // A board from before.
    expect([4, 5, null].map(behind => toLeaveOut({ prepare }, { behind }))).toEqual([[], [prepare[1]], []])
  })
})
