import { decisionWords, reviewWords } from '../agreement/wall.ts'
import type { Minutes } from './minutes.ts'
import { inText } from './words.ts'

type Review = Minutes['reviews'][number]

/** How far a point has come and what the group does with it: "I gang, skru på det". */
export const judgedWords = ({ status, decision }: Pick<Review, 'status' | 'decision'>): string => {
  const first = status === null ? 'Ikke vurderet' : reviewWords[status]
  return decision === null ? first : `${first}, ${decisionWords[decision].toLowerCase()}`
}

/** What a point was a part of: "Det ville vi: … Eleverne skulle mærke: … Hvem: … Hvornår: …"; '' of one that was written by hand. */
export function originWords({ what, from }: Pick<Review, 'what' | 'from'>): string {
  if (from === null) return ''
  const parts = [
    ['Det ville vi', from.want === what ? '' : from.want],
    ['Eleverne skulle mærke', from.sign],
    ['Hvem', from.who],
    ['Hvornår', from.when]
  ]
  return parts
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}: ${text?.replace(/[.\s]+$/, '')}.`)
    .join(' ')
}

/** A point in one line: "Besøg på oplæringsstederne: i gang, skru på det. To er besøgt. Hvem: Konsulenten." */
export function reviewLine(review: Review): string {
  return [`${review.what}: ${inText(judgedWords(review))}`, review.note.replace(/[.\s]+$/, ''), originWords(review).replace(/\.$/, '')]
    .filter(Boolean)
    .join('. ')
}
