import type { Answer, Apart } from '../../../core/ballot/answer.ts'
import { type AnswerWords, apartWords } from '../../../core/workshop/answer-words.ts'

/** The keys of the answers that stand apart: beside the scale's own 1 to 7. */
const apartKeys: Record<Apart, string> = { unknown: '0', notApplicable: '9' }

/** Every answer of an instrument with the key that types it, on sheets and where they are typed in: 1 for the lowest word of the scale. */
export const keyedAnswers = (words: Pick<AnswerWords, 'scale' | Apart>): { key: string; answer: Answer; word: string }[] => [
  ...words.scale.map((word, answer) => ({ key: String(answer + 1), answer, word })),
  ...apartWords(words).map(({ apart, word }) => ({ key: apartKeys[apart], answer: apart, word }))
]
