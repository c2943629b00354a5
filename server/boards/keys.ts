import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { codeFrom, EARLIER_CODE_LENGTH } from '../../src/core/board/code.ts'
import type { BoardId, Key, KeyHash } from '../../src/core/board/ids.ts'
import { facilitatorKey, RECOVERY_LENGTH } from '../../src/core/board/recovery.ts'
import type { BoardRow } from '../storage/storage.ts'

/** 18 random bytes, 24 characters: beyond guessing. */
export const randomKey = (): Key => randomBytes(18).toString('base64url')
/** A facilitator's key, which a recovery code stands for: 80 random bits, beyond guessing too. */
export const randomFacilitatorKey = (): Key => facilitatorKey(randomBytes(RECOVERY_LENGTH))
/** 9 random bytes, 12 characters: unique, and no secret. */
export const randomId = (): string => randomBytes(9).toString('base64url')
/** 1 to 2^31 - 1. */
export const randomGeneration = (): number => randomBytes(4).readUInt32BE() % 0x7fffffff || 1

/** Whether a text has the form of a key: 24 characters of base64url. */
export const looksLikeKey = (key: Key): boolean => /^[A-Za-z0-9_-]{24}$/.test(key)

const sha256 = (text: string): string => hash('sha256', text, 'base64url')
/** What is stored of a random key. A plain hash is enough, since the key itself cannot be guessed. */
export const keyHash = (key: Key): KeyHash => sha256(`key:${key}`)
/** Who wrote in a document. Made from the key itself, so that it cannot be matched with the key's stored hash. */
export const authorHash = (document: string, key: Key): string => sha256(`author:${document}:${key}`)

/** Compares a secret in a time that hangs on its length alone: how far a guess is right cannot be measured. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** The keys that many share, and the join code: derived from the server's secret, so that they need not be stored. */
export type Derived = {
  participant(board: BoardId): Key
  screen(board: BoardId): Key
  reader(board: BoardId): Key
  code(board: BoardId): string
  /** The code that a board was given before codes had eight characters. */
  earlierCode(board: BoardId): string
  /** What is stored to find a board by its code. */
  codeHash(code: string): string
}

const KEPT = 5000

/** The shared keys and codes of all boards. `secret`: 32 bytes, the server's own. */
export function derivedKeys(secret: Uint8Array): Derived {
  const hmac = (text: string): Buffer => createHmac('sha256', secret).update(text).digest()
  const key = (text: string): string => hmac(text).subarray(0, 18).toString('base64url')
  // Everyone who connects is held up against both: those of the boards that were asked for last are kept, about 200 bytes each.
  const kept = new Map<string, { participant: string; screen: string; reader: string }>()
  const shared = (board: string) => {
    const there = kept.get(board)
    if (there) return there
    const made = { participant: key(`participant:${board}`), screen: key(`screen:${board}`), reader: key(`reader:${board}`) }
    for (const first of kept.keys()) {
      if (kept.size < KEPT) break
      kept.delete(first)
    }
    kept.set(board, made)
    return made
  }
  return {
    participant: board => shared(board).participant,
    screen: board => shared(board).screen,
    reader: board => shared(board).reader,
    code: board => codeFrom(hmac(`code:${board}`)),
    earlierCode: board => codeFrom(hmac(`code:${board}`), EARLIER_CODE_LENGTH),
    codeHash: code => hmac(`lookup:${code}`).toString('base64url')
  }
}

/** The join code of a board, which keeps the one that it was made with. */
export function codeOf({ id, code }: Readonly<BoardRow>, derived: Derived): string {
  const earlier = derived.earlierCode(id)
  return code !== null && sameText(code, derived.codeHash(earlier)) ? earlier : derived.code(id)
}
