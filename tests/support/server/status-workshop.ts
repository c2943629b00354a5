import type { AnswerWords } from '../../../src/core/workshop/answer-words.ts'
import {
  type ElementNumber,
  type Instrument,
  ITEMS_MOST,
  type ItemData,
  type Section,
  type WorkshopData
} from '../../../src/core/workshop/workshop.ts'
import { answerWordsOf } from '../../../src/schemas/skala.ts'
import { testWorkshop } from './workshop.ts'

/** Five words of a status: three levels, and two answers that stand apart. */
export const statusWords: AnswerWords = answerWordsOf({
  question: 'Hvor langt er I?',
  scale: ['ikke begyndt', 'på vej', 'på plads'],
  unknown: 'ved ikke',
  notApplicable: 'ikke relevant hos os',
  levels: { low: 'ikke begyndt', middle: 'på vej', high: 'på plads' },
  patterns: { 'agree-high': { sentence: 'Næsten alle siger på plads.', question: 'Hvordan kan det blive ved med at være på plads?' } }
})

/** An instrument of commitments on that status, in sections of `each`, about some elements by turns: usually the two of the tests' workshop. */
export function statusInstrument(count: number, each: number, about: ElementNumber[] = [1, 2]): Instrument<ItemData> {
  const items = Array.from({ length: count }, (_, i): ItemData => ({
    id: `B${i + 1}`,
    element: about[i % about.length] ?? 1,
    text: `Eleven får nummer ${i + 1} af de ting, som er lovet, inden for den første måned på stedet.`
  }))
  const sections = Array.from({ length: Math.ceil(count / each) }, (_, i): Section => ({
    id: `afsnit-${i + 1}`,
    title: `Kapitel ${i + 1} om elevens oplæring`,
    items: items.slice(i * each, (i + 1) * each).map(({ id }) => id)
  }))
  return { title: 'Status på tilsagn', question: 'Hvor langt er I med det?', ...statusWords, sections, items }
}

/** The tests' workshop with its rating about commitments. */
export const statusWorkshop = (count = ITEMS_MOST, each = 10): WorkshopData => ({
  ...testWorkshop,
  instruments: { seks: statusInstrument(count, each) }
})
