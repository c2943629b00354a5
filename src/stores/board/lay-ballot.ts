import type { Way } from '../../core/ballot/way.ts'
import { ApiError, api } from '../../sync/api.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'

/** The server's word that all of a ballot is on disk is waited for so long, ms. */
const SAVED_WITHIN = 20_000
const LOOK_EVERY = 50

/** Opens one more ballot, that comes this way: the device remembers nothing of it. Throws ApiError. */
export async function openBallotFor(board: Board, way: Exclude<Way, 'phone'>): Promise<BallotHandle> {
  return board.seats.open(await api.makeParticipant(board.info.get().board, board.key, way))
}

/**
 * [laid-stays-laid] Lays a ballot once all of it is on disk: its key opens nothing from then on, and this page lets go of both. Throws ApiError where
 * that did not come about; the ballot is as it was then, and may be laid again.
 */
export async function layBallot(board: Board, handle: BallotHandle): Promise<void> {
  for (let waited = 0; !board.seats.isSaved(handle); waited += LOOK_EVERY) {
    if (waited >= SAVED_WITHIN) throw new ApiError('offline', 'Svarene er ikke nået frem endnu. Tjek nettet, og prøv igen.', 0)
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY))
  }
  await api.layBallot(board.info.get().board, handle.seat().key).catch(error => {
    // It was laid, and the answer was lost on its way.
    if (!(error instanceof ApiError && error.code === 'unknown-key')) throw error
  })
  await board.seats.close(handle)
}
