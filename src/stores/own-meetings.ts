import type { BoardInfo } from '../core/board/api.ts'
import { type OwnMeeting, readOwnMeetings } from '../core/board/own-meetings.ts'
import { REMEMBERED } from '../core/board/remembered-meeting.ts'
import { ApiError, api } from '../sync/api.ts'
import { forgetBoard } from '../sync/device.ts'
import { guarded, PREFIX } from '../sync/seat.ts'
import { forgetKey } from './remember-meeting.ts'

/** Whether this browser lets a site keep anything. */
export const keepsAnything = (): boolean => guarded(() => localStorage.length >= 0) ?? false

/** [own-meetings] The meetings that this device has opened. What is past its date is forgotten on the way. */
export function ownMeetings(now: number): OwnMeeting[] {
  const entries = guarded(() =>
    Object.keys(localStorage)
      .filter(name => name.startsWith(PREFIX))
      .map(name => [name.slice(PREFIX.length), localStorage.getItem(name) ?? ''] as const)
  )
  const { meetings, over } = readOwnMeetings(entries ?? [], now)
  for (const name of over) void forgetMeeting(name.slice(REMEMBERED.length))
  return meetings
}

/** Forgets all that this device has of a meeting: the key, the seat and the copies. The meeting itself goes on. */
export async function forgetMeeting(board: string): Promise<void> {
  forgetKey(board)
  await forgetBoard(board)
}

/** What the server says of a meeting: its facts, `gone` where there is none or the key opens it no more, `offline` where nobody answers. */
export async function lookUp({ board, key }: Pick<OwnMeeting, 'board' | 'key'>): Promise<BoardInfo | 'gone' | 'offline'> {
  try {
    return await api.info(board, key)
  } catch (error) {
    return error instanceof ApiError && (error.status === 404 || error.status === 401) ? 'gone' : 'offline'
  }
}
