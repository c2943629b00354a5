import type { Board } from './board.ts'
import { deleteBoard } from './facilitator-acts.ts'
import { forgetPlayed } from './played-seats.ts'

/** [rehearsal-deleted] Facilitator: deletes the rehearsal for everyone, and goes back to where its meeting can be started. Throws ApiError. */
export async function endRehearsal(board: Board): Promise<void> {
  const { board: id, workshop } = board.info.get()
  await deleteBoard(board)
  forgetPlayed(id)
  location.assign(`/start/?drejebog=${encodeURIComponent(workshop.slug)}`)
}
