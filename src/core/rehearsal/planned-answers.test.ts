import { describe, expect, it } from 'vitest'
import type { Answer, Ballot } from '../ballot/ballot.ts'
import { patternOf } from '../figures/pattern.ts'
import { distributionOf } from '../figures/scale.ts'
import { answersOf } from '../figures/tally.ts'
import { type ElementNumber, elementNumbers, type Instrument } from '../workshop/workshop.ts'
import { playedPeople, seatOf } from './people.ts'
import { plannedAnswers, playedPatterns } from './planned-answers.ts'

const instrument = (steps: number, elements: number, items: number, notApplicable?: string): Instrument =>
  ({
    scale: Array.from({ length: steps }, (_, step) => `svar ${step}`),
    unknown: 'ved ikke',
    ...(notApplicable && { notApplicable }),
    items: elementNumbers.slice(0, elements).flatMap(element => Array.from({ length: items }, (_, n) => ({ id: `K${element}-${n}`, element })))
  }) as unknown as Instrument

/** The patterns that the played people's answers make, by element and by item. */
function patternsOf(instrument: Instrument) {
  const ballots = playedPeople.map((person): Ballot => ({ answers: { svar: plannedAnswers(instrument, person) }, votes: {}, done: [] }))
  const people = answersOf(ballots, 'svar', instrument)
  const steps = instrument.scale.length
  const of = (answers: (Answer | undefined)[]) =>
    patternOf(
      distributionOf(
        answers.filter(answer => answer !== undefined),
        steps
      )
    )
  return {
    people: people.length,
    elements: [...new Set(instrument.items.map(item => item.element))].map((element: ElementNumber) =>
      of(people.map(person => person.elements.get(element)))
    ),
    items: instrument.items.map(({ id }) => of(people.map(person => person.items.get(id))))
  }
}

describe('the answers of eight played people', () => {
  it.each([2, 3, 4, 5, 6, 7])('make each pattern of a scale of %i words in a statement of its own', steps => {
    for (const notApplicable of [undefined, 'ikke relevant']) {
      const one = instrument(steps, 1, 8, notApplicable)
      const wanted = playedPatterns(one)
      expect(wanted).toContain('two-camps')
      expect(patternsOf(one).items.slice(0, wanted.length)).toEqual(wanted)
    }
  })

  it.each([1, 2, 3, 5, 12])('make one pattern an element, also of %i statements each', items => {
    const six = instrument(5, 6, items)
    const { people, elements } = patternsOf(six)
    expect(people).toBe(playedPeople.length)
    expect(elements).toEqual(['agree-high', 'two-camps', 'many-unknown', 'one-apart', 'spread', 'agree-low'])
    const withBoth = patternsOf(instrument(5, 6, items, 'ikke relevant'))
    expect(withBoth.elements).toEqual(['agree-high', 'two-camps', 'many-unknown', 'one-apart', 'spread', 'many-not-applicable'])
  })

  it('move after the talk, in some of the people, and nobody is left who does not know', () => {
    const six = instrument(5, 6, 1)
    const [first, second] = [false, true].map(again => playedPeople.map(person => plannedAnswers(six, person, again)))
    const stay = playedPeople.filter(person => JSON.stringify(first?.[person]) === JSON.stringify(second?.[person]))
    expect(stay.length).toBeGreaterThan(0)
    expect(stay.length).toBeLessThan(playedPeople.length - 2)
    expect(JSON.stringify(first)).toContain('unknown')
    expect(JSON.stringify(second)).not.toContain('unknown')
  })

  it('are not the same in all statements of an element', () => {
    const given = playedPeople.map(person => plannedAnswers(instrument(5, 6, 3), person))
    expect(given.some(answers => answers['K1-0'] !== answers['K1-1'])).toBe(true)
  })
})

it('played people sit on the sides in turn, and have no side where nobody is asked for one', () => {
  const sides = [
    { id: 'skole' as const, label: 'Skolen' },
    { id: 'elev' as const, label: 'Elev' }
  ]
  expect(playedPeople.map(person => seatOf({ sides, roles: [] }, person).side).slice(0, 3)).toEqual(['skole', 'elev', 'skole'])
  expect(seatOf({ sides: [], roles: [{ id: 'elev', label: 'Elev' }] }, 3)).toEqual({ role: 'elev' })
})
