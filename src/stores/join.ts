import { boardLink } from '../core/link.ts'
import { api } from '../sync/api.ts'
import { forgetDevice } from '../sync/device.ts'
import { type Trouble, troubleOf } from './board.ts'

export { forgetDevice }

/** Turns a normalised code into the link of the board it opens, or says why not. */
export async function joinBoard(code: string): Promise<{ link: string } | Trouble> {
  try {
    const { board, key } = await api.join(code)
    return { link: boardLink(location.origin, board, key) }
  } catch (error) {
    return troubleOf(error)
  }
}
