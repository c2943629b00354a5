/**
 * The recovery code: 16 characters with which a facilitator opens the meeting again on another device, read off paper and typed. It is the
 * facilitator's key in another form, so that the server keeps nothing more, and whoever leads can read it at any time.
 *
 * Crockford's alphabet: no I, L, O or U. What is typed for one of the first three is taken for the figure that it looks like. 32^16 codes are
 * 80 bits: beyond guessing, with the pace of guesses and without. None of the 16 checks the others: cards that are printed could not be told
 * from those with such a character, and the server answers a mistyped code at once.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters in a recovery code. */
export const RECOVERY_LENGTH = 16

/** What a facilitator's key begins with that has a recovery code. Keys of boards from before are random all through. */
const BEFORE = 'genaabn-'

/** A facilitator's key from random bytes, `RECOVERY_LENGTH` of them. */
export const facilitatorKey = (bytes: Uint8Array): string => keyOfRecovery([...bytes].map(byte => ALPHABET.charAt(byte % 32)).join(''))

/** The facilitator's key that a recovery code stands for. */
export const keyOfRecovery = (code: string): string => BEFORE + code

/** The recovery code of a facilitator's key; null where the key is of a board from before there were any. */
export const recoveryOf = (key: string): string | null => (key.startsWith(BEFORE) ? key.slice(BEFORE.length) : null)

/** How a recovery code is shown, in groups of four: "7K2M-9QXD-…". */
export const recoveryShown = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** What was typed as a recovery code: the code, or what to tell the person. `strange`: it holds a character that no recovery code has. */
export type ReadRecovery = { code: string } | { problem: string; strange: boolean }

/** Reads a recovery code with spaces and dashes anywhere, in any case, with O for 0 and I or L for 1, and with "Genåbningskode:" before it. */
export function readRecovery(input: string): ReadRecovery {
  const plain = input.normalize('NFKC').replace(/^.*kode\s*:/isu, '')
  const code = plain
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const count = [...code].length
  if (count === 0) return { problem: 'Skriv genåbningskoden. Den er på 16 tegn.', strange: false }
  const stranger = [...code].find(character => !ALPHABET.includes(character))
  const strange = stranger !== undefined
  if (count !== RECOVERY_LENGTH) return { problem: `Genåbningskoden er på 16 tegn, og her er ${count}. Se på kortet, og skriv den igen.`, strange }
  if (strange) return { problem: `${stranger} bruges ikke i koden. Se på kortet, og skriv den igen.`, strange }
  return { code }
}
