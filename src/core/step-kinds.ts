import type { StepKind } from './workshop.ts'

/** What the rest of the house must know of a kind of step without knowing the kind. */
type Facts = {
  /** People answer in secret, and something is published of it. */
  asked: boolean
  /** A phone has something to do in it: the questions to the room stay on the big screen, so that what is to be done comes first. */
  busy: boolean
}

export const stepKinds: Readonly<Record<StepKind, Facts>> = {
  talk: { asked: false, busy: false },
  rate: { asked: true, busy: false },
  reveal: { asked: false, busy: false },
  notes: { asked: false, busy: false },
  vote: { asked: true, busy: true },
  agree: { asked: false, busy: true },
  review: { asked: false, busy: true },
  close: { asked: false, busy: true }
}
