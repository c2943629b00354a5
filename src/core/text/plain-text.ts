/** Characters that end a line for some program, with the blanks around them. */
const lineEnds = /[ \t]*(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])[ \t]*/
/** Controls, and characters that turn the direction of what follows: in a text format they can only mislead. */
const misleading = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** What a person wrote, as one line. */
export const oneLine = (text: string): string =>
  text.split(new RegExp(lineEnds, 'u')).filter(Boolean).join(' ').replace(misleading, '').replace(/\t/g, ' ').trim()

/** What a person wrote, as an entry of a list: its own lines hang under the first, so that none of them stands at the margin as a heading does. */
export function hanging(mark: string, text: string): string {
  const lines = text.split(new RegExp(lineEnds, 'u')).map(oneLine).filter(Boolean)
  return lines.map((line, i) => `${i === 0 ? mark : ' '.repeat(mark.length)}${line}`).join('\n')
}

/** Whether somebody has written anything but blanks. */
export const isFilled = (text: string): boolean => text.trim() !== ''
