import type { OnScreen } from '../core/board/steering.ts'
import type { StepNow } from '../core/workshop/script.ts'
import type { StepKind, Workshop } from '../core/workshop/workshop.ts'
import type { Later } from '../islands/parts/later.svelte.ts'
import type { BallotHandle } from '../stores/board/ballot-handle.ts'
import type { Board } from '../stores/board/board.ts'
import type { PhoneParts } from './phone-parts.ts'

export type StepOf<Kind extends StepKind> = Extract<StepNow, { kind: Kind }>

/** What the view of a step is given, on a phone and on the facilitator's laptop. */
export type StepProps<Kind extends StepKind = StepKind> = {
  board: Board
  workshop: Workshop
  step: StepOf<Kind>
  /** The ballot that is answered here; null where nobody does, as on the facilitator's laptop. */
  seat: BallotHandle | null
  size: 'phone' | 'laptop'
  /** Whether the meeting has been closed. */
  closed: boolean
  /** Where the minutes are; undefined while nobody may read them. */
  minutesLink: string | undefined
}
/** On a phone the view's own parts may still be on their way: `later` brings them. */
export type PhoneProps<Kind extends StepKind = StepKind> = StepProps<Kind> & { later: Later<PhoneParts> }

/** What the view of a step on the big screen is given. */
export type ScreenProps<Kind extends StepKind = StepKind> = { board: Board; workshop: Workshop; step: StepOf<Kind>; screen: OnScreen }
