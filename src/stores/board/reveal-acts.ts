import type { SplitBy } from '../../core/figures/results.ts'
import { ask, countHeads as setHeads } from '../../documents/before-reveal.ts'
import { steer } from '../../documents/steer.ts'
import type { Board } from './board.ts'

/** What the facilitator does to show answers. */

/** How many people in the room answer. */
export const countHeads = (board: Board, heads: number): void => setHeads(board.documents.session, heads)

/** Asks what would be shown of a step. The answer comes with the results, and anew as it changes. */
export const askWhatShows = (board: Board, step: string, split: SplitBy | null): void => ask(board.documents.session, step, split)

/** Shows a rate step's answers, or closes a vote, for everyone, if it still is what `told` told. It cannot be taken back. */
export const reveal = (board: Board, step: string, split: SplitBy | null, told: number): void =>
  steer(board.documents.session, board.window, { reveal: { step, split, told } })

/** [vote-reopened] Opens a closed vote again. */
export const reopenVote = (board: Board, step: string): void => steer(board.documents.session, board.window, { reopen: step })
