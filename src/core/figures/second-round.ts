import type { Answer, Ballot } from '../ballot/ballot.ts'
import type { Settings } from '../board/settings.ts'
import { NO_GROUP } from '../workshop/labels.ts'
import type { ElementNumber, Instrument } from '../workshop/workshop.ts'
import { minimumOf, publishRating } from './disclosure.ts'
import { type Figure, type Figures, isWithheld, type PublishedRating, type Withheld } from './results.ts'
import { answersOf, type Ballots, itemsByElement, type PersonsAnswers } from './tally.ts'

/*
 * [second-round] The same statements answered again after the talk, shown beside the first answers. Two figures of nearly the same people
 * give away the few who are in one of them alone, so here they are of exactly the same people:
 *
 * 1. Who answered the first time counts, statement by statement; whoever does not answer an element again stands by the first answers in it.
 *    Answers to what somebody skipped the first time count nowhere, and are not asked for.
 * 2. Call people alike whom the first figures of an element can't tell apart: same part of a split, same ones of the shown items answered. The
 *    element is shown where in each such group those who answered again are none or at least `minimum`, and where somebody did not, at
 *    least `minimum` of the group's first answers stand among its second ones, theirs among them.
 * 3. What the first time withheld stays withheld, and its split is this one's.
 * 4. Answers of the first time that have changed since it was shown would count in one figure and not in the other: where what would be shown
 *    of an element now is not what was shown then, nothing of it is shown again.
 *
 * Why this is enough: two people alike who both answered again can exchange their second answers, and neither figure changes; so nobody's
 * own movement can be read off, but where all of them moved alike. One who did not answer again, perhaps seen to leave, has one of the answers
 * that stand in both figures: were it the only one, everybody else having moved, it would be known. With `minimum` of them it may be any:
 * whoever has it in the first round and whoever has it in the second take the other's instead. And what is shown is decided by nothing that
 * these exchanges change.
 */

/** An element's people who answered it again, and whether it may be shown; else why not. */
type Round = { again: ReadonlySet<Ballot>; withheld: Withheld | null }

const same = (a: Figure | undefined, b: Figure | undefined): boolean => {
  if (!a || !b || isWithheld(a) || isWithheld(b)) return (a && isWithheld(a) && a.withheld) === (b && isWithheld(b) && b.withheld)
  return a.unknown === b.unknown && (a.notApplicable ?? 0) === (b.notApplicable ?? 0) && a.counts.join() === b.counts.join()
}

/** How many of the one list stand in the other too, each entry there once. */
function overlapOf(one: readonly string[], other: readonly string[]): number {
  const left = [...other]
  return one.filter(each => {
    const at = left.indexOf(each)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}

/** The figures of the whole and of each group, with '' for the whole. */
const partsOf = ({ split, ...whole }: PublishedRating): Map<string, Figures> =>
  new Map<string, Figures>([['', whole], ...(split && 'groups' in split ? split.groups.map((group): [string, Figures] => [group.id, group]) : [])])

/** Whether two publications show the same of an element, in the whole and in each group. */
function showsSame(one: PublishedRating, other: PublishedRating, element: ElementNumber, items: Instrument['items']): boolean {
  const [parts, others] = [partsOf(one), partsOf(other)]
  return (
    parts.size === others.size &&
    [...parts].every(([id, figures]) => {
      const now = others.get(id)
      return now && same(figures.elements[element], now.elements[element]) && items.every(item => same(figures.items[item.id], now.items[item.id]))
    })
  )
}

/**
 * The figures of a second round as they are published at its reveal; null as long as the first is not shown. `step`: the second round's;
 * `again`: the first one's, whose published figures `first` are.
 */
export function publishSecondRound(input: {
  ballots: Ballots
  step: string
  again: string
  first: PublishedRating | undefined
  instrument: Instrument
  settings: Settings
}): PublishedRating | null {
  const { ballots, step, again, first, instrument, settings } = input
  if (!first) return null
  const minimum = minimumOf(settings)
  const split = first.split && 'groups' in first.split ? first.split.by : null
  const now = publishRating({ ballots, step: again, instrument, settings, split })
  const people = answersOf(ballots, again, instrument)
  const second = new Map(answersOf(ballots, step, instrument).map(({ ballot, items }) => [ballot, items]))

  function roundOf(element: ElementNumber, items: Instrument['items']): Round {
    const figure = first?.elements[element]
    const none = new Set<Ballot>()
    if (!first || !figure || isWithheld(figure)) return { again: none, withheld: figure && isWithheld(figure) ? figure : { withheld: 'few' } }
    if (!showsSame(first, now, element, items)) return { again: none, withheld: { withheld: 'difference' } }
    const kept = items.filter(({ id }) => !isWithheld(first.items[id] ?? { withheld: 'few' }))
    const counted = kept.length > 0 ? kept : items
    const answersAgain = (person: PersonsAnswers): boolean =>
      counted.every(({ id }) => !person.items.has(id) || second.get(person.ballot)?.has(id) === true)
    const alike = new Map<string, PersonsAnswers[]>()
    for (const person of people) {
      if (!person.elements.has(element)) continue
      const key = `${split ? (person.ballot[split] ?? NO_GROUP) : ''}:${kept.filter(({ id }) => person.items.has(id)).map(({ id }) => id)}`
      alike.set(key, [...(alike.get(key) ?? []), person])
    }
    const groups = [...alike.values()].map(members => {
      const answered = members.filter(answersAgain)
      const own = ({ items }: PersonsAnswers, from: ReadonlyMap<string, Answer> | undefined): string =>
        counted.map(({ id }) => (items.has(id) ? from?.get(id) : '')).join()
      const stands = members.map(person => own(person, person.items))
      const later = members.map(person => own(person, answersAgain(person) ? second.get(person.ballot) : person.items))
      return { answered, isSilent: answered.length < members.length, inBoth: overlapOf(stands, later) }
    })
    const answered = groups.flatMap(group => group.answered)
    const holds =
      answered.length > 0 &&
      groups.every(group => (group.answered.length === 0 || group.answered.length >= minimum) && (!group.isSilent || group.inBoth >= minimum))
    return { again: new Set(answered.map(({ ballot }) => ballot)), withheld: holds ? null : { withheld: 'few' } }
  }
  const rounds = new Map(itemsByElement(instrument).map(([element, items]) => [element, roundOf(element, items)]))

  const merged = people.map(({ ballot, items }): Ballot => {
    const answers = [...items].map(([id, answer]) => {
      const element = instrument.items.find(item => item.id === id)?.element
      const round = element === undefined ? undefined : rounds.get(element)
      const anew = round?.again.has(ballot) ? second.get(ballot)?.get(id) : undefined
      return [id, anew ?? answer]
    })
    return { ...ballot, answers: { [step]: Object.fromEntries(answers) as Record<string, Answer> } }
  })
  const published = publishRating({ ballots: merged, step, instrument, settings, split })
  return withholding(published, instrument, rounds)
}

/** The same without the figures of elements that may not be shown. */
function withholding(published: PublishedRating, instrument: Instrument, rounds: ReadonlyMap<ElementNumber, Round>): PublishedRating {
  const only = <F extends Figures>(figures: F): F => {
    const next: Figures = { elements: { ...figures.elements }, items: { ...figures.items } }
    for (const [element, items] of itemsByElement(instrument)) {
      const withheld = rounds.get(element)?.withheld
      if (!withheld) continue
      next.elements[element] = withheld
      for (const { id } of items) next.items[id] = withheld
    }
    return { ...figures, ...next }
  }
  const { split } = published
  return { ...only(published), split: split && 'groups' in split ? { ...split, groups: split.groups.map(only) } : split }
}
