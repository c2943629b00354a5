import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import { isFilled } from '../../core/text/plain-text.ts'
import type { NotesStep } from '../../core/workshop/workshop.ts'

/** The notes of a wall by lane, without empty ones. */
export function notesMinutes(step: NotesStep, { wall }: MinutesSource): Minutes['notes'] {
  const lanes = step.lanes
    .map(({ id, label }) => ({
      label,
      notes: wall.notes.filter(note => note.step === step.id && note.lane === id && isFilled(note.text)).map(note => note.text.trim())
    }))
    .filter(lane => lane.notes.length > 0)
  return lanes.length > 0 ? [{ step: step.id, title: step.title, lanes }] : []
}
