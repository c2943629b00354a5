import type { BoardInfo } from '../core/board/api.ts'
import { type OwnMeeting, readOwnMeetings } from '../core/board/own-meetings.ts'
import { ApiError, api } from '../sync/api.ts'
import { forgetBoard } from '../sync/device.ts'
import { guarded, PREFIX } from '../sync/seat.ts'

/**
 * [own-meetings] The meetings that this device has opened, and how many entries of others cannot be read; null where the browser lets the site keep
 * nothing. A key that is past its date is forgotten on the way. `now`: Unix ms.
 */
export function ownMeetings(now: number): { meetings: OwnMeeting[]; unread: number } | null {
  const entries = guarded(() =>
    Object.keys(localStorage)
      .filter(name => name.startsWith(PREFIX))
      .map(name => [name.slice(PREFIX.length), localStorage.getItem(name) ?? ''] as const)
  )
  if (!entries) return null
  const { meetings, over, unread } = readOwnMeetings(entries, now)
  for (const board of over) void forgetBoard(board)
  return { meetings, unread }
}

/**
 * What the server says of a meeting: its facts; `gone` where there is none any more, which the device forgets then; `refused` where the key opens
 * nothing; `offline` where no answer came that says so.
 */
export async function lookUp({ board, key }: Pick<OwnMeeting, 'board' | 'key'>): Promise<BoardInfo | 'gone' | 'refused' | 'offline'> {
  try {
    return await api.info(board, key, 'default')
  } catch (error) {
    if (!(error instanceof ApiError)) return 'offline'
    if (error.code === 'no-board') {
      await forgetBoard(board)
      return 'gone'
    }
    return error.status === 401 ? 'refused' : 'offline'
  }
}
