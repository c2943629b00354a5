import type { AgreementWords } from '../workshop/workshop.ts'
import { inText } from './words.ts'

/** What is done, by whom and when, in one line: "Sæt tre møder i kalenderen, hvem: Konsulenten, hvornår: uge 50". */
export const doing = (what: string, { who, when }: { who: string; when: string }, words: Pick<AgreementWords, 'who' | 'when'>): string =>
  [what, who && `${inText(words.who)}: ${who}`, when && `${inText(words.when)}: ${when}`].filter(Boolean).join(', ')
