import type { MadeParticipant } from '../../core/board/api.ts'
import { guarded, PREFIX } from '../../sync/seat.ts'

/** What a tab keeps of the people that it plays in a rehearsal. `written`: the notes that they have hung up, so that none is hung up twice. */
export type PlayedSeats = { seats: MadeParticipant[]; written: string[] }

/** For this tab alone: the keys of eight ballots belong on no device for longer than the rehearsal. */
const nameOf = (board: string): string => `${PREFIX}${board}/played`

/** The people whom this tab plays on a board; null where it plays none, or what is kept is no such thing. */
export function readPlayed(board: string): PlayedSeats | null {
  const kept = guarded(() => JSON.parse(sessionStorage.getItem(nameOf(board)) ?? 'null') as Partial<PlayedSeats> | null)
  return kept && Array.isArray(kept.seats) && Array.isArray(kept.written) ? { seats: kept.seats, written: kept.written } : null
}

/** Keeps them for a reload of the page. Where the tab keeps nothing, they live as long as the page. */
export const keepPlayed = (board: string, played: PlayedSeats): void =>
  void guarded(() => sessionStorage.setItem(nameOf(board), JSON.stringify(played)))

/** Forgets them, as the rehearsal ends. */
export const forgetPlayed = (board: string): void => void guarded(() => sessionStorage.removeItem(nameOf(board)))
