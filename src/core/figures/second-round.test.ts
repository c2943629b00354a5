import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Ballot } from '../ballot/ballot.ts'
import type { Settings } from '../board/settings.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument, ItemData, Side } from '../workshop/workshop.ts'
import { publishRating } from './disclosure.ts'
import { type Distribution, isWithheld, type PublishedRating, type SplitBy } from './results.ts'
import { publishSecondRound } from './second-round.ts'

const instrument: Instrument<ItemData> = {
  title: 'Prøve',
  question: 'I hvilken grad?',
  scale: ['0', '1', '2', '3', '4'],
  unknown: 'Ved ikke',
  patterns: earlierPatterns,
  items: [
    { id: 'one', element: 1, text: 'Alene' },
    { id: 'a', element: 2, text: 'A' },
    { id: 'b', element: 2, text: 'B' }
  ]
}
const settings: Settings = { privacy: 'private', minimum: 5, keepDays: 30 }
type Given = Partial<Record<string, Answer>>
const person = (first: Given, second: Given, side?: Side): Ballot => ({
  ...(side ? { side } : {}),
  answers: { f: first as Record<string, Answer>, s: second as Record<string, Answer> },
  votes: {},
  done: []
})
const times = (n: number, first: Given, second: Given, side?: Side): Ballot[] => Array.from({ length: n }, () => person(first, second, side))
const firstOf = (ballots: Ballot[], split: SplitBy | null = null, privacy: Settings['privacy'] = 'private') =>
  publishRating({ ballots, step: 'f', instrument, settings: { ...settings, privacy }, split })
const secondOf = (ballots: Ballot[], first: PublishedRating | undefined, privacy: Settings['privacy'] = 'private') =>
  publishSecondRound({ ballots, step: 's', again: 'f', first, instrument, settings: { ...settings, privacy } })
const rounds = (ballots: Ballot[], split: SplitBy | null = null) => {
  const first = firstOf(ballots, split)
  return { first, second: secondOf(ballots, first) ?? expect.fail('nothing was published') }
}

describe('a second round', () => {
  it('[second-round] is nothing before the first is shown', () => {
    expect(secondOf(times(6, { one: 1 }, { one: 2 }), undefined)).toBe(null)
  })

  it('[second-round] shows the same people’s answers anew, and the first answers of who did not answer again', () => {
    const ballots = [...times(6, { one: 1 }, { one: 3 }), ...times(5, { one: 4 }, { one: 4 }), ...times(1, { one: 2 }, {})]
    const { second } = rounds(ballots)
    expect(second).toMatchObject({ answered: 12, elements: { 1: { counts: [0, 0, 1, 6, 5], unknown: 0 } } })
  })

  it('[second-round] counts nobody who was not in the first, and no statement that somebody skipped there', () => {
    const ballots = [...times(6, { one: 1 }, { one: 3, a: 4 }), ...times(9, {}, { one: 0 })]
    const { second } = rounds(ballots)
    expect(second).toMatchObject({ answered: 6, elements: { 1: { counts: [0, 0, 0, 6, 0] }, 2: { withheld: 'few' } } })
  })

  it('[second-round] shows nothing that tells what a few have moved', () => {
    const few = rounds([...times(4, { one: 1 }, { one: 3 }), ...times(8, { one: 1 }, {})])
    expect(few.second.elements[1]).toEqual({ withheld: 'few' })
    expect(rounds(times(8, { one: 1 }, {})).second.elements[1], 'nobody answered again').toEqual({ withheld: 'few' })
  })

  it('[second-round] hides who did not answer again among the answers that stand in both rounds', () => {
    const moved = times(6, { one: 1 }, { one: 2 })
    const left = times(1, { one: 4 }, {})
    expect(rounds([...moved, ...left]).second.elements[1], 'the one answer that stands in both would be theirs').toEqual({ withheld: 'few' })
    expect(rounds([...moved, ...left, ...times(4, { one: 3 }, { one: 3 })]).second.elements[1]).toMatchObject({ counts: [0, 0, 6, 4, 1] })
  })

  it('[second-round] withholds an element of which a first answer has come or changed since it was shown, and shows the others', () => {
    const before = times(6, { one: 1, a: 1 }, { one: 3, a: 2 })
    const first = firstOf(before)
    const [changed, ...others] = before
    const late = { ...changed, answers: { ...changed?.answers, f: { one: 1, a: 4 } } } as Ballot
    for (const now of [
      [late, ...others],
      [...before, person({ a: 2 }, { a: 2 })]
    ])
      expect(secondOf(now, first)?.elements).toMatchObject({ 1: { counts: [0, 0, 0, 6, 0] }, 2: { withheld: 'difference' } })
  })

  it('[second-round] [one-split] is shown by the split that the first has shown, with the same rule in each part', () => {
    const ballots = [
      ...times(5, { one: 1 }, { one: 2 }, 'skole'),
      ...times(5, { one: 3 }, { one: 3 }, 'oplaering'),
      ...times(1, { one: 3 }, {}, 'oplaering')
    ]
    expect(rounds(ballots, 'side').second.split).toMatchObject({
      groups: [
        { id: 'skole', elements: { 1: { counts: [0, 0, 5, 0, 0] } } },
        { id: 'oplaering', elements: { 1: { counts: [0, 0, 0, 6, 0] } } }
      ]
    })
    const few = [...ballots, ...times(2, { one: 1 }, {}, 'skole')]
    expect(rounds(few, 'side').second, 'two of one side are silent, and nobody there has stayed').toMatchObject({
      elements: { 1: { withheld: 'few' } },
      split: { groups: [{ elements: { 1: { withheld: 'few' } } }, { elements: { 1: { withheld: 'few' } } }] }
    })
    expect(rounds(few).second.elements[1], 'without the split they hide among all').toMatchObject({ counts: [0, 2, 5, 6, 0] })
  })

  it('[open-told] [second-round] has no minimum in an open board', () => {
    const ballots = [person({ one: 1 }, { one: 4 }), person({ one: 2 }, {})]
    expect(secondOf(ballots, firstOf(ballots, null, 'open'), 'open')?.elements[1]).toEqual({ counts: [0, 0, 1, 0, 1], unknown: 0 })
  })
})

const answer = fc.oneof(fc.nat(4), fc.constant<Answer>('unknown'))
/** Groups of people who answered the same statements in each round, some of whom stayed at their answers. */
const room: fc.Arbitrary<Ballot[]> = fc
  .array(
    fc.record({
      size: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 8 })),
      first: fc.constantFrom('ab', 'ab', 'a', 'b', 'oneab'),
      second: fc.constantFrom('all', 'all', 'none', 'a', 'same', 'same'),
      side: fc.constantFrom<(Side | undefined)[]>('skole', 'oplaering', 'oplaering'),
      answers: fc.array(answer, { minLength: 64, maxLength: 64 })
    }),
    { minLength: 1, maxLength: 5 }
  )
  .map(groups =>
    groups.flatMap(({ size, first, second, side, answers }) =>
      Array.from({ length: size }, (_, i) => {
        const ids = instrument.items.map(({ id }) => id).filter(id => first.includes(id))
        const given = Object.fromEntries(ids.map((id, k) => [id, answers[i * 6 + k] ?? 0]))
        const anew = Object.fromEntries(ids.map((id, k) => [id, answers[i * 6 + 3 + k] ?? 0]))
        const again = { all: anew, none: {}, a: 'a' in anew ? { a: anew.a } : {}, same: given }[second] ?? {}
        return person(given, again as Given, side)
      })
    )
  )
const split = fc.constantFrom<(SplitBy | null)[]>(null, 'side')
const isShown = (figure: unknown): figure is Distribution => typeof figure === 'object' && figure !== null && 'counts' in figure

describe('every second round', () => {
  /** The people of element 2 by what the first figures can tell apart, and what each has done in the second round. */
  const alikeIn = (ballots: Ballot[], first: PublishedRating) => {
    const kept = ['a', 'b'].filter(id => isShown(first.items[id]))
    const counted = kept.length > 0 ? kept : ['a', 'b']
    const parted = first.split !== null && 'groups' in first.split
    return ballots
      .filter(({ answers }) => ['a', 'b'].some(id => id in (answers.f ?? {})))
      .map(ballot => {
        const { f = {}, s = {} } = ballot.answers
        const own = counted.filter(id => id in f)
        return {
          ballot,
          own,
          group: `${parted ? ballot.side : ''}:${kept.filter(id => id in f)}`,
          again: own.every(id => id in s)
        }
      })
  }

  it('[second-round] lets two people alike exchange their second answers, and the silent have another that stands in both, without a figure changing', () => {
    let [moved, hidden] = [0, 0]
    fc.assert(
      fc.property(room, split, fc.nat(), fc.nat(), (ballots, by, i, j) => {
        const { first, second } = rounds(ballots, by)
        if (!isShown(second.elements[2])) return
        const people = alikeIn(ballots, first)
        const one = people[i % people.length]
        if (!one) return
        const others = people.filter(each => each.ballot !== one.ballot && each.group === one.group && `${each.own}` === `${one.own}`)
        const swapped = (other: (typeof people)[number]) => {
          const taking = (own: Ballot, from: Ballot): Ballot => ({
            ...own,
            answers: { ...own.answers, s: { ...own.answers.s, ...Object.fromEntries(one.own.map(id => [id, from.answers.s?.[id] ?? 0])) } }
          })
          return ballots.map(each => (each === one.ballot ? taking(each, other.ballot) : each === other.ballot ? taking(each, one.ballot) : each))
        }
        const answered = others.filter(each => one.again && each.again)
        const pick = answered[j % Math.max(1, answered.length)]
        if (pick) {
          expect(secondOf(swapped(pick), first)).toEqual(second)
          moved++
        }
        if (one.again || Object.keys(one.ballot.answers.s ?? {}).length > 0) return
        // The silent takes an answer that stands in both rounds; who had it in the first and who had it in the second take theirs.
        const tuple = (each: (typeof people)[number], round: 'f' | 's') => one.own.map(id => each.ballot.answers[each.again ? round : 'f']?.[id])
        const had = others[i % Math.max(1, others.length)]
        const has = had && others.find(each => `${tuple(each, 's')}` === `${tuple(had, 'f')}` && (each.again || each === had))
        if (!had || !has || (!had.again && had !== has)) return
        const give = (own: Ballot, round: 'f' | 's', from: (typeof people)[number]): Ballot => ({
          ...own,
          answers: {
            ...own.answers,
            [round]: { ...own.answers[round], ...Object.fromEntries(one.own.map((id, k) => [id, tuple(from, 'f')[k] ?? 0])) }
          }
        })
        const after = ballots.map(each => {
          if (each === one.ballot) return give(each, 'f', had)
          const first = each === had.ballot ? give(each, 'f', one) : each
          return each === has.ballot && has.again ? give(first, 's', one) : first
        })
        expect(firstOf(after, by)).toEqual(first)
        expect(secondOf(after, first)).toEqual(second)
        hidden++
      }),
      { numRuns: 600 }
    )
    expect(moved).toBeGreaterThan(50)
    expect(hidden).toBeGreaterThan(5)
  })

  it('[second-round] [minimum] leaves nobody who answered again, and nobody who did not, among fewer than the minimum', () => {
    let shown = 0
    fc.assert(
      fc.property(room, split, (ballots, by) => {
        const { first, second } = rounds(ballots, by)
        for (const element of [1, 2] as const) {
          const figure = first.elements[element]
          if (figure && isWithheld(figure)) expect(second.elements[element]).toEqual(figure)
        }
        if (!isShown(second.elements[2])) return
        shown++
        const people = alikeIn(ballots, first)
        for (const group of new Set(people.map(each => each.group))) {
          const members = people.filter(each => each.group === group)
          const again = members.filter(each => each.again)
          const silent = members.length - again.length
          if (again.length > 0) expect(again.length).toBeGreaterThanOrEqual(5)
          const left = members.map(each => `${each.own.map(id => each.ballot.answers[each.again ? 's' : 'f']?.[id])}`)
          const inBoth = members.filter(each => {
            const at = left.indexOf(`${each.own.map(id => each.ballot.answers.f?.[id])}`)
            return at >= 0 && left.splice(at, 1).length > 0
          })
          if (silent > 0) expect(inBoth.length).toBeGreaterThanOrEqual(5)
        }
      }),
      { numRuns: 500 }
    )
    expect(shown).toBeGreaterThan(50)
  })
})
