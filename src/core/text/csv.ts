/**
 * What a spreadsheet would take for a formula, also after blanks and in full-width letters: it gets an apostrophe before it, which makes it text.
 * After OWASP, "CSV Injection".
 */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/

const cell = (text: string): string => {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[";\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Rows as a table for Danish Excel: semicolons, CRLF, and a mark of its order of bytes first, so that æ, ø and å are read right. */
export const csvTable = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map(row => `${row.map(cell).join(';')}\r\n`).join('')}`
