import { MINIMUM_HIGHEST, MINIMUM_LOWEST, type Settings } from '../board/settings.ts'
import type { Instrument, Option } from '../workshop/workshop.ts'
import { figuresAbove, groupsOf, splitHolds } from './figures.ts'
import type { PublishedRating, PublishedVote, Split, SplitBy } from './results.ts'
import { answersOf, type Ballots, countVotes } from './tally.ts'

/**
 * What a reveal publishes, and what it withholds. The rule for a private board, element by element:
 *
 * 1. [minimum] An element's figure is shown when at least `minimum` people have a value in it; else nothing of it is.
 * 2. [split-minimum] A split is shown when every part of it, and the people who belong to no part, are none or at least
 *    `minimum` in every element figure that is shown. Else the whole split is withheld.
 * 3. [no-subtraction] Items are kept, from the one that most have answered, as long as in every part (the whole, where
 *    no split is shown) the people who answered the same ones of the kept items are none or at least `minimum`. The same
 *    items are kept in the whole and in all parts. If somebody with a value in the element has answered none of the kept
 *    items, none is kept.
 * 4. [withheld-counts-nowhere] Where items are kept, a person's value in the element is the median of their answers to
 *    those; an item that is withheld counts in nothing. Where none is kept, it is the median of all their answers.
 *
 * Why a plain minimum on each figure and on each difference of two is not enough: let five people answer only item a,
 * five only b, and one both. The figures of a (6), of b (6) and of the element (11) differ by five each time, yet
 * a + b - element is one person's higher answer. And let all answer a and one person x skip b, which is withheld: if a is
 * all "3 or 4" while the element is nine times 0 and once 4, then x, whose value is their a, said 4. Rules 3 and 4 close
 * the first and the second. And let one person have said 4 of a, all others 0: were the element's value of two answers the
 * lower one, its figure would tell that person's b. So of two answers the first is the value [one-answer-known] (tally.ts).
 *
 * Why these are enough: call two people alike in an element when they are in the same part and have answered the same
 * kept items (any two of a part, where none is kept). Exchange their answers to the kept items, or, where none is kept,
 * their values. Each shown figure is a sum over a part of something that each person contributes alone, and who
 * contributes to it stays the same, so that no figure changes; what is withheld was decided from who answered what, and
 * stays the same too. So nobody can tell alike people apart from all figures together, even knowing each person's side
 * and what each of them skipped, and nobody has fewer than `minimum` - 1 people alike. Elements are different questions:
 * each is exchanged by itself, so answers can't be tied together across elements either.
 *
 * What no rule of this kind gives: where all of a group say the same, the figure tells what each of them said; who knows
 * some people's answers, their own to begin with, knows so many fewer to hide among. Of three items or more an element's
 * figure, its items' figures and one known answer of a person narrow that person's others, where hardly anybody else
 * answered alike. To close that, either the element or its items could be shown,
 * never both; the privacy page tells it instead. A second round is a new step with its own figures, with the first one's
 * split or none [one-split]; people who did not change their minds between the rounds are compared across them.
 */

/** The minimum that is enforced, people: the settings' own within 5 to 20; 20 where it is no number. 0 where the board is open. */
export function minimumOf(settings: Settings): number {
  if (settings.privacy === 'open') return 0
  if (!Number.isFinite(settings.minimum)) return MINIMUM_HIGHEST
  return Math.min(MINIMUM_HIGHEST, Math.max(MINIMUM_LOWEST, Math.ceil(settings.minimum)))
}

/**
 * The figures of a rate step, as they are published once at its reveal, with at most one split. In an open board the
 * shape is the same without a minimum, and people without a side or role are the group "uden". In a cards board there are
 * no figures: `answered` 0 and nothing else.
 */
export function publishRating(input: {
  ballots: Ballots
  step: string
  instrument: Instrument
  settings: Settings
  split: SplitBy | null
}): PublishedRating {
  const { ballots, step, instrument, settings, split: by } = input
  if (settings.privacy === 'cards') return { kind: 'rate', answered: 0, elements: {}, items: {}, split: null }
  const minimum = minimumOf(settings)
  const people = answersOf(ballots, step, instrument)
  const groups = by === null ? null : groupsOf(people, by)
  const holds = groups !== null && splitHolds(people, groups, instrument, minimum)
  const figures = figuresAbove(minimum, people, instrument, holds ? groups : null)
  const split: Split | null = by === null ? null : holds ? { by, groups: figures.groups } : { by, withheld: 'few' }
  return { kind: 'rate', answered: people.length, ...figures.whole, split }
}

/** Characters of an option that are kept with its dots: a long note's beginning. */
export const OPTION_LENGTH = 300
const shortened = (label: string): string => (label.length <= OPTION_LENGTH ? label : `${label.slice(0, OPTION_LENGTH).trimEnd()} …`)

/**
 * The dots of a vote step, as they are published once when it is closed: of at least the minimum of voters in a private
 * board, never in a cards board. `options` are those on offer, kept in their words of now [own-words]; each person has `dots`
 * dots, one an option.
 */
export function publishVote(input: { ballots: Ballots; step: string; dots: number; options: readonly Option[]; settings: Settings }): PublishedVote {
  if (input.settings.privacy === 'cards') return { kind: 'vote', withheld: 'few' }
  const ids = input.options.map(({ id }) => id)
  const { voters, dots } = countVotes(input.ballots, input.step, input.dots, ids)
  if (voters < minimumOf(input.settings)) return { kind: 'vote', withheld: 'few' }
  return { kind: 'vote', voters, options: input.options.map(option => ({ ...option, label: shortened(option.label) })), dots }
}
