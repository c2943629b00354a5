import { type NotAnEvaluation, readEvaluationFile, type SavedEvaluation } from '../../core/evaluation/evaluation-file.ts'
import type { EvaluationForm } from '../../core/evaluation/form.ts'
import { type ChosenFile, openSavedFile, type Wanted } from '../../schemas/open-file.ts'

/** Characters of a saved form: both answers in own words, and twenty statements. */
const EVALUATION_LENGTH = 30_000

const wanted: Wanted = { what: 'et skema', which: 'den fil, som eleven gemte fra skemaet på skærmen', length: EVALUATION_LENGTH }

const why: Record<NotAnEvaluation, string> = {
  unreadable: 'Filen kan ikke læses. Bed eleven om at gemme den igen.',
  'other-kind': 'Filen er ikke en elevs evaluering. Vælg den fil, som eleven gemte fra skemaet på skærmen.',
  newer: 'Filen er nyere end den, som siden her kender. Genindlæs siden, eller åbn filen dér, hvor den er lavet.',
  broken: 'Filen er ændret eller ødelagt. Bed eleven om at gemme den igen.',
  'other-form': 'Skemaet har andre udsagn eller andre ord end det, siden her bruger. Tæl det for sig.'
}

/** The evaluation in a file, which never leaves the browser, or why there is none and what to do. */
export async function bringEvaluation(
  file: ChosenFile,
  form: EvaluationForm
): Promise<{ ok: true; evaluation: SavedEvaluation } | { ok: false; sentence: string }> {
  const read = await openSavedFile(file, wanted, text => readEvaluationFile(text, form))
  if (typeof read === 'string') return { ok: false, sentence: why[read] }
  return 'ok' in read ? { ok: false, sentence: `Filen ${read.faults[0]?.remedy ?? ''}` } : { ok: true, evaluation: read }
}
