/** Why a call is refused. `transport/problems.ts` has the status and the Danish sentence of each. */
export type RefusalCode =
  | 'unknown-code'
  | 'too-many-guesses'
  | 'no-key'
  | 'bad-key'
  | 'unknown-key'
  | 'not-yours'
  | 'no-board'
  | 'closed'
  | 'too-many-participants'
  | 'settings-frozen'
  | 'less-private'
  | 'lower-minimum'
  | 'minimum-out-of-range'
  | 'try-again'
  | 'cannot-store'
  | 'too-busy'
  | 'too-many-boards'
  | 'too-many-keys'

export class Refusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode) {
    super(code)
    this.code = code
  }
}
