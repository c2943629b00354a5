import type { AgreementWords } from '../workshop/workshop.ts'
import { replyOf, replyStep } from './reply.ts'
import type { Action, Focus } from './wall.ts'

/** A focus area's steps that say what is done, the answer to students last, each without its end stop: they are read in one line with who and when. */
export function stepsToRead(focus: Focus, actions: readonly Action[], words: Pick<AgreementWords, 'reply'>): Omit<Action, 'focus'>[] {
  const reply = replyOf(focus)
  return [...actions.filter(action => action.focus === focus.id && action.what), ...(reply ? [{ id: 'svar', ...replyStep(reply, words) }] : [])].map(
    ({ id, what, who, when }) => ({ id, what: what.replace(/[.\s]+$/, ''), who, when })
  )
}

/** Whether anything of a focus area can be read. */
export const isWritten = (focus: Focus, actions: readonly Action[]): boolean =>
  focus.want !== '' || focus.sign !== '' || stepsToRead(focus, actions, { reply: '' }).length > 0
