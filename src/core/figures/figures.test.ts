import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Ballot } from '../ballot/ballot.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument, ItemData, Side } from '../workshop/workshop.ts'
import { figuresAbove, groupsOf, splitHolds } from './figures.ts'
import { distributionOf, median } from './scale.ts'
import { answersOf, elementValue, type PersonsAnswers } from './tally.ts'

/**
 * An attack by brute force. Everybody's side is known, and who answered and who skipped each item. Every world of answers
 * is tried, and each is published; the worlds that publish the same are those that a reader can't tell apart. What is the
 * same in all of them, the reader knows. Whoever is known something about must be one of `minimum` people about whom the
 * same is known. Small groups and a minimum of two stand for large ones: the rule's numbers only ever meet the minimum.
 */
const ids = ['a', 'b'] as const
type Person = { answered: readonly string[]; side?: Side }
const instrument = (steps: number): Instrument<ItemData> => ({
  title: '',
  question: '',
  scale: Array.from({ length: steps }, (_, i) => String(i)),
  unknown: 'Ved ikke',
  patterns: earlierPatterns,
  items: ids.map(id => ({ id, element: 4 as const, text: id }))
})
type Publisher = (people: PersonsAnswers[], instrument: Instrument) => unknown

const ours =
  (minimum: number, split: boolean): Publisher =>
  (people, about) => {
    const groups = groupsOf(people, 'side')
    return figuresAbove(minimum, people, about, split && splitHolds(people, groups, about, minimum) ? groups : null)
  }

/** Each figure and each difference of an item and its element has the minimum; nothing else is looked at. */
const plainDifferences: Publisher = (people, about) =>
  [
    distributionOf(
      people.map(p => p.elements.get(4)).filter(v => v !== undefined),
      about.scale.length
    )
  ].concat(
    ids.map(id => {
      const answers = people.map(p => p.items.get(id)).filter(v => v !== undefined)
      const skipped = people.length - answers.length
      return answers.length >= 2 && (skipped === 0 || skipped >= 2) ? distributionOf(answers, about.scale.length) : distributionOf([], 0)
    })
  )

/** A person's value as it would be were it always the lower middle, of two answers too. */
const lowerMiddle = ({ items }: PersonsAnswers): Answer => median([...items.values()].filter(answer => typeof answer === 'number')) ?? 'unknown'

/** Ours, but for the value of a person. */
const lowerOfTwo: Publisher = (people, about) => [
  figuresAbove(2, people, about, null).whole.items,
  distributionOf(people.map(lowerMiddle), about.scale.length)
]

/** As many people as the minimum share each pattern of shown items, but a withheld item still counts in the element. */
const withheldStillCounts: Publisher = (people, about) => [
  figuresAbove(2, people, about, null).whole.items,
  distributionOf(people.map(lowerMiddle), about.scale.length)
]

/**
 * Answers that a reader can tell, and that too few people share: "person item answer". `told` names an item whose answers the reader knows
 * beforehand, of everybody.
 */
function attack(people: readonly Person[], alphabet: readonly Answer[], minimum: number, publish: Publisher, told?: string): string[] {
  const about = instrument(alphabet.filter(answer => answer !== 'unknown').length)
  const slots = people.flatMap((person, i) => person.answered.map(id => ({ i, id })))
  const classes = new Map<string, { answers: (Answer | null)[]; values: (Answer | null)[] }>()
  for (let world = 0; world < alphabet.length ** slots.length; world++) {
    let rest = world
    const chosen = slots.map(() => {
      const answer = alphabet[rest % alphabet.length] ?? 0
      rest = Math.floor(rest / alphabet.length)
      return answer
    })
    const ballots = people.map((person, i): Ballot => {
      const given = Object.fromEntries(slots.flatMap((slot, at) => (slot.i === i ? [[slot.id, chosen[at] ?? 0]] : [])))
      return { ...(person.side ? { side: person.side } : {}), answers: { s: given }, votes: {}, done: [] }
    })
    const values = people.map((_, i) => elementValue(slots.flatMap((slot, at) => (slot.i === i ? [chosen[at] ?? 0] : []))) ?? null)
    const heard = slots.map(({ id }, at) => (id === told ? chosen[at] : null))
    const seen = JSON.stringify([publish(answersOf(ballots, 's', about), about), heard])
    const known = classes.get(seen)
    if (!known) classes.set(seen, { answers: chosen, values })
    else {
      known.answers = known.answers.map((answer, at) => (answer === chosen[at] ? answer : null))
      known.values = known.values.map((value, i) => (value === values[i] ? value : null))
    }
  }
  const leaks: string[] = []
  for (const { answers, values } of classes.values())
    for (const [at, answer] of answers.entries()) {
      const slot = slots[at]
      if (answer === null || !slot || slot.id === told) continue
      const sameAnswer = slots.filter((other, k) => other.id === slot.id && answers[k] === answer).length
      const value = values[slot.i] ?? null
      const sameValue = value === null ? 0 : values.filter(other => other === value).length
      if (Math.max(sameAnswer, sameValue) < minimum) leaks.push(`${slot.i} ${slot.id} ${answer}`)
    }
  return leaks
}

const times = (n: number, answered: string, side?: Side): Person[] =>
  Array.from({ length: n }, () => ({ answered: [...answered], ...(side ? { side } : {}) }))

describe('the attack', () => {
  const overlap = [...times(2, 'a'), ...times(2, 'b'), ...times(1, 'ab')]
  const skipped = [...times(3, 'ab'), ...times(1, 'a')]

  it('breaks the rule that looks at differences alone, by an overlap', () => {
    expect(attack(overlap, [0, 1], 2, plainDifferences)).not.toEqual([])
  })
  it('breaks the rule that lets a withheld item count in its element', () => {
    expect(attack(skipped, [0, 1, 2], 2, withheldStillCounts)).not.toEqual([])
  })
  it('[no-subtraction] does not break ours there', () => {
    expect(attack(overlap, [0, 1], 2, ours(2, false))).toEqual([])
  })
  it('[withheld-counts-nowhere] does not break ours there', () => {
    expect(attack(skipped, [0, 1, 2], 2, ours(2, false))).toEqual([])
  })

  it('breaks the lower of two answers, where the reader knows one answer of everybody', () => {
    expect(attack(times(3, 'ab'), [0, 1, 2], 2, lowerOfTwo, 'a')).not.toEqual([])
    expect(attack(times(3, 'ab'), [0, 1, 'unknown'], 2, lowerOfTwo, 'a')).not.toEqual([])
  })
  it('[one-answer-known] does not break ours there, whichever answer is known', () => {
    const alphabets: Answer[][] = [
      [0, 1, 2],
      [0, 1, 'unknown']
    ]
    const rooms = [times(3, 'ab'), [...times(2, 'ab'), ...times(2, 'a')], [...times(2, 'ab'), ...times(2, 'b')]]
    for (const alphabet of alphabets)
      for (const room of rooms) for (const told of ids) expect(attack(room, alphabet, 2, ours(2, false), told)).toEqual([])
  })

  it('[no-subtraction] breaks ours in no small room, whole or split by side', () => {
    const person = fc.record({
      answered: fc.constantFrom(['a'], ['b'], ['a', 'b']),
      side: fc.constantFrom<(Side | undefined)[]>('skole', 'oplaering', undefined)
    })
    const alphabets: Answer[][] = [
      [0, 1],
      [0, 1, 'unknown'],
      [0, 1, 2]
    ]
    const small = fc
      .record({
        people: fc.array(person, { minLength: 3, maxLength: 6 }),
        doubled: fc.boolean(),
        alphabet: fc.constantFrom(...alphabets)
      })
      // Pairs of the same kind make groups large enough to be shown.
      .map(({ people, doubled, alphabet }) => ({ people: doubled ? people.slice(0, 3).flatMap(one => [one, one]) : people, alphabet }))
      .filter(({ people, alphabet }) => alphabet.length ** people.flatMap(p => p.answered).length <= 1100)
    const run = (split: boolean) =>
      fc.property(small, ({ people, alphabet }) => {
        const list = people.map(({ answered, side }): Person => ({ answered, ...(side ? { side } : {}) }))
        expect(attack(list, alphabet, 2, ours(2, split))).toEqual([])
      })
    fc.assert(run(false), { numRuns: 20 })
    fc.assert(run(true), { numRuns: 35 })
  }, 60_000)
})
