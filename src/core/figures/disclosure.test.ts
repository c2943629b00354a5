import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Ballot } from '../ballot/ballot.ts'
import type { Settings } from '../board/settings.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument, ItemData, Option, Side } from '../workshop/workshop.ts'
import { minimumOf, publishRating, publishVote } from './disclosure.ts'
import { type Distribution, isWithheld, type PublishedRating, type SplitBy } from './results.ts'
import { people as count } from './scale.ts'

const step = 'svar'
const instrument: Instrument<ItemData> = {
  title: 'Prøve',
  question: 'I hvilken grad?',
  scale: ['0', '1', '2', '3', '4'],
  unknown: 'Ved ikke',
  notApplicable: 'Ikke relevant',
  patterns: earlierPatterns,
  items: [
    { id: 'one', element: 1, text: 'Alene' },
    { id: 'a', element: 2, text: 'A' },
    { id: 'b', element: 2, text: 'B' },
    { id: 'c', element: 2, text: 'C' }
  ]
}
const settings = (privacy: Settings['privacy'], minimum = 5): Settings => ({ privacy, minimum, keepDays: 30 })
type Given = Partial<Record<string, Answer>>
const ballot = (given: Given, side?: Side): Ballot => ({
  ...(side ? { side } : {}),
  answers: { [step]: Object.fromEntries(Object.entries(given).filter((entry): entry is [string, Answer] => entry[1] !== undefined)) },
  votes: {},
  done: [step]
})
const optionsOf = (...ids: string[]): Option[] => ids.map(id => ({ id, label: `Valg ${id}` }))
const times = (n: number, given: Given, side?: Side): Ballot[] => Array.from({ length: n }, () => ballot(given, side))
const publish = (ballots: Ballot[], split: SplitBy | null = null, privacy: Settings['privacy'] = 'private', minimum = 5): PublishedRating =>
  publishRating({ ballots, step, instrument, settings: settings(privacy, minimum), split })
const groupsIn = (published: PublishedRating) => (published.split && 'groups' in published.split ? published.split.groups : [])

describe('a private board', () => {
  it('[minimum] shows an element at the minimum and nothing of it below', () => {
    expect(publish(times(5, { one: 3 })).elements[1]).toEqual({ counts: [0, 0, 0, 5, 0], unknown: 0 })
    const below = publish(times(4, { one: 3, a: 1, b: 2 }))
    expect(below).toMatchObject({ answered: 4, elements: { 1: { withheld: 'few' }, 2: { withheld: 'few' } } })
    expect(Object.values(below.items)).toEqual(Array(4).fill({ withheld: 'few' }))
    expect(publish(times(9, { one: 3 }), null, 'private', 10).elements[1]).toEqual({ withheld: 'few' })
  })

  it('[minimum] is never lower than five, whatever the settings hold', () => {
    for (const low of [-1, 0, 1, 4, 4.9]) expect(minimumOf(settings('private', low))).toBe(5)
    expect(minimumOf(settings('private', 12))).toBe(12)
    for (const odd of [99, Number.NaN, Number.POSITIVE_INFINITY]) expect(minimumOf(settings('private', odd))).toBe(20)
    expect(publish(times(4, { one: 3 }), null, 'private', 1).elements[1]).toEqual({ withheld: 'few' })
  })

  it('[no-subtraction] withholds an item that a few skipped, and keeps the others', () => {
    const published = publish([...times(9, { a: 1, b: 2, c: 3 }), ...times(1, { a: 4, c: 4 })])
    expect(published.items).toMatchObject({ a: { counts: [0, 9, 0, 0, 1] }, b: { withheld: 'difference' }, c: { counts: [0, 0, 0, 9, 1] } })
  })

  it('[no-subtraction] keeps an item that enough people skipped, or nobody', () => {
    const published = publish([...times(6, { a: 1, b: 2 }), ...times(5, { a: 4 })])
    expect(published.items.b).toEqual({ counts: [0, 0, 6, 0, 0], unknown: 0 })
    expect(published.items.c).toEqual({ withheld: 'few' })
  })

  it('[no-subtraction] sees the one person whom two items share, though each differs from the element by five', () => {
    const published = publish([...times(5, { a: 1 }), ...times(5, { b: 2 }), ...times(1, { a: 3, b: 4 })])
    expect(published.elements[2]).toMatchObject({ counts: [0, 5, 5, 1, 0] })
    expect([published.items.a, published.items.b].filter(figure => figure && isWithheld(figure))).toEqual([
      { withheld: 'difference' },
      { withheld: 'difference' }
    ])
  })

  it('[withheld-counts-nowhere] leaves a withheld item out of the element that its other items are shown with', () => {
    // All but one said 0 to b: with b counted, the lone 4 in the element would be the one who skipped it.
    const published = publish([...times(5, { a: 3, b: 0 }), ...times(4, { a: 4, b: 0 }), ...times(1, { a: 4 })])
    expect(published.items.b).toEqual({ withheld: 'difference' })
    expect(published.elements[2]).toEqual(published.items.a)
  })

  it('[split-minimum] shows a split when each side is large enough', () => {
    const published = publish([...times(5, { one: 1 }, 'oplaering'), ...times(6, { one: 3 }, 'skole')], 'side')
    expect(published.split).toEqual({
      by: 'side',
      groups: [
        expect.objectContaining({ id: 'skole', elements: { 1: { counts: [0, 0, 0, 6, 0], unknown: 0 }, 2: { withheld: 'few' } } }),
        expect.objectContaining({ id: 'oplaering', elements: { 1: { counts: [0, 5, 0, 0, 0], unknown: 0 }, 2: { withheld: 'few' } } })
      ]
    })
  })

  it('[split-minimum] withholds the whole split for one small side, for few left over, and in a single element', () => {
    const withheld = { by: 'side', withheld: 'few' }
    const both = [...times(6, { one: 1, a: 1 }, 'skole'), ...times(6, { one: 3, a: 1 }, 'oplaering')]
    expect(groupsIn(publish(both, 'side'))).toHaveLength(2)
    expect(publish([...both, ...times(4, { one: 2 }, 'elev')], 'side').split).toEqual(withheld)
    expect(publish([...both, ...times(1, { one: 2 })], 'side').split).toEqual(withheld)
    expect(publish([...both, ...times(2, { a: 2 }, 'elev')], 'side').split).toEqual(withheld)
    expect(publish(times(12, { one: 2 }), 'side').split).toEqual(withheld)
    expect(publish([...both, ...times(1, { one: 2 })], 'side').elements[1]).toMatchObject({ counts: [0, 6, 1, 6, 0] })
  })

  it('[split-minimum] never lists those who gave no side', () => {
    const published = publish([...times(6, { one: 1 }, 'skole'), ...times(6, { one: 2 })], 'side')
    expect(groupsIn(published).map(group => group.id)).toEqual(['skole'])
  })

  it('[no-subtraction] withholds an item everywhere when few of one side skipped it', () => {
    const everyone = [...times(10, { a: 1, b: 1 }, 'skole'), ...times(9, { a: 1, b: 1 }, 'oplaering')]
    const skipped = [...times(4, { a: 1 }, 'skole'), ...times(1, { a: 1 }, 'oplaering')]
    const whole = publish([...everyone, ...skipped])
    const split = publish([...everyone, ...skipped], 'side')
    expect(whole.items.b).toMatchObject({ counts: [0, 19, 0, 0, 0] })
    expect([split, ...groupsIn(split)].map(figures => figures.items.b)).toEqual(Array(3).fill({ withheld: 'difference' }))
    expect(groupsIn(split).map(group => group.items.a)).toEqual([expect.objectContaining({ unknown: 0 }), expect.objectContaining({ unknown: 0 })])
  })
})

describe('an open board and a cards board', () => {
  it('[open-told] shows every answer by side without a minimum, those without a side as a group of their own', () => {
    const published = publish([ballot({ one: 0, a: 'unknown' }, 'skole'), ballot({ one: 4 })], 'side', 'open')
    expect(published.elements[1]).toEqual({ counts: [1, 0, 0, 0, 1], unknown: 0 })
    expect(groupsIn(published).map(group => [group.id, group.elements[1]])).toEqual([
      ['skole', { counts: [1, 0, 0, 0, 0], unknown: 0 }],
      ['uden', { counts: [0, 0, 0, 0, 1], unknown: 0 }]
    ])
    expect(published.items.a).toEqual({ counts: [0, 0, 0, 0, 0], unknown: 1 })
  })

  it('[cards-no-figures] publishes no figures at all', () => {
    expect(publish(times(30, { one: 1 }, 'skole'), 'side', 'cards')).toEqual({ kind: 'rate', answered: 0, elements: {}, items: {}, split: null })
    const ballots = Array.from({ length: 9 }, () => ({ ...ballot({}), votes: { prik: ['x'] } }))
    const vote = publishVote({ ballots, step: 'prik', dots: 2, options: optionsOf('x'), settings: settings('cards') })
    expect(vote).toEqual({ kind: 'vote', withheld: 'few' })
  })
})

describe('a vote', () => {
  const voters = (n: number): Ballot[] => Array.from({ length: n }, (_, i) => ({ ...ballot({}), votes: { prik: ['x', i % 2 ? 'y' : 'nowhere'] } }))
  const of = (n: number, privacy: Settings['privacy']) =>
    publishVote({ ballots: voters(n), step: 'prik', dots: 2, options: optionsOf('x', 'y', 'z'), settings: settings(privacy) })

  it('[minimum] is withheld below the minimum of voters', () => {
    expect(of(4, 'private')).toEqual({ kind: 'vote', withheld: 'few' })
    expect(of(5, 'private')).toEqual({ kind: 'vote', voters: 5, options: optionsOf('x', 'y', 'z'), dots: { x: 5, y: 2, z: 0 } })
    expect(of(1, 'open')).toEqual({ kind: 'vote', voters: 1, options: optionsOf('x', 'y', 'z'), dots: { x: 1, y: 0, z: 0 } })
  })
})

// Classes of people who answered the same items on the same side, so that small and large groups both come up often.
const patterns = ['a', 'b', 'c', 'ab', 'ac', 'bc', 'abc', 'abc', 'abc', '']
const answer: fc.Arbitrary<Answer> = fc.oneof(fc.nat(4), fc.constantFrom<Answer>('unknown', 'notApplicable'))
const room: fc.Arbitrary<Ballot[]> = fc
  .array(
    fc.record({
      size: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 9 })),
      pattern: fc.constantFrom(...patterns),
      one: fc.boolean(),
      side: fc.constantFrom<(Side | undefined)[]>('skole', 'skole', 'oplaering', undefined),
      answers: fc.array(answer, { minLength: 40, maxLength: 40 })
    }),
    { minLength: 1, maxLength: 5 }
  )
  .map(classes =>
    classes.flatMap(({ size, pattern, one, side, answers }) =>
      Array.from({ length: size }, (_, person) =>
        ballot(Object.fromEntries([...pattern, ...(one ? ['one'] : [])].map((id, i) => [id, answers[person * 4 + i]])), side)
      )
    )
  )
const minimum = fc.integer({ min: 5, max: 8 })
const split = fc.constantFrom<(SplitBy | null)[]>(null, 'side')
const given = (person: Ballot): Record<string, Answer> => person.answers[step] ?? {}
const idsOf = { 1: ['one'], 2: ['a', 'b', 'c'] } as const
const isShown = (figure: unknown): figure is Distribution => typeof figure === 'object' && figure !== null && 'counts' in figure
const sideOf = (person: Ballot): string => person.side ?? 'uden'

describe('every room', () => {
  it('[minimum] shows nothing of fewer people than the minimum', () => {
    fc.assert(
      fc.property(room, minimum, split, (ballots, least, by) => {
        const published = publish(ballots, by, 'private', least)
        for (const figures of [published, ...groupsIn(published)])
          for (const figure of [...Object.values(figures.elements), ...Object.values(figures.items)])
            if (isShown(figure)) expect(count(figure)).toBeGreaterThanOrEqual(least)
      }),
      { numRuns: 300 }
    )
  })

  it('[no-subtraction] no set of people made of published ones, by differences and overlaps, is smaller than the minimum', () => {
    let shown = 0
    fc.assert(
      fc.property(room, minimum, split, (ballots, least, by) => {
        const published = publish(ballots, by, 'private', least)
        const groups = groupsIn(published)
        for (const element of [1, 2] as const) {
          if (!isShown(published.elements[element])) continue
          const kept = idsOf[element].filter(id => isShown(published.items[id]))
          const cells = new Map<string, number>()
          for (const person of ballots) {
            if (!idsOf[element].some(id => id in given(person))) continue
            const cell = `${groups.length > 0 ? sideOf(person) : ''}:${kept.filter(id => id in given(person))}`
            cells.set(cell, (cells.get(cell) ?? 0) + 1)
          }
          for (const size of cells.values()) expect(size).toBeGreaterThanOrEqual(least)
          for (const group of groups) {
            // What a group shows of an item is a part of what the whole shows of it.
            for (const id of idsOf[element]) if (isShown(group.items[id])) expect(kept).toContain(id)
            shown += kept.length
          }
        }
      }),
      { numRuns: 500 }
    )
    expect(shown).toBeGreaterThan(50)
  })

  it('[no-subtraction] two people alike can exchange their answers without any published figure changing', () => {
    let exchanged = 0
    fc.assert(
      fc.property(room, minimum, split, fc.nat(), fc.nat(), (ballots, least, by, i, j) => {
        const published = publish(ballots, by, 'private', least)
        const kept = idsOf[2].filter(id => isShown(published.items[id]))
        const alike = (a: Ballot, b: Ballot): boolean =>
          (groupsIn(published).length === 0 || sideOf(a) === sideOf(b)) && kept.every(id => id in given(a) === id in given(b))
        const first = ballots[i % ballots.length]
        const others = ballots.filter(other => first && other !== first && alike(first, other))
        const second = others[j % Math.max(1, others.length)]
        if (!first || !second || kept.length === 0) return
        const taking = (own: Ballot, other: Ballot): Ballot => ({
          ...own,
          answers: { [step]: { ...given(own), ...Object.fromEntries(kept.filter(id => id in given(own)).map(id => [id, given(other)[id] ?? 0])) } }
        })
        const after = ballots.map(own => (own === first ? taking(own, second) : own === second ? taking(own, first) : own))
        expect(publish(after, by, 'private', least)).toEqual(published)
        exchanged++
      }),
      { numRuns: 300 }
    )
    expect(exchanged).toBeGreaterThan(50)
  })

  it('[ballot-anonymous] the order and the ids of ballots leave no trace', () => {
    fc.assert(
      fc.property(room, split, (ballots, by) => {
        const named = Object.fromEntries(ballots.map((one, i) => [`p${i}`, one]))
        const backwards = publish(ballots.toReversed(), by)
        expect(JSON.stringify(backwards)).toBe(JSON.stringify(publish(ballots, by)))
        expect(JSON.stringify(publishRating({ ballots: named, step, instrument, settings: settings('private'), split: by }))).toBe(
          JSON.stringify(backwards)
        )
      }),
      { numRuns: 100 }
    )
  })
})
