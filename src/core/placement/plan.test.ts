import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, isoOf, isWeekend, isWithin, type Span } from './day.ts'
import { isWorkday } from './free-days.ts'
import { type Placement, periodProblem, weeksOf } from './placement.ts'
import { planOf } from './plan.ts'
import { conversationNotes, planNotes, shortDay, spanWords, weekdayShort } from './plan-words.ts'
import { testTerms } from './test-terms.ts'

const spanOf = (from: string, to: string): Span => ({ from: dayOf(from), to: dayOf(to) })
const placement = (from: string, to: string, change: Partial<Placement> = {}): Placement => ({
  period: spanOf(from, to),
  hours: 37,
  returning: false,
  last: false,
  month: 'calendar',
  beside: 'before',
  apart: [],
  days: {},
  ...change
})
const planned = (from: string, to: string, change: Partial<Placement> = {}) => planOf(placement(from, to, change), testTerms)
const iso = ({ from, to }: Span) => [isoOf(from), isoOf(to)]
const windowsOf = (plan: ReturnType<typeof planned>) => plan.conversations.map(({ window }) => iso(window))
const daysOf = (plan: ReturnType<typeof planned>) => plan.conversations.map(({ day }) => isoOf(day))
const told = (plan: ReturnType<typeof planned>) => planNotes(plan, testTerms).map(({ text }) => text)
/** A Monday and the Sunday `weeks` weeks later. */
const weeksFrom = (monday: string, weeks: number) => [monday, isoOf(dayOf(monday) + 7 * weeks - 1)] as const

describe('the introduction of a plan', () => {
  it('[introduction-month] B04: lasts to the same date of the next month, or four weeks, and the other end is told', () => {
    const calendar = planned(...weeksFrom('2027-03-01', 10)).introduction
    expect([calendar && iso(calendar.span), calendar?.otherEnd && isoOf(calendar.otherEnd)]).toEqual([['2027-03-01', '2027-03-31'], '2027-03-28'])
    const four = planned(...weeksFrom('2027-03-01', 10), { month: 'four-weeks' }).introduction
    expect([four && iso(four.span), four?.otherEnd && isoOf(four.otherEnd)]).toEqual([['2027-03-01', '2027-03-28'], '2027-03-31'])
  })

  it('[introduction-month] B04: both readings agree in a February of 28 days, and then nothing is told', () => {
    const plan = planned(...weeksFrom('2027-02-01', 10))
    expect(plan.introduction?.otherEnd).toBeUndefined()
    expect(told(plan).join(' ')).not.toContain('to måder')
  })

  it('[introduction-month] B04: ends with the period where that is shorter', () => {
    const plan = planned(...weeksFrom('2027-03-01', 3))
    expect(plan.introduction && iso(plan.introduction.span)).toEqual(['2027-03-01', '2027-03-21'])
    expect(told(plan)).toContain('Introduktionen varer hele perioden.')
  })

  it('[introduction-month] B05: counts its workdays, and says where the introduction days do not fit', () => {
    expect(told(planned(...weeksFrom('2027-03-01', 10))).join(' ')).toContain(
      'I introduktionen er der 20 hverdage. De 10 introduktionsdage skal findes'
    )
    expect(told(planned(...weeksFrom('2027-03-22', 1))).join(' ')).toContain(
      'I introduktionen er der 3 hverdage. De 10 introduktionsdage kan ikke være der.'
    )
  })
})

describe('the conversations of a plan', () => {
  it('[conversation-windows] B40, B41, B42: ten weeks have the first two, the fifth and sixth, and the last', () => {
    expect(windowsOf(planned(...weeksFrom('2026-08-31', 10)))).toEqual([
      ['2026-08-31', '2026-09-13'],
      ['2026-09-28', '2026-10-11'],
      ['2026-11-02', '2026-11-08']
    ])
  })

  it('[conversation-windows] B41: nine weeks have one in the middle, and somebody chooses the one beside it', () => {
    const [before, after] = (['before', 'after'] as const).map(beside => planned(...weeksFrom('2026-08-31', 9), { beside }))
    expect(before && windowsOf(before)[1]).toEqual(['2026-09-21', '2026-10-04'])
    expect(after && windowsOf(after)[1]).toEqual(['2026-09-28', '2026-10-11'])
    expect([before?.isMiddleOpen, planned(...weeksFrom('2026-08-31', 10)).isMiddleOpen]).toEqual([true, false])
    expect(before && told(before).join(' ')).toContain('Perioden er på 9 uger. Uge 40 er midt i')
  })

  it.each([
    [
      1,
      [
        ['2026-08-31', '2026-09-06'],
        ['2026-08-31', '2026-09-06'],
        ['2026-08-31', '2026-09-06']
      ]
    ],
    [
      2,
      [
        ['2026-08-31', '2026-09-13'],
        ['2026-08-31', '2026-09-13'],
        ['2026-09-07', '2026-09-13']
      ]
    ],
    [
      3,
      [
        ['2026-08-31', '2026-09-13'],
        ['2026-08-31', '2026-09-13'],
        ['2026-09-14', '2026-09-20']
      ]
    ]
  ])('[conversation-windows] B40, B41, B42: %i weeks have them close, in order, and it is told', (weeks, windows) => {
    const plan = planned(...weeksFrom('2026-08-31', weeks))
    expect(windowsOf(plan)).toEqual(windows)
    expect([...daysOf(plan)].sort()).toEqual(daysOf(plan))
    expect(told(plan).join(' ')).toContain('Perioden er kort')
  })

  it('[conversation-windows] B40: a period from a Wednesday has a short first week', () => {
    const plan = planned('2026-09-02', '2026-11-08')
    expect(windowsOf(plan)[0]).toEqual(['2026-09-02', '2026-09-13'])
    expect(plan.weeks.map(({ week }) => week)).toEqual([36, 37, 38, 39, 40, 41, 42, 43, 44, 45])
  })

  it('[conversation-windows] B42: over New Year and a week 53 the weeks follow each other', () => {
    const plan = planned('2026-12-14', '2027-01-24')
    expect(plan.weeks.map(({ year, week }) => `${year}-${week}`)).toEqual(['2026-51', '2026-52', '2026-53', '2027-1', '2027-2', '2027-3'])
    expect(windowsOf(plan)[1]).toEqual(['2026-12-28', '2027-01-10'])
  })

  it('[conversation-windows] B40, B41, B42: proposes workdays of the windows on which both are at work, in order, in every period', () => {
    const start = fc.integer({ min: dayOf('2026-01-01'), max: dayOf('2035-12-31') })
    fc.assert(
      fc.property(start, fc.integer({ min: 27, max: 500 }), fc.constantFrom('before', 'after'), (from, length, beside) => {
        const plan = planOf(placement(isoOf(from), isoOf(from + length), { beside: beside as Placement['beside'] }), testTerms)
        for (const { window, day } of plan.conversations) {
          expect(isWithin(day, window)).toBe(true)
          // A window without a workday, as two days at New Year are, has none to propose.
          if (Array.from({ length: window.to - window.from + 1 }, (_, i) => window.from + i).some(each => isWorkday(each, plan.free)))
            expect(isWeekend(day)).toBe(false)
        }
        const days = plan.conversations.map(({ day }) => day)
        expect([...days].sort((a, b) => a - b)).toEqual(days)
        expect(plan.weeks.length).toBe(weeksOf(plan.placement.period))
        expect([plan.weeks[0]?.span.from, plan.weeks.at(-1)?.span.to]).toEqual([from, from + length])
        for (const [n, week] of plan.weeks.slice(1).entries()) expect(week.span.from).toBe((plan.weeks[n]?.span.to ?? 0) + 1)
      }),
      { numRuns: 1000 }
    )
  })

  it('[moved-is-told] B40, B41, B42: a moved day stays where it was put, and what it breaks is said', () => {
    const plan = planned(...weeksFrom('2027-03-01', 10), {
      days: { expectation: dayOf('2027-03-27'), midway: dayOf('2027-03-26'), final: dayOf('2027-05-10') },
      apart: [spanOf('2027-03-24', '2027-03-28')]
    })
    expect(daysOf(plan)).toEqual(['2027-03-27', '2027-03-26', '2027-05-10'])
    expect(plan.conversations.map(each => conversationNotes(plan, each))).toEqual([
      [
        'Aftalen lægger samtalen fra mandag den 1. marts til søndag den 14. marts.',
        'Dagen er en lørdag.',
        'Elev og vejleder er ikke på arbejde sammen den dag.'
      ],
      [
        'Aftalen lægger samtalen fra mandag den 29. marts til søndag den 11. april.',
        'Eleven har fri den dag: langfredag.',
        'Elev og vejleder er ikke på arbejde sammen den dag.',
        'Den ligger før forventningssamtalen.'
      ],
      ['Dagen ligger uden for perioden.', 'Aftalen lægger samtalen fra mandag den 3. maj til søndag den 9. maj.']
    ])
  })

  it('[moved-is-told] B89: a day that is off from twelve is told with the hour', () => {
    const plan = planned('2026-12-07', '2027-01-03', { days: { final: dayOf('2026-12-31') } })
    expect(plan.conversations.map(each => conversationNotes(plan, each)).at(-1)).toEqual(['Eleven har fri den dag: nytårsaftensdag, fra klokken 12.'])
  })

  it('[moved-is-told] B40, B41, B42: what the plan itself proposes for weeks breaks nothing', () => {
    for (const monday of ['2026-08-31', '2027-02-01', '2027-03-01']) {
      const plan = planned(...weeksFrom(monday, 10))
      expect(plan.conversations.flatMap(each => conversationNotes(plan, each))).toEqual([])
    }
  })
})

describe('what a plan tells', () => {
  it.each([
    [
      '2026-12-25',
      'Perioden begynder i juledagene. Aftalen anbefaler at vente til næste hverdag. Den siger ikke, om dagene mellem jul og nytår tæller. Det er mandag den 28. december eller mandag den 4. januar. Aftal det.'
    ],
    ['2027-01-01', 'Perioden begynder i juledagene. Aftalen anbefaler at vente til næste hverdag. Det er mandag den 4. januar.'],
    ['2027-03-25', 'Perioden begynder i en række fridage. Aftalen anbefaler at vente til næste hverdag. Det er tirsdag den 30. marts.'],
    ['2027-03-27', 'Perioden begynder i en række fridage. Aftalen anbefaler at vente til næste hverdag. Det er tirsdag den 30. marts.'],
    ['2027-05-15', 'Perioden begynder i en række fridage. Aftalen anbefaler at vente til næste hverdag. Det er tirsdag den 18. maj.'],
    ['2027-04-10', 'Perioden begynder på en lørdag. Den første hverdag er mandag den 12. april.']
  ])('[waits-at-holidays] B90: of a start on %s', (from, text) => expect(told(planned(from, '2027-08-31'))[0]).toBe(text))

  it('[waits-at-holidays] B90: nothing of a start on a workday', () => {
    expect(told(planned('2027-03-30', '2027-08-31')).join(' ')).not.toContain('Perioden begynder')
  })

  it('[hand-over] B86: somebody else takes over where they are apart for more than a week, and not at a week', () => {
    const plan = planned(...weeksFrom('2027-08-02', 12), { apart: [spanOf('2027-08-16', '2027-08-22'), spanOf('2027-09-06', '2027-09-13')] })
    expect(plan.handOvers.map(iso)).toEqual([['2027-09-06', '2027-09-13']])
    expect(told(plan).join(' ')).toContain('Fra mandag den 6. september til mandag den 13. september er elev og vejleder fra hinanden.')
    expect(told(plan).join(' ')).toContain('16. til 22. august: det er ikke mere end 1 uge, så aftalen kræver ingen afløser.')
    expect(plan.weeks.filter(({ isApart }) => isApart).map(({ week }) => week)).toEqual([33, 36, 37])
  })

  it('[open-stays-open] B26, B33: of part time that the agreement does not turn its hours into it', () => {
    expect(told(planned(...weeksFrom('2027-08-02', 12), { hours: 30 })).join(' ')).toContain('Aftalen regner ikke sine timer om til deltid.')
    expect(told(planned(...weeksFrom('2027-08-02', 12))).join(' ')).not.toContain('deltid')
  })

  it('[open-stays-open] B22, B79: of a return and of the last placement what the agreement says of them', () => {
    const text = told(planned(...weeksFrom('2027-08-02', 12), { returning: true, last: true })).join(' ')
    expect(text).toContain('weekendvagter i introduktionen. Undtagelsen nævner ikke aften.')
    expect(text).toContain('lige så meget som det faste personale')
  })

  it('says nothing of what an agreement does not have', () => {
    const plan = planOf(
      placement(...weeksFrom('2027-08-02', 9), { hours: 20, returning: true, last: true, apart: [spanOf('2027-08-02', '2027-08-30')] }),
      {
        terms: {},
        freeDays: []
      }
    )
    expect([plan.conversations, plan.introduction, plan.free, plan.handOvers, planNotes(plan, { terms: {}, freeDays: [] })]).toEqual([
      [],
      null,
      [],
      [],
      []
    ])
  })
})

describe('days in words', () => {
  it.each<[string, string, string]>([
    ['2027-03-01', '2027-03-14', '1. til 14. marts'],
    ['2026-08-31', '2026-09-13', '31. august til 13. september'],
    ['2027-05-03', '2027-05-03', '3. maj'],
    ['2026-03-30', '2027-03-28', '30. marts til 28. marts']
  ])('%s to %s is %j', (from, to, words) => expect(spanWords(spanOf(from, to))).toBe(words))

  it('are short where there is little room', () => {
    expect(['2026-09-02', '2027-05-03', '2027-03-01', '2027-06-07'].map(date => shortDay(dayOf(date)))).toEqual([
      '2. sep.',
      '3. maj',
      '1. mar.',
      '7. juni'
    ])
    expect(weekdayShort(dayOf('2026-09-02'))).toBe('ons. 2.')
  })
})

describe('a period', () => {
  it.each([
    ['2027-03-01', '2027-02-28', /slutter, før den begynder/],
    ['2027-03-01', '2031-03-01', /Perioden er på 209 uger\. Planen kan højst være på 104/],
    ['1927-03-01', '1927-05-01', /årene 2020 til 2060/],
    ['', '2027-03-01', /Skriv dagen, hvor perioden begynder/],
    ['2027-03-01', '2027-02-30', /Skriv dagen, hvor perioden slutter/]
  ])('from %j to %j has a problem', (from, to, problem) => expect(periodProblem(spanOf(from, to))).toMatch(problem))

  it('of one day has none', () => {
    expect(periodProblem(spanOf('2027-03-01', '2027-03-01'))).toBe('')
    expect(planned('2027-03-01', '2027-03-01').weeks).toHaveLength(1)
  })
})
