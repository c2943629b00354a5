/**
 * What this device remembers of a board, so that a participant who reloads, sleeps or changes network comes back as the
 * same participant at the same place. Written when the participant presses "Begynd" and no earlier.
 */
export type Seat = {
  participant: string
  /** The ballot's key. */
  key: string
  /** Step id → index of the item that was on the screen. */
  places: Record<string, number>
  /** Step id → the answers (`sheetOf`) that the server had while the step was not shown; null where that was not kept. */
  counted: Record<string, string> | null
}

const PREFIX = 'pejling/'

/** Storage may be full, forbidden or absent (private windows): then the board works until the page is closed. */
const guarded = <T>(use: () => T): T | undefined => {
  try {
    return use()
  } catch {
    return undefined
  }
}

export function readSeat(board: string): Seat | null {
  const seat = guarded(() => JSON.parse(localStorage.getItem(PREFIX + board) ?? 'null') as Partial<Seat> | null)
  return seat && typeof seat.participant === 'string' && typeof seat.key === 'string'
    ? { participant: seat.participant, key: seat.key, places: seat.places ?? {}, counted: seat.counted ?? null }
    : null
}

export const writeSeat = (board: string, seat: Seat): void => void guarded(() => localStorage.setItem(PREFIX + board, JSON.stringify(seat)))

export const forgetSeat = (board: string): void => void guarded(() => localStorage.removeItem(PREFIX + board))

/** Deletes this device's copies that are named so. Answers how many. Browsers that cannot list them (Firefox before 126) keep them. */
async function deleteCopies(named: (name: string) => boolean): Promise<number> {
  const databases = (await guarded(() => indexedDB.databases?.())?.catch(() => undefined)) ?? []
  const names = databases.map(d => d.name ?? '').filter(named)
  await Promise.all(
    names.map(
      name =>
        new Promise<void>(resolve => {
          const request = indexedDB.deleteDatabase(name)
          request.onsuccess = request.onerror = request.onblocked = () => resolve()
        })
    )
  )
  return names.length
}

/** Forgets the seat and every copy of a board that is gone; of one that is `closed`, all but what its facilitator may still write. */
export async function forgetBoard(board: string, { closed = false } = {}): Promise<void> {
  forgetSeat(board)
  await deleteCopies(name => name.startsWith(`${PREFIX}${board}/`) && !(closed && name.includes('/facilitator/')))
}

/** Deletes everything that Pejling has kept on this device, of all boards. Answers how many things that was. */
export async function forgetDevice(): Promise<number> {
  const keys = guarded(() => Object.keys(localStorage).filter(name => name.startsWith(PREFIX))) ?? []
  for (const name of keys) guarded(() => localStorage.removeItem(name))
  return keys.length + (await deleteCopies(name => name.startsWith(PREFIX)))
}
