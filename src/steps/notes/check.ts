import type { NotesStep } from '../../core/workshop/workshop.ts'
import type { CheckStep } from '../checking.ts'

/** No two lanes are one. */
export const checkNotes: CheckStep<NotesStep> = ({ lanes }, { unique }) => {
  unique(
    lanes.map(({ id }) => id),
    ['lanes'],
    'Spalten'
  )
}
