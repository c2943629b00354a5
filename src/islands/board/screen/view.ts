import type { StepNow } from '../../../core/script.ts'
import type { OnScreen } from '../../../core/steering.ts'
import type { ElementCopy, StepKind, Workshop } from '../../../core/workshop.ts'
import type { Board } from '../../../stores/board.ts'

/** What the view of a step on the big screen is given. */
export type ViewProps<Kind extends StepKind = StepKind> = {
  board: Board
  workshop: Workshop
  step: Extract<StepNow, { kind: Kind }>
  screen: OnScreen
}

/** The elements that the meeting is about. */
export const focusOf = (workshop: Workshop): ElementCopy[] => workshop.elements.filter(element => workshop.focus.includes(element.number))

/** "Side 1 af 3"; "" where there is one page or none. */
export const placeOf = (page: number, pages: number): string => (pages > 1 ? `Side ${page + 1} af ${pages}` : '')
