import type { SavedEvaluation } from '../core/evaluation/evaluation-file.ts'
import type { EvaluationForm } from '../core/evaluation/form.ts'
import { type OwnEvaluation, readOwnEvaluation } from '../core/evaluation/own-evaluation.ts'
import { keptText } from './kept-text.ts'

const kept = keptText('pejling/own-evaluation')

/** [evaluation-kept] What this device has kept of a student's evaluation; an empty one where there is nothing. */
export const keptEvaluation = (form: EvaluationForm): OwnEvaluation => readOwnEvaluation(kept.read(), form)

/** Keeps it on this device. False where the browser does not. */
export const keepEvaluation = (evaluation: OwnEvaluation): boolean => kept.keep(JSON.stringify(evaluation))

/** Deletes it from this device. */
export const deleteEvaluation = (): void => kept.forget()

/** 16 hex digits. Of its own, since `random-id` comes with all that a board needs. */
const newId = (): string => (crypto.getRandomValues(new BigUint64Array(1))[0] ?? 0n).toString(16).padStart(16, '0')

/** The next edition to be saved as a file: with an id of its own from the first on. */
export const nextEdition = ({ id, edition }: Pick<SavedEvaluation, 'id' | 'edition'>): Pick<SavedEvaluation, 'id' | 'edition'> => ({
  id: id || newId(),
  edition: edition + 1
})
