import { oneLine } from '../text/plain-text.ts'
import type { Block, Row } from './block.ts'
import type { Minutes } from './minutes.ts'
import { minutesBlocks } from './minutes-blocks.ts'

/**
 * A text as it stands, whatever people wrote, in one line of Markdown: what means something in CommonMark, in GitHub's tables, links and formulas, or
 * in HTML is escaped, wherever it stands or where a line begins.
 */
const escaped = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]<>#&|~$@^]/g, '\\$&')
    .replace(/:\/\/|www\./gi, address => `${address.slice(0, -1)}\\${address.slice(-1)}`)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')

/** An entry of a list; its lines hang under its mark, each a line of its own. */
const entry = (item: string): string => {
  const lines = item
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map(escaped)
    .filter(Boolean)
  return `- ${lines.join('\\\n  ')}`
}

function tableOf(head: string[], rows: Row[]): string {
  const parted = rows.some(({ under }) => under)
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`
  const cellsOf = ({ cells, under }: Row): string[] =>
    head.map((_, at) => {
      const text = escaped(cells[at] ?? '')
      return at === 0 && parted && !under && text !== '' ? `**${text}**` : text
    })
  return [line(head.map(escaped)), line(head.map(() => '---')), ...rows.map(row => line(cellsOf(row)))].join('\n')
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`
    case 'paragraph':
      return block.label === undefined ? escaped(block.text) : `**${escaped(block.label)}:** ${escaped(block.text)}`
    case 'list':
      return block.items.map(entry).join('\n')
    case 'table':
      return tableOf(block.head, block.rows)
  }
}

/** The minutes as Markdown (CommonMark, with the tables of GitHub). [form-kept] What people wrote is text and nothing else. */
export const minutesMarkdown = (minutes: Minutes): string => `${minutesBlocks(minutes).map(markdownOf).join('\n\n')}\n`
