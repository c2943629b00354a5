import { REMEMBERED, type RememberedMeeting } from '../core/board/remembered-meeting.ts'
import { guarded, PREFIX } from '../sync/seat.ts'

const nameOf = (board: string) => PREFIX + REMEMBERED + board

/** [own-meetings] Keeps a facilitator's key on this device. False where the browser keeps nothing. */
export const rememberMeeting = (board: string, meeting: RememberedMeeting): boolean =>
  guarded(() => {
    localStorage.setItem(nameOf(board), JSON.stringify(meeting))
    return true
  }) ?? false

/** Forgets a facilitator's key; what else the device keeps of the meeting stays. */
export const forgetKey = (board: string): void => void guarded(() => localStorage.removeItem(nameOf(board)))

/** Whether this device keeps the facilitator's key of a meeting. */
export const isRemembered = (board: string): boolean => guarded(() => localStorage.getItem(nameOf(board)) !== null) ?? false
