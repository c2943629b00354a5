import type { Role, Side } from '../workshop/workshop.ts'
import { type Answer, isApart } from './answer.ts'

export { type Answer, isApart }

/** A step's answers as a text that is the same where they are: "K1,3,K2,unknown". */
export const encodeAnswers = (answers: Readonly<Record<string, Answer>> = {}): string => Object.entries(answers).sort().join()

/** The answers of such a text. */
export function decodeAnswers(text: string): Record<string, Answer> {
  const parts = text === '' ? [] : text.split(',')
  const answer = (part: string | undefined): Answer => (isApart(part) ? part : Number(part))
  return Object.fromEntries(parts.flatMap((id, at) => (at % 2 ? [] : [[id, answer(parts[at + 1])] as [string, Answer]])))
}

/** One participant's ballot, as read out of its document. Nothing in it names a person, a device or a time. */
export type Ballot = {
  side?: Side
  role?: Role
  /** Step id → item id → answer. */
  answers: Record<string, Record<string, Answer>>
  /** Step id → the ids of the options that carry one of this person's dots. */
  votes: Record<string, string[]>
  /** Ids of the steps that this person has said to be done with. */
  done: string[]
}
