import { isFilled } from '../text/plain-text.ts'
import type { AgreementWords } from '../workshop/workshop.ts'
import type { Focus } from './wall.ts'

/** What students are told of what they said, in free words. */
export type Reply = { how: string; who: string; when: string }

/** What a focus area promises its students; null where nothing is written. */
export function replyOf({ replyHow, replyWho, replyWhen }: Focus): Reply | null {
  const reply = { how: replyHow.trim(), who: replyWho.trim(), when: replyWhen.trim() }
  return Object.values(reply).some(isFilled) ? reply : null
}

/** The answer to students as a step among others: "Svar til eleverne: På klassemødet". */
export const replyStep = ({ how, who, when }: Reply, { reply }: Pick<AgreementWords, 'reply'>): { what: string; who: string; when: string } => ({
  what: how === '' ? reply : `${reply}: ${how}`,
  who,
  when
})

/** How students are answered, of the words of such a step; `called`: what the answer was called in them. */
export const replyHow = (what: string, called: string): string =>
  (what.startsWith(called) ? what.slice(called.length).replace(/^:/, '') : what).trim()
