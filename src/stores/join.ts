import { boardLink } from '../core/board/link.ts'
import { api } from '../sync/api.ts'
import { forgetDevice as forget } from '../sync/device.ts'
import { openTabs } from '../sync/tabs.ts'
import { type BoardProblem, problemOf } from './problem.ts'

/** Turns a normalised code into the link of the board it opens, or says why not. */
export async function joinBoard(code: string): Promise<{ link: string } | BoardProblem> {
  try {
    const { board, key } = await api.join(code)
    return { link: boardLink(location.origin, board, key) }
  } catch (error) {
    return problemOf(error)
  }
}

/** [recovery-code] Turns a recovery code into the facilitator's link, or says why not. */
export async function recoverBoard(code: string): Promise<{ link: string } | BoardProblem> {
  try {
    const { board, key } = await api.recover(code)
    return { link: boardLink(location.origin, board, key) }
  } catch (error) {
    return problemOf(error)
  }
}

/**
 * Deletes everything that Pejling has kept on this device; open tabs are told, and keep their meeting as long as they live. `onOpen` is
 * called with the title of each that has one, until `stop`.
 */
export function forgetDevice(onOpen: (title: string) => void): { done: ReturnType<typeof forget>; stop: () => void } {
  const tabs = openTabs(word => {
    if (word.say === 'open') onOpen(word.title)
  })
  tabs.tell({ say: 'forget' })
  return { done: forget(), stop: tabs.stop }
}
