import { boardLink } from '../core/link.ts'

/** Writes the whole link into the address bar where something clung to it, so that what is copied from there is whole too. */
export function tidyAddress({ board, key }: { board: string; key: string }): void {
  const whole = boardLink('', board, key, location.pathname)
  if (location.pathname + location.hash !== whole) history.replaceState(history.state, '', whole)
}
