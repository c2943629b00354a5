import type { Way } from '../../core/ballot/way.ts'
import { ApiError, api } from '../../sync/api.ts'
import { guarded, PREFIX } from '../../sync/seat.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'

/** The server's word that all of a ballot is on disk is waited for so long, ms. */
const SAVED_WITHIN = 20_000
const LOOK_EVERY = 50

/** Where this tab has the key of the ballot that is being answered on it, so that a reload can lay it. The device keeps none. */
const begun = (board: Board) => `${PREFIX}begun/${board.info.get().board}`

/** Opens one more ballot, that comes this way: the device remembers nothing of it. This tab has the key of one on a shared device until it is laid. Throws ApiError. */
export async function openBallotFor(board: Board, way: Exclude<Way, 'phone'>): Promise<BallotHandle> {
  const made = await api.makeParticipant(board.info.get().board, board.key, way)
  if (way === 'shared') guarded(() => sessionStorage.setItem(begun(board), made.key))
  return board.seats.open(made)
}

/**
 * [laid-stays-laid] Lays the ballot that was being answered when this page was reloaded, so that nobody comes back into it. Answers whether there
 * was one. Throws ApiError where the server cannot be told; then it is tried at the next reload.
 */
export async function layBegun(board: Board): Promise<boolean> {
  const key = guarded(() => sessionStorage.getItem(begun(board)))
  if (!key) return false
  await api.layBallot(board.info.get().board, key).catch(error => {
    // It was laid already, or the meeting is closed: its key opens nothing either way.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  })
  guarded(() => sessionStorage.removeItem(begun(board)))
  return true
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
  guarded(() => sessionStorage.removeItem(begun(board)))
  await board.seats.close(handle)
}
