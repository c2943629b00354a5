import { type Answer, isApart } from '../ballot/answer.ts'
import type { Distribution } from '../figures/results.ts'
import { distributionOf, isStep } from '../figures/scale.ts'
import type { Instrument } from '../workshop/workshop.ts'

/** A place's own answers on an agreement: alone, or agreed by several round one screen. Commitment id → its answer. */
export type OwnAnswers = Readonly<Record<string, Answer>>

/** What a device keeps of it. `changed`: Unix ms. */
export type OwnStatus = { answers: OwnAnswers; place: string; section: number; changed: number }

/** Nothing answered yet. */
export const emptyStatus: OwnStatus = { answers: {}, place: '', section: 0, changed: 0 }

/** What was kept, read back. Answers that the agreement does not ask for are left out; of anything else there is nothing. */
export function readOwnStatus(text: string | null, { items, scale, notApplicable }: Instrument): OwnStatus {
  let kept: Partial<OwnStatus> | null = null
  try {
    kept = JSON.parse(text ?? 'null') as Partial<OwnStatus> | null
  } catch {
    // What is no JSON was not kept by this page.
  }
  if (typeof kept !== 'object' || kept === null || typeof kept.answers !== 'object' || kept.answers === null) return emptyStatus
  const asked = new Set(items.map(({ id }) => id))
  const isAnswer = (value: unknown): value is Answer =>
    isApart(value) ? value === 'unknown' || notApplicable !== undefined : isStep(value, scale.length)
  const answers = Object.fromEntries(Object.entries(kept.answers).filter(([id, value]) => asked.has(id) && isAnswer(value)))
  return {
    answers,
    place: typeof kept.place === 'string' ? kept.place.slice(0, 200) : '',
    section: Number.isInteger(kept.section) && (kept.section as number) >= 0 ? (kept.section as number) : 0,
    changed: typeof kept.changed === 'number' ? kept.changed : 0
  }
}

/** The answers as figures of one: what is unanswered has nobody in it. */
export const figuresOf = (answers: OwnAnswers, { items, scale }: Instrument): { items: Record<string, Distribution> } => ({
  items: Object.fromEntries(items.map(({ id }) => [id, distributionOf(answers[id] === undefined ? [] : [answers[id]], scale.length)]))
})

/** What a saved status says that it is. */
export const STATUS_FORMAT = 'pejling-status'
/** The version that this site writes and reads. */
export const STATUS_VERSION = 1

/** The file that is taken to a meeting of several places. `date`: ISO date. */
export const statusFile = (agreement: string, { answers, place }: Pick<OwnStatus, 'answers' | 'place'>, date: string) => ({
  format: STATUS_FORMAT,
  version: STATUS_VERSION,
  agreement: { title: agreement },
  ...(place.trim() !== '' && { place: place.trim() }),
  date,
  answers
})
