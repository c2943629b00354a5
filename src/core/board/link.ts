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

const letter = '[A-Za-z0-9_-]'
const boardAndKey = new RegExp(`(?:^|(?!${letter}).)(${letter}{${BOARD_ID_LENGTH}})\\.(${letter}{${KEY_LENGTH}})(?!${letter})`, 's')

/** What mail programs, chats and people put into a link that they break: white space, soft hyphens and characters without width. */
const breaks = /[\s\p{Cf}]+/gu

/** Undoes percent-encoding of ASCII, also where it was done several times, and never fails: "%2523" is "#". */
function decoded(text: string): string {
  for (let times = 0; times < 4; times++) {
    const next = text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    if (next === text) break
    text = next
  }
  return text
}

/** Links that stand in a mail filter's own link in a form of its own; all other filters encode by percent alone. */
function unwrapped(text: string): string {
  // Proofpoint: version 3 writes "*" for what it encodes, version 2 "-23" for "#" and "_" for "/".
  const third = /urldefense[a-z.]*\/v3\/__(.*)__;/is.exec(text)?.[1]
  if (third !== undefined) return third.replace(/\*/g, '#')
  const second = /urldefense[a-z.]*\/v2\/url\?(?:.*&)?u=([^&]*)/is.exec(text)?.[1]
  return second === undefined ? text : second.replace(/_/g, '/').replace(/-([0-9A-F]{2})/g, '%$1')
}

/** The board and key in a link, wherever they stand in the text, however the link was changed on its way; null where they are not whole. */
export function findLink(text: string): { board: string; key: string } | null {
  const plain = decoded(unwrapped(text))
  const [, board, key] = boardAndKey.exec(plain) ?? boardAndKey.exec(plain.replace(breaks, '')) ?? []
  return board !== undefined && key !== undefined ? { board, key } : null
}

/** The board and key of a location's hash, with or without its "#". A key with a letter missing is told from no key at all. */
export function parseFragment(hash: string): { board: string; key: string } | { reason: LinkFault } {
  return findLink(hash) ?? { reason: new RegExp(letter).test(decoded(hash)) ? 'incomplete' : 'missing' }
}

/**
 * Where a path was meant to lead that reached the server because its link was changed on the way; null where it is none of
 * those. `path` as in the request, still encoded: "/bord/%23<board>.<key>" is the fragment of "/bord/", which no server
 * should have seen, and "/deltag/)." is "/deltag/". The answer is a path of this site, and safe in a header.
 */
export function mendedPath(path: string): string | null {
  const [, page, rest = ''] = /^\/(bord|referat)(?![a-z])\/?(.*)$/i.exec(path) ?? []
  if (page && rest !== '') {
    const link = findLink(rest)
    if (link) return `/${page.toLowerCase()}/#${link.board}.${link.key}`
    // What is left of a key is for no log either: the page tells that the link is not whole.
    const left = /^(?:%(?:25)*23|\*)(.*)$/.exec(rest)?.[1]
    if (left !== undefined) return `/${page.toLowerCase()}/#${left}`
  }
  const query = /^\/deltag\/?%3f(kode(?:=|%3d).*)$/i.exec(path)?.[1]
  if (query) return `/deltag/?${query.replace(/^kode%3d/i, 'kode=')}`
  const bare = path.replace(/([.,;:!)\]}>"'*_]|%(?:0[ad]|2[0-9ce]|3[abce]|5d|7d|e2%80%(?:8b|99|9d|a6)|c2%(?:a0|bb)))+$/i, '')
  return bare !== path && bare.startsWith('/') && !bare.startsWith('//') ? bare : null
}

/** What to tell a person whose link opens nothing, and what to do. */
export const linkSentences: Record<LinkFault, string> = {
  missing: 'Linket mangler den del, der åbner mødet. Åbn det igen fra beskeden eller QR-koden, eller skriv mødets kode på otte tegn.',
  incomplete: 'Linket er ikke helt. Kopiér hele linket, scan QR-koden igen, eller skriv mødets kode på otte tegn.'
}
