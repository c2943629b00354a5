import { isStep } from '../figures/scale.ts'
import { type EvaluationForm, statementsOf } from './form.ts'

/** The index of one of the form's answers, 0 is yes; or that the student does not know. */
export type EvaluationAnswer = number | 'unknown'

/** What a student has said: statement id → answer, and both questions in own words. */
export type Said = { place: string; answers: Readonly<Record<string, EvaluationAnswer>>; keep: string; change: string }

/**
 * What a device keeps of a student's evaluation. `passed`: whether the student knows that the period is passed, null before it is answered.
 * `id`: '' until it is saved as a file, then the same in each file of it. `edition`: how many times it was saved.
 */
export type OwnEvaluation = Said & { passed: boolean | null; id: string; edition: number }

/** Characters: a place's name, and an answer in own words, which is a page of text. */
export const PLACE_LENGTH = 200
export const WORDS_LENGTH = 4_000

/** Nothing said yet. */
export const emptyEvaluation: OwnEvaluation = { passed: null, place: '', answers: {}, keep: '', change: '', id: '', edition: 0 }

/** 16 hex digits, made by chance: it tells two alike forms from one form twice, and nothing of the student. */
export const isEvaluationId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)

/** What was kept, read back. Answers that the form does not ask for are left out; of anything else there is nothing. */
export function readOwnEvaluation(text: string | null, form: EvaluationForm): OwnEvaluation {
  let kept: Partial<Record<keyof OwnEvaluation, unknown>> | null = null
  try {
    kept = JSON.parse(text ?? 'null') as typeof kept
  } catch {
    // What is no JSON was not kept by this page.
  }
  if (typeof kept !== 'object' || kept === null) return emptyEvaluation
  const { passed, place, answers, keep, change, id, edition } = kept
  const asked = new Set(statementsOf(form).map(statement => statement.id))
  const isAnswer = (value: unknown): value is EvaluationAnswer => value === 'unknown' || isStep(value, form.answers.length)
  const given = typeof answers === 'object' && answers !== null ? Object.entries(answers) : []
  const words = (value: unknown, length: number): string => (typeof value === 'string' ? value.slice(0, length) : '')
  const isSaved = isEvaluationId(id) && Number.isInteger(edition) && (edition as number) > 0
  return {
    passed: typeof passed === 'boolean' ? passed : null,
    place: words(place, PLACE_LENGTH),
    answers: Object.fromEntries(given.filter((entry): entry is [string, EvaluationAnswer] => asked.has(entry[0]) && isAnswer(entry[1]))),
    keep: words(keep, WORDS_LENGTH),
    change: words(change, WORDS_LENGTH),
    id: isSaved ? id : '',
    edition: isSaved ? (edition as number) : 0
  }
}

/** An answer in the form's own word; `none` where there is none. */
export const answerWord = (
  answer: EvaluationAnswer | undefined,
  { answers, unknown }: Pick<EvaluationForm, 'answers' | 'unknown'>,
  none = ''
): string => (answer === undefined ? none : answer === 'unknown' ? unknown : (answers[answer] ?? none))
