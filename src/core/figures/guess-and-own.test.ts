import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ballot } from '../ballot/ballot.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import { namedSplit } from '../workshop/labels.ts'
import type { Instrument, ItemData, Side } from '../workshop/workshop.ts'
import { publishRating } from './disclosure.ts'
import { compareGuess, guessAndOwn, isGuessAndOwn, nothingSaid } from './guess-and-own.ts'
import { ratedElements } from './rated.ts'
import { type Figure, isWithheld, type PublishedRating } from './results.ts'

const sides: { id: Side; label: string }[] = [
  { id: 'skole', label: 'Skolen' },
  { id: 'oplaering', label: 'Arbejdspladsen' },
  { id: 'elev', label: 'Elev' }
]
const workshop = { sides, roles: [], elements: [] }
const item = (id: string, element: 1 | 2, guess: boolean): ItemData => ({ id, element, text: id, ...(guess && { guess }) })
const instrument = (guess: boolean): Instrument<ItemData> => ({
  title: 'Elevernes udsagn',
  question: 'I hvilken grad?',
  scale: ['0', '1', '2', '3', '4'],
  unknown: 'ved ikke',
  patterns: earlierPatterns,
  items: [item('a', 1, guess), item('b', 1, true), item('c', 2, true)]
})
type Answers = Partial<Record<'a' | 'b' | 'c', number>>
const ballots = (n: number, answers: Answers, side?: Side): Ballot[] =>
  Array.from({ length: n }, () => ({
    ...(side && { side }),
    answers: { svar: { ...answers } as Record<string, number> },
    votes: {},
    done: []
  })) as Ballot[]
const publish = (all: Ballot[], asked = instrument(true), privacy: 'private' | 'open' = 'private', by: 'side' | null = 'side'): PublishedRating =>
  publishRating({ ballots: all, step: 'svar', instrument: asked, settings: { privacy, minimum: 5, keepDays: 30 }, split: by })
function shown(published: PublishedRating, asked = instrument(true)) {
  const elements = ratedElements(published, asked, workshop)
  return guessAndOwn(namedSplit(published.split, workshop), elements)
}

describe('staff’s guess beside the students’ own answers', () => {
  it('[guess-and-own] stands by these names, staff of several sides together', () => {
    const all = [...ballots(5, { a: 4, c: 3 }, 'skole'), ...ballots(6, { a: 3, c: 3 }, 'oplaering'), ...ballots(7, { a: 1, c: 3 }, 'elev')]
    expect(shown(publish(all))).toMatchObject({
      groups: [
        { label: 'Vores bedste bud', elements: { 1: { counts: [0, 0, 0, 6, 5], unknown: 0 }, 2: { counts: [0, 0, 0, 11, 0] } } },
        { label: 'Eleverne', elements: { 1: { counts: [0, 7, 0, 0, 0], unknown: 0 } } }
      ]
    })
  })

  it('[guess-and-own] is a split like others where something else is asked, or one of the two is not there', () => {
    const both = [...ballots(5, { a: 4 }, 'skole'), ...ballots(5, { a: 1 }, 'elev')]
    for (const [all, asked] of [
      [both, instrument(false)],
      [ballots(5, { a: 4 }, 'skole'), instrument(true)],
      [ballots(5, { a: 4 }, 'elev'), instrument(true)]
    ] as const) {
      const published = publish(all, asked)
      expect(shown(published, asked)).toEqual(namedSplit(published.split, workshop))
      expect(isGuessAndOwn(shown(published, asked))).toBe(false)
    }
  })

  it('[guess-and-own] is told of two middles a word apart, each of the minimum of people, and blames nobody', () => {
    const figure = (...counts: number[]): Figure => ({ counts, unknown: 0 })
    const [high, low] = [figure(0, 0, 0, 5, 0), figure(0, 0, 5, 0, 0)]
    expect(compareGuess(high, low, 5)).toEqual({ said: 'Eleverne svarer lavere, end vi troede.', ask: expect.stringMatching(/\?$/) })
    expect(compareGuess(low, high, 5)).toEqual({ said: 'Eleverne svarer højere, end vi troede.', ask: expect.stringMatching(/\?$/) })
    expect(compareGuess(high, high, 5)).toBe(nothingSaid)
    expect(compareGuess(figure(0, 0, 3, 3, 0), low, 5), 'half a word').toBe(nothingSaid)
    expect(compareGuess(figure(0, 0, 0, 4, 0), low, 5), 'too few').toBe(nothingSaid)
    expect(compareGuess(high, low, 6)).toBe(nothingSaid)
    expect(compareGuess(figure(3, 0, 0, 0, 3), high, 5), 'two camps have no middle').toBe(nothingSaid)
    for (const none of [undefined, { withheld: 'few' } as const])
      expect([compareGuess(none, low, 5), compareGuess(low, none, 5)]).toEqual([nothingSaid, nothingSaid])
  })

  const people = fc.array(
    fc.record({
      side: fc.constantFrom<(Side | undefined)[]>('skole', 'oplaering', 'elev', 'elev', 'skole', undefined),
      answers: fc.record({ a: fc.nat(4), b: fc.nat(4), c: fc.nat(4) }, { requiredKeys: [] })
    }),
    { minLength: 10, maxLength: 60 }
  )
  it('[guess-and-own] shows nothing but what a published split tells, and nothing where none is published', () => {
    let [together, withheld] = [0, 0]
    fc.assert(
      fc.property(people, fc.constantFrom('private' as const, 'open' as const), (all, privacy) => {
        const published = publish(
          all.flatMap(({ side, answers }) => ballots(1, answers, side)),
          instrument(true),
          privacy
        )
        const { split } = published
        const now = shown(published)
        if (!split || 'withheld' in split) {
          withheld++
          expect(now).toEqual(split)
          return
        }
        if (!now || !('groups' in now) || !isGuessAndOwn(now)) return
        together++
        const [guess, own] = now.groups
        const students = split.groups.find(({ id }) => id === 'elev')
        expect([own?.elements, own?.items]).toEqual([students?.elements, students?.items])
        const staff = split.groups.filter(({ id }) => id === 'skole' || id === 'oplaering')
        for (const element of [1, 2] as const) {
          const parts = staff.flatMap(group => group.elements[element] ?? [])
          const figure = guess?.elements[element]
          if (parts.some(isWithheld)) expect(figure && isWithheld(figure)).toBe(true)
          else if (figure && !isWithheld(figure))
            for (const step of [0, 1, 2, 3, 4])
              expect(figure.counts[step]).toBe(parts.reduce((sum, part) => sum + (isWithheld(part) ? 0 : (part.counts[step] ?? 0)), 0))
          else expect(parts).toEqual([])
        }
        // Where everybody has a side, the same with the students taken from the whole.
        const whole = published.elements[1]
        const [g, o] = [guess?.elements[1], own?.elements[1]]
        if (all.some(({ side }) => side === undefined) || !whole || isWithheld(whole) || !g || isWithheld(g) || !o || isWithheld(o)) return
        expect(whole.counts.map((count, step) => count - (o.counts[step] ?? 0))).toEqual(g.counts)
      }),
      { numRuns: 400 }
    )
    expect(together).toBeGreaterThan(20)
    expect(withheld).toBeGreaterThan(20)
  })
})
