import type { Answer } from '../ballot/ballot.ts'
import { groupOrder, NO_GROUP } from '../workshop/labels.ts'
import type { ElementNumber, Instrument } from '../workshop/workshop.ts'
import type { Distribution, Figure, Figures, SplitBy } from './results.ts'
import { distributionOf } from './scale.ts'
import { elementValue, itemsByElement, type PersonsAnswers } from './tally.ts'

/**
 * Which figures a minimum lets through. Servers publish through disclosure.ts, which holds the rule, its argument and
 * the lowest minimum; here the minimum is a plain number, so that tests can try every answer of groups small enough.
 * `minimum` 0 lets everything through.
 */

/** Of one element: whether its figure may be shown, and which of its items with it. */
type Shown = { element: ElementNumber; items: Instrument['items']; kept: ReadonlySet<string>; figure: boolean; few: ReadonlySet<string> }

/** The people of a step by side or role, those without one under "uden", in the fixed order; groups without anyone are left out. */
export function groupsOf(people: readonly PersonsAnswers[], by: SplitBy): [string, PersonsAnswers[]][] {
  return groupOrder(by)
    .map((id): [string, PersonsAnswers[]] => [id, people.filter(person => (person.ballot[by] ?? NO_GROUP) === id)])
    .filter(([, members]) => members.length > 0)
}

const enough = (count: number, minimum: number): boolean => count === 0 || count >= minimum
const inElement = (people: readonly PersonsAnswers[], element: ElementNumber): PersonsAnswers[] => people.filter(p => p.elements.has(element))

/** True where a split into these groups, leftover included, leaves no one of them with a few people in a figure that is shown. */
export function splitHolds(
  people: readonly PersonsAnswers[],
  groups: readonly [string, PersonsAnswers[]][],
  instrument: Instrument,
  minimum: number
): boolean {
  if (minimum === 0) return true
  const elements = itemsByElement(instrument).map(([element]) => element)
  const shown = elements.filter(element => inElement(people, element).length >= minimum)
  return (
    shown.every(element => groups.every(([, members]) => enough(inElement(members, element).length, minimum))) &&
    groups.some(([id, members]) => id !== NO_GROUP && shown.some(element => inElement(members, element).length >= minimum))
  )
}

/** A number for each person of a part, the same for those who have answered the same ones of the items so far. */
type Classes = readonly number[]

/** The classes once `item` is looked at too. */
function parted(part: readonly PersonsAnswers[], classes: Classes, item: string): Classes {
  const numbers = new Map<number, number>()
  return part.map((person, at) => {
    const key = 2 * (classes[at] ?? 0) + Number(person.items.has(item))
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  })
}

/** True where every class has at least `minimum` people. */
function classesHold(classes: Classes, minimum: number): boolean {
  const counts: number[] = []
  for (const number of classes) counts[number] = (counts[number] ?? 0) + 1
  return counts.every(count => count >= minimum)
}

/**
 * What of an element may be shown. Items are tried from the one that most have answered; one that would single out a
 * few people is left. Where that leaves somebody without any answer in what is kept, no item is kept, so that the
 * element's figure still counts everyone.
 */
function shownOf(element: ElementNumber, items: Instrument['items'], parts: readonly PersonsAnswers[][], minimum: number): Shown {
  const inParts = parts.map(part => inElement(part, element))
  const all = inParts.flat()
  const count = new Map(items.map(({ id }) => [id, all.filter(person => person.items.has(id)).length]))
  const few = new Set(items.filter(({ id }) => (count.get(id) ?? 0) < minimum).map(({ id }) => id))
  const figure = all.length >= minimum
  const kept: string[] = []
  let classes: Classes[] = inParts.map(part => part.map(() => 0))
  for (const { id } of figure ? [...items].sort((a, b) => (count.get(b.id) ?? 0) - (count.get(a.id) ?? 0)) : []) {
    const tried = inParts.map((part, at) => parted(part, classes[at] ?? [], id))
    if (minimum > 0 && (few.has(id) || !tried.every(each => classesHold(each, minimum)))) continue
    kept.push(id)
    classes = tried
  }
  const everyone = all.every(person => kept.some(id => person.items.has(id)))
  return { element, items, kept: new Set(everyone ? kept : []), figure, few }
}

function figuresOf(part: readonly PersonsAnswers[], shown: readonly Shown[], steps: number, minimum: number): Figures {
  const figures: Figures = { elements: {}, items: {} }
  const orFew = (answers: Answer[]): Figure => (answers.length >= minimum ? distributionOf(answers, steps) : { withheld: 'few' })
  for (const { element, items, kept, figure, few } of shown) {
    const members = inElement(part, element)
    const value = (person: PersonsAnswers): Answer | undefined => {
      if (kept.size === 0) return person.elements.get(element)
      return elementValue([...kept].map(id => person.items.get(id)).filter(answer => answer !== undefined))
    }
    figures.elements[element] = figure ? orFew(members.map(value).filter(answer => answer !== undefined)) : { withheld: 'few' }
    for (const { id } of items) {
      if (kept.has(id)) figures.items[id] = orFew(members.map(person => person.items.get(id)).filter(answer => answer !== undefined))
      else figures.items[id] = { withheld: figure && !few.has(id) ? 'difference' : 'few' }
    }
  }
  return figures
}

const hasFigure = (figures: Figures): boolean => Object.values(figures.elements).some((figure): figure is Distribution => 'counts' in figure)

/** The figures of the whole, and of each group where `groups` are given; groups without any figure are left out, and so are the people of none. */
export function figuresAbove(
  minimum: number,
  people: readonly PersonsAnswers[],
  instrument: Instrument,
  groups: readonly [string, PersonsAnswers[]][] | null
): { whole: Figures; groups: ({ id: string } & Figures)[] } {
  const parts = groups ? groups.map(([, members]) => members) : [[...people]]
  const shown = itemsByElement(instrument).map(([element, items]) => shownOf(element, items, parts, minimum))
  const of = (part: readonly PersonsAnswers[]): Figures => figuresOf(part, shown, instrument.scale.length, minimum)
  return {
    whole: of(people),
    groups: (groups ?? [])
      .filter(([id]) => minimum === 0 || id !== NO_GROUP)
      .map(([id, members]) => ({ id, ...of(members) }))
      .filter(group => minimum === 0 || hasFigure(group))
  }
}
