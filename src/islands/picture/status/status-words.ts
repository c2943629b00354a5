import { type Apart, isApart } from '../../../core/ballot/answer.ts'
import type { ItemStatus } from '../../../core/figures/status.ts'
import type { AnswerWords } from '../../../core/workshop/answer-words.ts'
import { inText } from '../words.ts'

/** A commitment's status as it stands inside a sentence: "på vej", "ses forskelligt". */
export function statusWord(status: ItemStatus, words: Pick<AnswerWords, 'scale' | Apart>): string {
  if (typeof status === 'number') return inText(words.scale[status] ?? '')
  if (isApart(status)) return inText(words[status] ?? '')
  return { split: 'ses forskelligt', withheld: 'for få svar', none: 'ikke besvaret' }[status]
}

/** "3 på plads, 2 på vej": how many commitments came to each, in the order of the columns. */
export const countsWords = (counts: ReadonlyMap<ItemStatus, number>, columns: readonly ItemStatus[], words: AnswerWords): string =>
  columns
    .filter(status => counts.has(status))
    .map(status => `${counts.get(status)} ${statusWord(status, words)}`)
    .join(', ')

/** A row's marks, one for each commitment, in the order of the columns. */
export const marksOf = (counts: ReadonlyMap<ItemStatus, number>, columns: readonly ItemStatus[]): ItemStatus[] =>
  columns.flatMap(status => Array.from({ length: counts.get(status) ?? 0 }, () => status))
