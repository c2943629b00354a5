import { type EvaluationForm, statementsOf } from './form.ts'
import { answerWord, type EvaluationAnswer, isEvaluationId, PLACE_LENGTH, type Said, WORDS_LENGTH } from './own-evaluation.ts'

/** What a saved evaluation says that it is. */
export const EVALUATION_FORMAT = 'pejling-evaluering'
/** The version that this site writes and reads. */
export const EVALUATION_VERSION = 1
/** Editions of one form that a file may count to. */
const EDITIONS_MOST = 100_000

/** A student's evaluation as it was saved. */
export type SavedEvaluation = Said & { id: string; edition: number }

/**
 * The file that is handed on. It holds the statements with their answers in words, so that it can be read without this site. No name and no
 * day stand in it.
 */
export const evaluationFile = ({ place, answers, keep, change, id, edition }: SavedEvaluation, form: EvaluationForm) => ({
  format: EVALUATION_FORMAT,
  version: EVALUATION_VERSION,
  agreement: { title: form.agreement },
  form: { title: form.title },
  id,
  edition,
  ...(place.trim() !== '' && { place: place.trim() }),
  answers: statementsOf(form).flatMap(({ id, text }) => (answers[id] === undefined ? [] : [{ id, text, answer: answerWord(answers[id], form) }])),
  ...(keep.trim() !== '' && { keep: keep.trim() }),
  ...(change.trim() !== '' && { change: change.trim() })
})

/** A name for it: two students' files do not take each other's place in a folder. */
export const evaluationFileName = (id: string): string => `evaluering-${id.slice(0, 8)}.json`

/** Why nothing of a file can be used. */
export type NotAnEvaluation = 'unreadable' | 'other-kind' | 'newer' | 'broken' | 'other-form'

type Loose = Record<string, unknown>
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * [evaluation-same-words] The evaluation in a file's text. Strict: each answer must be one of the form's words to one of its statements, in the
 * same words. Else the reason, and nothing of it.
 */
export function readEvaluationFile(text: string, form: EvaluationForm): SavedEvaluation | NotAnEvaluation {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'unreadable'
  }
  if (!isLoose(value) || value.format !== EVALUATION_FORMAT) return 'other-kind'
  const { version, agreement, form: asked, id, edition, place = '', answers, keep = '', change = '' } = value
  if (typeof version === 'number' && version > EVALUATION_VERSION) return 'newer'
  const isWords = (words: unknown, length: number): words is string => typeof words === 'string' && words.length <= length
  const isSound =
    version === EVALUATION_VERSION &&
    isLoose(agreement) &&
    isLoose(asked) &&
    isEvaluationId(id) &&
    Number.isInteger(edition) &&
    (edition as number) > 0 &&
    (edition as number) <= EDITIONS_MOST &&
    isWords(place, PLACE_LENGTH) &&
    isWords(keep, WORDS_LENGTH) &&
    isWords(change, WORDS_LENGTH) &&
    Array.isArray(answers) &&
    answers.every(isLoose)
  if (!isSound) return 'broken'
  if (agreement.title !== form.agreement || asked.title !== form.title) return 'other-form'
  const texts = new Map(statementsOf(form).map(statement => [statement.id, statement.text]))
  const read: Record<string, EvaluationAnswer> = {}
  for (const { id: statement, text, answer } of answers as Loose[]) {
    const step = form.answers.indexOf(answer as string)
    if (typeof statement !== 'string' || texts.get(statement) !== text || (step < 0 && answer !== form.unknown)) return 'other-form'
    // One statement twice was not written by this site.
    if (read[statement] !== undefined) return 'broken'
    read[statement] = step < 0 ? 'unknown' : step
  }
  return { id, edition: edition as number, place, answers: read, keep, change }
}
