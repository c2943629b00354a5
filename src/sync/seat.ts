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
  /** Step id → the answers (`encodeAnswers`) that the server had while the step was not shown; null where that was not kept. */
  counted: Record<string, string> | null
}

/** The beginning of all names under which something is kept on a device. */
export const PREFIX = 'pejling/'

/** Storage may be full, forbidden or absent: each use of it is allowed to fail. */
export const guarded = <T>(use: () => T): T | undefined => {
  try {
    return use()
  } catch {
    return undefined
  }
}

type Keeper = { read: (name: string) => string | null; write: (name: string, value: string) => void; remove: (name: string) => void }

const storage = (of: () => Storage): Keeper => ({
  read: name => of().getItem(name),
  write: (name, value) => of().setItem(name, value),
  remove: name => of().removeItem(name)
})
const entry = (): Record<string, string | undefined> => (history.state as Record<string, string> | null) ?? {}

const onDevice = storage(() => localStorage)
const inTab = storage(() => sessionStorage)
/** The page's entry in the tab's history: it outlives a reload also where a browser keeps no site data at all. */
const inHistory: Keeper = {
  read: name => entry()[name] ?? null,
  write: (name, value) => history.replaceState({ ...entry(), [name]: value }, ''),
  remove: name => entry()[name] !== undefined && history.replaceState({ ...entry(), [name]: undefined }, '')
}
/** The tab's own before the device's. */
const keepers = [inHistory, inTab, onDevice]

const kept = (keeper: Keeper, board: string): string | null => guarded(() => keeper.read(PREFIX + board)) ?? null
const works = (use: () => unknown): boolean =>
  guarded(() => {
    use()
    return true
  }) ?? false
/** Puts it in the first of these places that takes it. */
const put = (board: string, seat: Seat, places: Keeper[]) => places.some(place => works(() => place.write(PREFIX + board, JSON.stringify(seat))))

/** The seat that this tab or device has on a board; null where there is none, or what is kept is no seat. */
export function readSeat(board: string): Seat | null {
  const text = keepers.map(keeper => kept(keeper, board)).find(each => each !== null)
  const seat = guarded(() => JSON.parse(text ?? 'null') as Partial<Seat> | null)
  return seat && typeof seat.participant === 'string' && typeof seat.key === 'string'
    ? { participant: seat.participant, key: seat.key, places: seat.places ?? {}, counted: seat.counted ?? null }
    : null
}

/** Writes it where it is kept already, else on the device, else in the tab. Where nothing takes it, the board works until the page is closed. */
export const writeSeat = (board: string, seat: Seat): void =>
  void put(board, seat, [keepers.find(keeper => kept(keeper, board) !== null) ?? onDevice, inTab, inHistory])

/** Forgets the seat wherever it is kept. */
export function forgetSeat(board: string): void {
  for (const keeper of keepers) guarded(() => keeper.remove(PREFIX + board))
}

/** The device has been told to forget: the seat stays in this tab alone, until it is closed. */
export function keepSeatInTab(board: string, seat: Seat): void {
  forgetSeat(board)
  put(board, seat, [inTab, inHistory])
}

/** Whether this device can remember a seat after the tab is closed. */
export const deviceRemembers = (): boolean =>
  works(() => {
    onDevice.write(`${PREFIX}?`, '')
    onDevice.remove(`${PREFIX}?`)
  })
