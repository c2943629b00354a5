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
export const CODE_LENGTH_WORD = 'otte'

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

/** What somebody typed or pasted as a code: the code, or why there is none in it. */
export type ReadCode =
  | { code: string }
  /** Nothing but blanks. */
  | { fault: 'empty' }
  /** `characters`: those that no code has, each once, in the order in which they stand. */
  | { fault: 'characters'; characters: string[] }
  /** `length`: how many characters there are. */
  | { fault: 'length'; length: number }

const isLength = (length: number): boolean => length === CODE_LENGTH || length === EARLIER_CODE_LENGTH

/**
 * Finds the code in what was typed or pasted: "Kode: k7x4 pmq2.", a sentence around it, a link with "?kode=", full-width
 * letters, characters without width. No character is swapped for another, and of two codes none is chosen.
 */
export function readCode(input: string): ReadCode {
  const plain = input.normalize('NFKC').replace(/\p{Cf}/gu, '')
  const text = /[?&]kode(?:=|%3d)([^&#]*)/i.exec(plain)?.[1]?.replace(/\+|%20/g, ' ') ?? plain
  // The word before the code, with what stands before that: "Koden til mødet er: ".
  const after = text.replace(/^.*\bkoden?\b(?:\s+(?:er|til\s+mødet(?:\s+er)?))?\s*[:=]?/is, '')
  const whole = normaliseCode(after.replace(/[^\p{L}\p{N}]+/gu, ''))
  if (whole) return { code: whole }
  const words = text.split(/[^\p{L}\p{N}]+/u).map(word => (/^[a-z0-9]+$/i.test(word) ? word.toUpperCase() : ''))
  const isPart = (word = ''): boolean => word !== '' && [...word].every(character => CODE_ALPHABET.includes(character))
  const found = new Set(
    words.flatMap((word, i) => {
      const following = words[i + 1] ?? ''
      if (!isPart(word)) return []
      if (isLength(word.length)) return [word]
      return isPart(following) && following.length === word.length && isLength(2 * word.length) ? [word + following] : []
    })
  )
  const [code] = found
  if (code !== undefined && found.size === 1) return { code }
  const bare = [...after.replace(/[^\p{L}\p{N}]+/gu, '')]
  if (bare.length === 0) return { fault: 'empty' }
  const characters = [...new Set(bare.map(character => character.toUpperCase()))].filter(character => !CODE_ALPHABET.includes(character))
  return characters.length > 0 && bare.length <= CODE_LENGTH + 2 ? { fault: 'characters', characters } : { fault: 'length', length: bare.length }
}

/** What to tell a person whose code is none, and what to do. */
export function codeSentence(fault: Exclude<ReadCode, { code: string }>): string {
  if (fault.fault === 'empty') return `Skriv koden fra storskærmen. Den er på ${CODE_LENGTH_WORD} tegn.`
  if (fault.fault === 'length') return `Koden er på ${CODE_LENGTH_WORD} tegn, og her er ${fault.length}. Se på storskærmen, og skriv den igen.`
  const last = fault.characters.at(-1)
  const before = fault.characters.slice(0, -1).join(', ')
  return `${before ? `${before} og ${last}` : last} bruges ikke i koder. Se på storskærmen, og skriv koden igen.`
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
