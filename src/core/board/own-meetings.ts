import { BOARD_ID_LENGTH, KEY_LENGTH } from './link.ts'
import { REMEMBERED } from './remembered-meeting.ts'

/** [own-meetings] What a device keeps of a meeting that it has opened. */
export type OwnMeeting = {
  board: string
  /** A participant's own ballot, or the facilitator's key that somebody asked the device to remember. */
  role: 'facilitator' | 'participant'
  key: string
  /** Undefined of a participant's: the seat keeps none. */
  title?: string
  /** ISO time at which the board is deleted by itself. */
  expires?: string
}

const boardId = new RegExp(`^[A-Za-z0-9_-]{${BOARD_ID_LENGTH}}$`)
const isKey = (value: unknown): value is string => typeof value === 'string' && value.length === KEY_LENGTH
const parsed = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/**
 * [own-meetings] The meetings among what a device keeps, those that somebody leads first, the one that is deleted first before the others.
 * `entries`: name, without the house's prefix, and text. `over`: the boards whose remembered key is past its date. `unread`: how many entries
 * are a meeting's by their name and cannot be read. What is no meeting's is left out.
 */
export function readOwnMeetings(
  entries: readonly (readonly [name: string, text: string])[],
  now: number
): { meetings: OwnMeeting[]; over: string[]; unread: number } {
  const meetings: OwnMeeting[] = []
  const over: string[] = []
  let unread = 0
  for (const [name, text] of entries) {
    const isRemembered = name.startsWith(REMEMBERED)
    const board = isRemembered ? name.slice(REMEMBERED.length) : name
    if (!boardId.test(board)) {
      if (isRemembered) unread++
      continue
    }
    const { key, participant, title, expires } = parsed(text) ?? {}
    if (!isKey(key)) unread++
    else if (!isRemembered) {
      if (typeof participant === 'string') meetings.push({ board, role: 'participant', key })
      else unread++
    } else if (typeof title !== 'string' || typeof expires !== 'string' || !Number.isFinite(Date.parse(expires))) unread++
    else if (Date.parse(expires) <= now) over.push(board)
    else meetings.push({ board, role: 'facilitator', key, title, expires })
  }
  const rank = ({ role }: OwnMeeting) => (role === 'facilitator' ? 0 : 1)
  meetings.sort((a, b) => rank(a) - rank(b) || (a.expires ?? '').localeCompare(b.expires ?? '') || a.board.localeCompare(b.board))
  return { meetings, over, unread }
}
