import { clockAtStep, remaining } from '../../core/board/clock.ts'
import { type Clock, type OnScreen, stepsOwn } from '../../core/board/steering.ts'
import { openEarly as setEarly, setTitle, steer } from '../../documents/steer.ts'
import { api } from '../../sync/api.ts'
import type { Board } from './board.ts'

/** What the facilitator alone does: leads the meeting, ends it. Phones do not load it. */

/** Everyone goes to this step. Its clock starts with its minutes, or goes on where it was when the step was left. */
export function goTo(board: Board, step: string): void {
  const now = board.serverNow()
  const steering = board.steering.get()
  const here = steering?.clock ? { step: steering.step, ms: Math.round(remaining(steering.clock, now)) } : undefined
  if (here?.step === step) return
  const minutes = board.workshop.steps.find(s => s.id === step)?.minutes ?? 0
  const clock = clockAtStep(minutes, steering?.left[step], now)
  // A meeting that had begun before this was kept is given no beginning that it did not have.
  const began = steering?.by ? undefined : Math.round(now)
  steer(board.documents.session, board.window, { step, clock, ...(began && { began }), ...(here && { left: here }) })
}

/** Sets the step’s clock, or takes it away. */
export const setClock = (board: Board, clock: Clock | null): void => steer(board.documents.session, board.window, { clock })

/** Corrects what the meeting is called. */
export const correctTitle = (board: Board, title: string): void => setTitle(board.documents.session, title)

/** What the big screen shows within the step; neither the step nor its clock moves. Parts that are not named stay as they are. */
export const showOnScreen = (board: Board, change: Partial<OnScreen>): void =>
  steer(board.documents.session, board.window, { screen: { ...(board.steering.get()?.screen ?? stepsOwn), ...change } })

/** Opens a rate step for answers before the meeting, or closes it again. */
export const openEarly = (board: Board, step: string | null): void => setEarly(board.documents.session, step)

/** Ends the meeting, or deletes it. Each throws ApiError. */
export async function closeBoard(board: Board): Promise<void> {
  await api.close(board.info.get().board, board.key)
  await board.refresh()
}
/** Deletes the meeting for everyone. Throws ApiError. */
export const deleteBoard = (board: Board): Promise<unknown> => api.remove(board.info.get().board, board.key)
/** Changes how answers are shown or the least number of them. Throws ApiError. */
export async function changeSettings(board: Board, wish: { privacy?: 'private' | 'cards'; minimum?: number }): Promise<void> {
  await api.changeSettings(board.info.get().board, board.key, wish)
  await board.refresh()
}
