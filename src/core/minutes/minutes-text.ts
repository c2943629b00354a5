import { hanging } from '../text/plain-text.ts'
import type { Block } from './block.ts'
import type { Minutes } from './minutes.ts'
import { minutesBlocks } from './minutes-blocks.ts'

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      if (block.level === 1) return [block.text]
      if (block.level === 2) return ['', block.text, '-'.repeat(block.text.length)]
      return ['', block.level === 3 ? block.text : `${block.text}:`]
    case 'paragraph':
      return [block.label === undefined ? block.text : `${block.label}: ${block.text}`]
    case 'list':
      return block.items.map(item => hanging('- ', item))
    case 'table':
      return block.rows.map(({ line, under }) => `${under ? '  · ' : '- '}${line}`)
  }
}

/** The minutes as plain Danish text, to paste into an email or into the committee's own minutes. Lines end in "\n". */
export function minutesText(minutes: Minutes): string {
  const blocks = minutesBlocks(minutes)
  const [last] = blocks.slice(-1).map(linesOf)
  return [...blocks.slice(0, -1).flatMap(linesOf), '', ...(last ?? []), ''].join('\n')
}
