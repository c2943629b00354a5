import type { OnScreen } from '../../core/board/steering.ts'

/** A card and one of its questions. */
export type Turned = Pick<OnScreen, 'element' | 'question'>

/** The card that is up on the big screen, and what puts up another: the facilitator's. Where neither is given, a reader turns cards alone. */
export type Turning = { up?: Turned | undefined; onturn?: ((to: Turned) => void) | undefined }
