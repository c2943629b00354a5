/**
 * Join codes: eight characters in two groups of four, read off a wall at five metres, said aloud and typed on a phone.
 *
 * The alphabet has no two characters that are taken for each other: of 0/O, 1/I, 2/Z, 5/S, 6/G, 8/B and U/V one is left
 * out, or both. It has no vowels, so that no word comes up by chance, and no Y, which Danish counts as one. 24 characters give
 * 24^8, 110 billion codes: the README has what a search by guessing finds. Since O, I, Z, S, G, B and U are not in it, a code that holds one has been misread, and is
 * refused rather than guessed at.
 */
export const CODE_ALPHABET = 'CDFHJKLMNPQRTVWX23456789'

/** Characters in a code. */
export const CODE_LENGTH = 8

/** Characters in a code of a board from before codes had eight: it opens that board until its date. */
export const EARLIER_CODE_LENGTH = 6

/** What a person typed, as a code: without spaces and dashes, in capitals. null where that is no code; no character is swapped for another. */
export function normaliseCode(input: string): string | null {
  const bare = input.replace(/[\s\p{Pd}]/gu, '')
  // Checked before capitals are made: capitals of some foreign letters are Latin ones.
  if (!/^[a-z0-9]*$/i.test(bare)) return null
  const code = bare.toUpperCase()
  const whole = code.length === CODE_LENGTH || code.length === EARLIER_CODE_LENGTH
  return whole && [...code].every(character => CODE_ALPHABET.includes(character)) ? code : null
}

/** How a code is shown, in two groups: "K7X4 PMQ2". */
export const codeShown = (code: string): string => `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`

/**
 * A code from random bytes, each code as likely as any other: bytes from 240 up are passed over, since 256 is no multiple
 * of 24. Give it 32: so many fail to make a code less than once in 10^27. Throws RangeError where too few could be used.
 */
export function codeFrom(bytes: Uint8Array, length = CODE_LENGTH): string {
  const usable = 256 - (256 % CODE_ALPHABET.length)
  const characters = [...bytes].filter(byte => byte < usable).map(byte => CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length))
  if (characters.length < length) throw new RangeError(`A code needs ${length} usable random bytes and got ${characters.length}: give 32`)
  return characters.slice(0, length).join('')
}
