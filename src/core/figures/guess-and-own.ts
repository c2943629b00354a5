import type { NamedSplit } from '../workshop/labels.ts'
import { NO_GROUP } from '../workshop/labels.ts'
import type { ElementNumber } from '../workshop/workshop.ts'
import { spreadOf } from './pattern.ts'
import type { RatedElement } from './rated.ts'
import { type Figure, type Figures, isWithheld } from './results.ts'
import { people } from './scale.ts'

/*
 * [guess-and-own] Staff who answer the students' statements give their best guess at what students experience. Where students of the same
 * meeting have answered them too, the two stand beside each other by those names instead of by side. Nothing new is published: both are the
 * figures of a split that is shown, and where staff sit on several sides, theirs are added up, as anyone could do who reads
 * them [no-subtraction].
 */

/** Steps of the scale that the two middles lie apart at least, to be told: one whole word. Our own choice. */
const APART = 1

/** What the two are called beside each other. */
export const guessName = 'Vores bedste bud'
/** See `guessName`. */
export const ownName = 'Eleverne'

/** Figures of people of different sides, added up; undefined where none of them is there, and withheld where one is. */
function together(figures: readonly (Figure | undefined)[]): Figure | undefined {
  return figures.reduce((sum, figure) => {
    if (!figure || (sum && isWithheld(sum))) return sum
    if (!sum || isWithheld(figure)) return figure
    const notApplicable = (sum.notApplicable ?? 0) + (figure.notApplicable ?? 0)
    return {
      counts: sum.counts.map((count, step) => count + (figure.counts[step] ?? 0)),
      unknown: sum.unknown + figure.unknown,
      ...(notApplicable > 0 && { notApplicable })
    }
  }, undefined)
}

const present = <K extends PropertyKey>(entries: [K, Figure | undefined][]): [K, Figure][] =>
  entries.filter((entry): entry is [K, Figure] => entry[1] !== undefined)

/**
 * A split by side as staff's guess and the students' own answers, in this order; as it is where it is no such split, is not shown, or is of
 * something else than the students' statements alone.
 */
export function guessAndOwn(split: NamedSplit | null, elements: readonly RatedElement[]): NamedSplit | null {
  if (!split || !('groups' in split) || split.by !== 'side') return split
  if (elements.length === 0 || !elements.every(({ items }) => items.length > 0 && items.every(({ guess }) => guess))) return split
  const own = split.groups.find(({ id }) => id === 'elev')
  const staff = split.groups.filter(({ id }) => id !== 'elev' && id !== NO_GROUP)
  if (!own || staff.length === 0) return split
  const guess: Figures = {
    elements: Object.fromEntries(
      present(elements.map(({ number }): [ElementNumber, Figure | undefined] => [number, together(staff.map(each => each.elements[number]))]))
    ),
    items: Object.fromEntries(
      present(elements.flatMap(({ items }) => items.map(({ id }): [string, Figure | undefined] => [id, together(staff.map(each => each.items[id]))])))
    )
  }
  return {
    by: 'side',
    groups: [
      { id: 'bud', label: guessName, ...guess },
      { ...own, label: ownName }
    ]
  }
}

/** Whether a split has become staff's guess and the students' own answers. */
export const isGuessAndOwn = (split: NamedSplit | null): boolean => split !== null && 'groups' in split && split.groups[0]?.id === 'bud'

/** What can be said of two figures beside each other, and what to talk about then; both '' where there is nothing. */
export type Compared = { said: string; ask: string }
/** Nothing can be said. */
export const nothingSaid: Compared = { said: '', ask: '' }

const lower: Compared = { said: 'Eleverne svarer lavere, end vi troede.', ask: 'Hvad oplever eleverne, som vi ikke ser?' }
const higher: Compared = { said: 'Eleverne svarer højere, end vi troede.', ask: 'Hvad gør vi, som virker for eleverne?' }

/**
 * What the two say, where their middles lie at least one step apart and each is of at least `minimum` people. It says nothing of who is
 * right.
 */
export function compareGuess(guess: Figure | undefined, own: Figure | undefined, minimum: number): Compared {
  if (!guess || !own || isWithheld(guess) || isWithheld(own) || Math.min(people(guess), people(own)) < minimum) return nothingSaid
  const [guessed, answered] = [spreadOf(guess)?.middle ?? null, spreadOf(own)?.middle ?? null]
  if (guessed === null || answered === null || Math.abs(answered - guessed) < APART) return nothingSaid
  return answered < guessed ? lower : higher
}
