import type { Answer, Ballot } from '../../core/ballot/ballot.ts'
import { answer, chooseSide, finish, placeDot } from './acts.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'
import { layBallot, openBallotFor } from './lay-ballot.ts'

/** What stands on one sheet of paper: where its person sits, and their answers or dots in one step. */
export type Written = Pick<Ballot, 'side' | 'role'> & { answers: Record<string, Answer>; dots: readonly string[] }

/** A pile of paper that is typed in, one sheet after the other. */
export type PaperPile = {
  /**
   * Makes a ballot of a sheet and lays it. Throws ApiError where that did not come about: the next sheet that is laid takes its place, whether it is
   * the same or has been mended meanwhile, so that none is counted twice.
   */
  lay: (step: string, items: readonly string[], written: Written) => Promise<void>
}

/** Begins a pile. `items` of a sheet are all that it could hold: those without an answer are skipped. */
export function paperPile(board: Board): PaperPile {
  let open: BallotHandle | null = null
  return {
    async lay(step, items, { answers, dots, ...chair }) {
      open ??= await openBallotFor(board, 'paper')
      const handle = open
      chooseSide(handle, chair)
      for (const item of items) answer(handle, step, item, answers[item])
      for (const dot of handle.ballot.get().votes[step] ?? []) if (!dots.includes(dot)) placeDot(handle, step, dot, false)
      for (const dot of dots) placeDot(handle, step, dot, true)
      finish(handle, step, true)
      await layBallot(board, handle)
      open = null
    }
  }
}
