import { stacksOf, stackText } from '../../core/agreement/note-stacks.ts'
import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import type { NotesStep } from '../../core/workshop/workshop.ts'

/** The notes of a wall by lane, a stack being one entry, without empty ones. */
export function notesMinutes(step: NotesStep, { wall }: MinutesSource): Minutes['notes'] {
  const stacks = stacksOf(wall.notes, step.id)
  const lanes = step.lanes
    .map(({ id, label }) => ({
      label,
      notes: stacks
        .filter(({ top }) => top.lane === id)
        .map(stackText)
        .filter(text => text !== '')
    }))
    .filter(lane => lane.notes.length > 0)
  return lanes.length > 0 ? [{ step: step.id, title: step.title, lanes }] : []
}
