import type { Draft } from '../core/adapt/draft.ts'
import { type KeptDrejebog, keep } from '../core/adapt/kept-drejebog.ts'

/** The adapted drejebøger of this device, each under a name of its own. Named as all else that "Slet alt på denne enhed" deletes. */
const PREFIX = 'pejling/drejebog/'

/** An adapted drejebog with its id on this device. `ready`: nothing kept it from being played when it was last changed. */
export type Mine = KeptDrejebog & { id: string; ready: boolean }

function read(id: string): Mine | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + id) ?? 'null') as Omit<Mine, 'id'> | null
    return kept?.kind === 'pejling-drejebog' && Array.isArray(kept.draft?.workshop?.steps) ? { ...kept, id } : null
  } catch {
    return null
  }
}

/** An id that none on this device has. */
export function freeId(): string {
  let at = Date.now()
  while (read(at.toString(36))) at++
  return at.toString(36)
}

/** One of this device; null where it is not there. */
export const readMine = (id: string): Mine | null => read(id)

/** All of this device, the last changed first. */
export function allMine(): Mine[] {
  try {
    const ids = Object.keys(localStorage).flatMap(name => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
    return ids.flatMap(id => read(id) ?? []).sort((a, b) => b.changed - a.changed)
  } catch {
    return []
  }
}

/** Keeps a draft on this device. False where the browser does not. */
export function keepMine(id: string, draft: Draft, ready: boolean): boolean {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify({ ...keep(draft, Date.now()), ready }))
    return true
  } catch {
    return false
  }
}

/** Deletes one from this device. */
export function deleteMine(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id)
  } catch {
    // Where nothing can be deleted nothing was kept.
  }
}
