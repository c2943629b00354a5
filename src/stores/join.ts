import { boardLink } from '../core/board/link.ts'
import { api } from '../sync/api.ts'
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
