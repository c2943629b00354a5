/** Why a call is refused. `transport/http/problems.ts` has the status and the Danish sentence of each. */
export type RefusalCode =
  | 'unknown-code'
  | 'too-many-guesses'
  | 'unknown-recovery'
  | 'too-many-recoveries'
  | 'too-many-seats'
  | 'no-room'
  | 'no-key'
  | 'bad-key'
  | 'unknown-key'
  | 'not-yours'
  | 'no-board'
  | 'closed'
  | 'too-many-participants'
  | 'settings-frozen'
  | 'less-private'
  | 'already-published'
  | 'lower-minimum'
  | 'minimum-out-of-range'
  | 'try-again'
  | 'cannot-store'
  | 'too-busy'
  | 'too-many-boards'
  | 'too-many-keys'

/** A call that is not granted. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Seconds after which the same is granted, as far as it is known. */
  readonly again: number | null
  constructor(code: RefusalCode, again: number | null = null) {
    super(code)
    this.code = code
    this.again = again
  }
}
