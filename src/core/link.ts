/** Links carry a board's key in the fragment, which browsers send to no server: "/bord/#<board>.<key>". */

/** Characters of base64url in a board's id, and in a key. */
export const BOARD_ID_LENGTH = 12
export const KEY_LENGTH = 24

/** A link that opens a board with this key. `origin` as in "https://pejling.example", without a path. */
export const boardLink = (origin: string, board: string, key: string, page = '/bord/'): string =>
  `${origin.replace(/\/+$/, '')}${page}#${board}.${key}`

/** Whether an address ("localhost", "127.0.0.1", "[::1]", without a port) leads each device to itself, so that no phone comes to us by it. */
export const isOwnMachine = (hostname: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** Why a fragment opens nothing: there is none, or something is missing in it (or too much, as when text was copied along). */
export type LinkFault = 'missing' | 'incomplete'

const whole = new RegExp(`^#?([A-Za-z0-9_-]{${BOARD_ID_LENGTH}})\\.([A-Za-z0-9_-]{${KEY_LENGTH}})$`)

/** The board and key of a location's hash, with or without its "#". A key with a letter missing is told from no key at all. */
export function parseFragment(hash: string): { board: string; key: string } | { reason: LinkFault } {
  const [, board, key] = whole.exec(hash) ?? []
  if (board !== undefined && key !== undefined) return { board, key }
  return { reason: hash.replace(/^#/, '').trim() === '' ? 'missing' : 'incomplete' }
}

/** What to tell a person whose link opens nothing, and what to do. */
export const linkSentences: Record<LinkFault, string> = {
  missing: 'Linket mangler den del, der åbner mødet. Åbn det igen fra beskeden eller QR-koden, eller skriv mødets kode på otte tegn.',
  incomplete: 'Linket er ikke helt. Kopiér hele linket, scan QR-koden igen, eller skriv mødets kode på otte tegn.'
}
