import { patternOf } from '../figures/pattern.ts'
import { type Figure, isWithheld } from '../figures/results.ts'
import { middles } from '../figures/scale.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'

/** The three levels of the scale of a status, the lowest first. */
export const levels = ['low', 'middle', 'high'] as const
type Level = (typeof levels)[number]

/**
 * What a place says of a commitment. `apart`: its answers do not agree. `few`: fewer answers than anything is claimed of, or than are shown.
 * `withheld`: answers enough, of which a small group could be computed. `otherWords`: it was asked about with other words or another scale.
 */
export type PlaceStatus = Level | 'apart' | 'unknown' | 'notApplicable' | 'few' | 'withheld' | 'otherWords' | 'notAsked'

/** The words that a status is said in: the scale's own, and those that stand apart. */
export type StatusScale = Pick<AnswerWords, 'scale' | 'unknown' | 'notApplicable'>

/** Statuses that say something is not in place. */
const missing: ReadonlySet<PlaceStatus> = new Set(['low', 'middle'])
/** Statuses that answer the question neither way, since nobody was asked, it does not concern them, or nothing may be shown. */
const silent: ReadonlySet<PlaceStatus> = new Set(['notApplicable', 'few', 'withheld', 'otherWords', 'notAsked'])

/** [place-status] What a published figure on a scale of three says. [five-to-claim] Of fewer than five answers nothing is claimed. */
export function statusOf(figure: Figure): PlaceStatus {
  if (isWithheld(figure)) return figure.withheld === 'few' ? 'few' : 'withheld'
  switch (patternOf(figure)) {
    case 'few':
      return 'few'
    case 'many-unknown':
      return 'unknown'
    case 'many-not-applicable':
      return 'notApplicable'
    case 'two-camps':
    case 'spread':
      return 'apart'
    default:
      return levels[middles(figure)?.low ?? 0] ?? 'low'
  }
}

/** What all places together say of a commitment. Words, never a number. */
export type Finding = 'everywhere' | 'somewhere' | 'missing' | 'missingWhereSaid' | 'unclear' | 'silent'

/**
 * What the places say together; null of fewer than two. [missing-everywhere] `missing`: every one says that it is not in place.
 * `missingWhereSaid`: those who say anything do. `unclear`: none has it in place, and some disagree or do not know.
 */
export function findingOf(statuses: readonly PlaceStatus[]): Finding | null {
  if (statuses.length < 2) return null
  if (statuses.includes('high')) return statuses.every(each => each === 'high') ? 'everywhere' : 'somewhere'
  const saying = statuses.filter(each => !silent.has(each))
  if (saying.length === 0) return 'silent'
  if (!saying.every(each => missing.has(each))) return 'unclear'
  return saying.length === statuses.length ? 'missing' : 'missingWhereSaid'
}

/** The word of each status, on this scale. */
export const statusWords = ({ scale, unknown, notApplicable = '' }: StatusScale): Record<PlaceStatus, string> => ({
  low: scale[0] ?? '',
  middle: scale[1] ?? '',
  high: scale[2] ?? '',
  apart: 'forskelligt',
  unknown,
  notApplicable,
  few: 'for få svar',
  withheld: 'vises ikke',
  otherWords: 'andre ord',
  notAsked: 'ikke spurgt'
})

/** The words of each finding, on this scale. */
export const findingWords = ({ scale }: StatusScale): Record<Finding, string> => ({
  everywhere: `${scale[2] ?? ''} alle steder`,
  somewhere: `${scale[2] ?? ''} nogle steder`,
  missing: 'mangler alle steder',
  missingWhereSaid: 'mangler, hvor der er svar',
  unclear: 'uens eller uvist',
  silent: 'ingen svar at vise'
})
