import { replyStep } from '../agreement/reply.ts'
import { markedTitle } from '../board/settings.ts'
import type { Minutes } from './minutes.ts'

/**
 * What a spreadsheet would take for a formula, also after blanks and in full-width letters: it gets an apostrophe before it, which makes it text.
 * After OWASP, "CSV Injection".
 */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/

const cell = (text: string): string => {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[";\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/**
 * The agreements' first steps and answers to students as a table for Danish Excel: semicolons, CRLF, and a mark of its order of bytes first, so that æ, ø and å are read
 * right. A focus area without steps has one row. Null where nothing was agreed.
 */
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
  return rows.length === 0 ? null : `\ufeff${[head, ...rows].map(row => `${row.map(cell).join(';')}\r\n`).join('')}`
}
