import { atom, onMount } from 'nanostores'
import { boardLink } from '../core/board/link.ts'

/** Writes the whole link into the address bar where something clung to it, so that what is copied from there is whole too. */
export function tidyAddress({ board, key }: { board: string; key: string }): void {
  const whole = boardLink('', board, key, location.pathname)
  if (location.pathname + location.hash !== whole) history.replaceState(history.state, '', whole)
}

/** Named as all else that "Slet alt på denne enhed" deletes. */
const KEPT = 'pejling/address'

/** Which of the server's addresses the facilitator has chosen for the links; null where none is. All windows of the browser have the same. */
export const chosenAddress = atom<string | null>(null)

onMount(chosenAddress, () => {
  const read = (): void => {
    try {
      chosenAddress.set(localStorage.getItem(KEPT))
    } catch {
      // Without storage each window has the first address.
    }
  }
  read()
  window.addEventListener('storage', read)
  return () => window.removeEventListener('storage', read)
})

/** Chooses the origin that links name, in all windows of this browser. */
export function chooseAddress(origin: string): void {
  chosenAddress.set(origin)
  try {
    localStorage.setItem(KEPT, origin)
  } catch {
    // It holds in this window alone.
  }
}

/** The origin that links for other devices name: the chosen one of `reach`, else its first, else the page's own. */
export const addressFor = (reach: readonly string[] | undefined, choice: string | null): string =>
  (choice !== null && reach?.includes(choice) ? choice : reach?.[0]) ?? location.origin
