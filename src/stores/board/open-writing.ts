import { steer } from '../../documents/steer.ts'
import type { Board } from './board.ts'

/** Facilitator: lets everyone write in an agreement step, or read along. The pages hold it; the wall itself takes what any participant writes. */
export const openWriting = (board: Board, step: string, all: boolean): void =>
  steer(board.documents.session, board.window, { open: { step, for: all ? 'all' : 'facilitator' } })
