import { replyStep } from '../agreement/reply.ts'
import { markedTitle } from '../board/settings.ts'
import { csvTable } from '../text/csv.ts'
import type { Minutes } from './minutes.ts'

/** The agreements' first steps and answers to students as a table. A focus area without steps has one row. Null where nothing was agreed. */
export function actionsCsv({ agreements, words, settings }: Minutes): string | null {
  const head = [words.want, 'Kerneelement', words.what, words.who, words.when, words.sign, words.followUp]
  const rows = agreements.flatMap(({ element, want, sign, followUp, actions, reply }) => {
    const steps = [...actions, ...(reply ? [replyStep(reply, words)] : [])]
    return (steps.length > 0 ? steps : [{ what: '', who: '', when: '' }]).map(({ what, who, when }) => [
      markedTitle(want, settings),
      element ? `${element.number}. ${element.name}` : '',
      what,
      who,
      when,
      sign,
      followUp
    ])
  })
  return rows.length === 0 ? null : csvTable([head, ...rows])
}
