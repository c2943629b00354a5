import { atom, type ReadableAtom } from 'nanostores'
import type { MadeParticipant } from '../../core/board/api.ts'
import { api } from '../../sync/api.ts'
import { forgetSeat, keepSeatInTab, readSeat, type Seat, writeSeat } from '../../sync/seat.ts'
import type { Address } from '../../sync/shared-document.ts'
import { alone } from '../../sync/tabs.ts'
import { type BallotHandle, openBallot } from './ballot-handle.ts'
import type { OpenDocuments } from './open-documents.ts'

/** The ballots that this device has open on one board. */
export type Seats = {
  /** Where the person sits whose device this is; null before "Begynd" and for who doesn't take part. */
  own: ReadableAtom<BallotHandle | null>
  /** Set when the server, restored from an older copy, no longer knew the person: the seat is free again, and the answers are gone. */
  unseated: ReadableAtom<boolean>
  /** Becomes a participant: makes a ballot and remembers it on this device. Throws ApiError. */
  take: () => Promise<void>
  /** [person-once] Takes the seat that this device has, as another tab may have taken it. Answers whether there is one. */
  takeKept: () => boolean
  /** Opens one more ballot beside the own one, for as long as the page lives: this device remembers nothing of it. */
  open: (made: MadeParticipant) => BallotHandle
  /** Reads the wall without a seat, as a device does that is passed round. */
  readAlong: () => void
  /** Whether all of a ballot is on the server's disk. */
  isSaved: (handle: BallotHandle) => boolean
  /** Ends a ballot that was opened beside the own one. */
  close: (handle: BallotHandle) => Promise<void>
  /** Forgets the own seat and closes what was opened with it. `lost`: the server does not know it. Answers whether there was one. */
  release: (lost?: boolean) => Promise<boolean>
  /** The device has been told to forget: the seat stays in this tab alone. */
  keepInTab: () => void
}

/**
 * `at`: the address of a ballot with this key. `mayTake`: whether a person can sit here, a participant in an open meeting. `onTaken`: called as the
 * own seat is taken, before its ballot is opened; `tellTabs`: as it was taken here first.
 */
export function boardSeats(
  documents: OpenDocuments,
  board: { id: string; key: string; at: (made: MadeParticipant) => Address },
  on: { mayTake: () => boolean; onTaken: (at: Address) => void; readAlong: () => void; tellTabs: () => void }
): Seats {
  const own = atom<BallotHandle | null>(null)
  const unseated = atom(false)

  const sit = (seat: Seat) => {
    const at = board.at(seat)
    on.onTaken(at)
    own.set(openBallot(documents, at, seat, now => writeSeat(board.id, now)))
  }
  const takeKept = (): boolean => {
    if (own.get()) return true
    const kept = on.mayTake() ? readSeat(board.id) : null
    if (kept) sit(kept)
    return kept !== null
  }

  return {
    own,
    unseated,
    takeKept,
    take: () =>
      alone(`pejling/${board.id}`, async () => {
        if (takeKept()) return
        const made = await api.makeParticipant(board.id, board.key)
        // Where tabs cannot wait for each other, another one may have been quicker.
        if (takeKept()) return
        const seat: Seat = { ...made, places: {}, counted: {} }
        writeSeat(board.id, seat)
        sit(seat)
        on.tellTabs()
      }),
    open: made => openBallot(documents, board.at(made), { ...made, places: {}, counted: {} }, null),
    readAlong: on.readAlong,
    isSaved: ({ participant }) => documents.get(`ballot.${participant}`)?.status() === 'saved',
    close: ({ participant }) => documents.forget([`ballot.${participant}`]),
    async release(lost = false) {
      const taken = own.get()
      if (!taken) return false
      if (lost) {
        unseated.set(true)
        own.set(null)
      }
      forgetSeat(board.id)
      await documents.forget(['wall', `ballot.${taken.participant}`])
      return true
    },
    keepInTab() {
      const taken = own.get()
      if (taken) keepSeatInTab(board.id, taken.seat())
    }
  }
}
