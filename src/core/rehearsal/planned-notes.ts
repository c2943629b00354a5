import { focusOf, type NotesStep, type Workshop } from '../workshop/workshop.ts'
import { noteSentences } from './note-sentences.ts'

/** A note that a played person hangs up. */
export type PlannedNote = { lane: string; text: string }

/**
 * The note that a played person writes in a step: lane after lane, what is kept ready for the lane, or else a first step from the elements that
 * the meeting is about. Null where the step has no lane, or all has been said.
 */
export function plannedNote(workshop: Workshop, { lanes }: NotesStep, person: number): PlannedNote | null {
  const at = person % lanes.length
  const lane = lanes[at]?.id
  if (lane === undefined) return null
  const round = Math.floor(person / lanes.length)
  // Lanes that know nothing of their own share the elements' steps, and say none of them twice.
  const shared = focusOf(workshop).flatMap(({ firstSteps }) => firstSteps)
  const text = noteSentences[lane] ? noteSentences[lane][round] : shared[person]
  return text === undefined ? null : { lane, text }
}
