import type { ItemStatus } from '../figures/status.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'

/**
 * What a place says of a commitment: the status of its answers, or why there is none. `otherWords`: it was asked about with other words
 * or on another scale.
 */
export type PlaceStatus = ItemStatus | 'otherWords' | 'notAsked'

/** What all places together say of a commitment. Words, never a number. */
export type Finding = 'everywhere' | 'somewhere' | 'missing' | 'missingWhereSaid' | 'unclear' | 'silent'

/** Statuses that answer the question neither way: nobody was asked, it does not concern them, or nothing may be shown. */
const silent: ReadonlySet<PlaceStatus> = new Set(['notApplicable', 'withheld', 'none', 'otherWords', 'notAsked'])

/**
 * What the places say together; null of fewer than two. `top`: the scale's highest level, which alone means that it is in place.
 * [missing-everywhere] `missing`: every one says that it is not. `missingWhereSaid`: those who say anything do. `unclear`: none has it in
 * place, and some disagree or do not know.
 */
export function findingOf(statuses: readonly PlaceStatus[], top: number): Finding | null {
  if (statuses.length < 2) return null
  if (statuses.includes(top)) return statuses.every(each => each === top) ? 'everywhere' : 'somewhere'
  const saying = statuses.filter(each => !silent.has(each))
  if (saying.length === 0) return 'silent'
  if (!saying.every(each => typeof each === 'number')) return 'unclear'
  return saying.length === statuses.length ? 'missing' : 'missingWhereSaid'
}

/** The words of each finding, on this scale. */
export const findingWords = ({ scale }: Pick<AnswerWords, 'scale'>): Record<Finding, string> => ({
  everywhere: `${scale[scale.length - 1] ?? ''} alle steder`,
  somewhere: `${scale[scale.length - 1] ?? ''} nogle steder`,
  missing: 'mangler alle steder',
  missingWhereSaid: 'mangler, hvor der er svar',
  unclear: 'uens eller uvist',
  silent: 'ingen svar at vise'
})
