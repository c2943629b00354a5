import { REMEMBERED } from '../core/board/remembered-meeting.ts'
import { deleteCopy } from './delete-copy.ts'
import { forgetSeat, guarded, PREFIX } from './seat.ts'

/** A browser that has not listed its databases by then (ms) is not waited for. */
const LIST_WITHIN = 4_000

/**
 * Deletes this device's copies that are named so. Answers how many are gone, and how many are not: another tab holds them, or the browser's
 * storage hangs. Browsers that cannot list them (Firefox before 126) keep them.
 */
async function deleteCopies(named: (name: string) => boolean): Promise<{ gone: number; left: number }> {
  const listed = guarded(() => indexedDB.databases?.())?.catch(() => undefined)
  const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), LIST_WITHIN))
  const databases = (await Promise.race([listed, late])) ?? []
  const deleted = await Promise.all(
    databases
      .map(each => each.name ?? '')
      .filter(named)
      .map(deleteCopy)
  )
  const gone = deleted.filter(Boolean).length
  return { gone, left: deleted.length - gone }
}

/**
 * Forgets what this device has of a board: the seat, the remembered key and every copy; of one that is `closed`, all but what its facilitator
 * needs. Answers how many copies are gone, and how many are not.
 */
export async function forgetBoard(board: string, { closed = false } = {}): Promise<{ gone: number; left: number }> {
  forgetSeat(board)
  if (!closed) guarded(() => localStorage.removeItem(PREFIX + REMEMBERED + board))
  return deleteCopies(name => name.startsWith(`${PREFIX}${board}/`) && !(closed && name.includes('/facilitator/')))
}

/** Deletes everything that Pejling has kept on this device, of all boards. Answers how many things are gone, and how many are not. */
export async function forgetDevice(): Promise<{ gone: number; left: number }> {
  let seats = 0
  for (const storage of [() => localStorage, () => sessionStorage]) {
    const names = guarded(() => Object.keys(storage()).filter(name => name.startsWith(PREFIX))) ?? []
    for (const name of names) guarded(() => storage().removeItem(name))
    seats += names.length
  }
  const { gone, left } = await deleteCopies(name => name.startsWith(PREFIX))
  return { gone: seats + gone, left }
}
