import type { BoardInfo } from '../../core/board/api.ts'
import { parseFragment } from '../../core/board/link.ts'
import type { Workshop } from '../../core/workshop/workshop.ts'
import { api } from '../../sync/api.ts'

/** A board's facts and its workshop; when the facts were asked for and came, ms of `performance.now()`. */
export type FirstAnswer = { info: BoardInfo; workshop: Workshop; sentAt: number; receivedAt: number }

async function ask(board: string, key: string): Promise<FirstAnswer> {
  const sentAt = performance.now()
  const [facts, workshop] = await Promise.all([
    api.info(board, key, 'default').then(info => ({ info, sentAt, receivedAt: performance.now() })),
    api.workshop(board, key)
  ])
  return { ...facts, workshop }
}

let ahead: { board: string; key: string; answer: Promise<FirstAnswer> } | null = null

/** Asks for the board that a link names while the page's modules are still on their way. */
export function askAhead(hash: string): void {
  const link = parseFragment(hash)
  if (!('board' in link)) return
  ahead = { ...link, answer: ask(link.board, link.key) }
  // Who opens the board hears of the failure.
  ahead.answer.catch(() => undefined)
}

/** The answer that was asked for ahead, once; else asks now. Throws ApiError. */
export function firstAnswer(board: string, key: string): Promise<FirstAnswer> {
  const asked = ahead?.board === board && ahead.key === key ? ahead.answer : null
  ahead = null
  return asked ?? ask(board, key)
}
