import { type Answer, type Ballot, isApart } from '../ballot/ballot.ts'
import { type ElementNumber, elementNumbers, type Instrument } from '../workshop/workshop.ts'
import { isStep, median } from './scale.ts'

/** Ballots by participant, or in any order. [person-once] One entry is one person, however it was entered: phone, shared device or paper. */
export type Ballots = Readonly<Record<string, Ballot>> | readonly Ballot[]

/** What one person has answered of an instrument in a step. Only items with a valid answer are in it. */
export type PersonsAnswers = {
  ballot: Ballot
  items: Map<string, Answer>
  /** The person's value in each element in which they have answered anything. */
  elements: Map<ElementNumber, Answer>
}

/** The ballots as a list. */
const ballotList = (ballots: Ballots): readonly Ballot[] => (Array.isArray(ballots) ? (ballots as readonly Ballot[]) : Object.values(ballots))

/** An own property's value: what a participant has named "constructor" is no answer. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

/** True for an answer that the instrument has: a word of its scale, or one of those that stand apart in it. */
const isAnswerTo = (answer: unknown, instrument: Instrument): answer is Answer =>
  isApart(answer) ? instrument[answer] !== undefined : isStep(answer, instrument.scale.length)

/**
 * A person's value in an element, of their answers in the instrument's order: the median of those that are words of the scale, the lower of
 * two middles; where all of theirs stand apart "unknown", or "notApplicable" where they said nothing else; undefined where they answered nothing.
 *
 * [one-answer-known] Of two answers the first is the value: of the lower one, who knows the one could read the other.
 */
export function elementValue(answers: readonly Answer[]): Answer | undefined {
  if (answers.length <= 2) return answers[0]
  const words = answers.filter(answer => !isApart(answer))
  return (words.length === 2 ? words[0] : median(words)) ?? (answers.includes('unknown') ? 'unknown' : 'notApplicable')
}

/** What each person has answered in a rate step, for those who have answered anything. Unknown items and indices off the scale count as skipped. */
export function answersOf(ballots: Ballots, step: string, instrument: Instrument): PersonsAnswers[] {
  const people: PersonsAnswers[] = []
  for (const ballot of ballotList(ballots)) {
    const given = own(ballot.answers, step)
    if (!given) continue
    const items = new Map<string, Answer>()
    const byElement = new Map<ElementNumber, Answer[]>()
    for (const item of instrument.items) {
      const answer = own(given, item.id)
      if (!isAnswerTo(answer, instrument)) continue
      items.set(item.id, answer)
      const answers = byElement.get(item.element)
      if (answers) answers.push(answer)
      else byElement.set(item.element, [answer])
    }
    if (items.size === 0) continue
    const elements = new Map<ElementNumber, Answer>()
    for (const [element, answers] of byElement) elements.set(element, elementValue(answers) ?? 'unknown')
    people.push({ ballot, items, elements })
  }
  return people
}

/** [given-counts] Whether a person has answered any of the instrument's items in a step. */
export function hasAnswered(ballot: Ballot, step: string, instrument: Instrument): boolean {
  const given = own(ballot.answers, step)
  if (!given) return false
  return instrument.items.some(({ id }) => isAnswerTo(own(given, id), instrument))
}

/** An instrument's items by element, in the elements' order; elements without items are left out. */
export function itemsByElement(instrument: Instrument): [ElementNumber, Instrument['items']][] {
  return elementNumbers
    .map((element): [ElementNumber, Instrument['items']] => [element, instrument.items.filter(item => item.element === element)])
    .filter(([, items]) => items.length > 0)
}

/** One person's dots in a vote step: known options only, one each, and at most `dots` of them, the first in sorted order. */
export function validVotes(ballot: Ballot, step: string, dots: number, options: readonly string[]): string[] {
  const given = own(ballot.votes, step)
  if (!given) return []
  const offered = new Set(options)
  return [...new Set(given)]
    .filter(option => offered.has(option))
    .sort()
    .slice(0, Math.max(0, dots))
}

/** Dots for each option, options without any included, and how many people placed one or more. */
export function countVotes(
  ballots: Ballots,
  step: string,
  dots: number,
  options: readonly string[]
): { voters: number; dots: Record<string, number> } {
  const counts = new Map(options.map(option => [option, 0]))
  let voters = 0
  for (const ballot of ballotList(ballots)) {
    const votes = validVotes(ballot, step, dots, options)
    if (votes.length > 0) voters++
    for (const option of votes) counts.set(option, (counts.get(option) ?? 0) + 1)
  }
  return { voters, dots: Object.fromEntries(counts) }
}
