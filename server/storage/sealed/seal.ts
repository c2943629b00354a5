import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { BoardId, ParticipantId } from '../../../src/core/board/ids.ts'

/**
 * A sealed ballot: MARK, a random nonce, the tag, and AES-256-GCM of the ballot's length, the ballot and zeros. Each board has a key of its own
 * from the host's (HKDF-SHA-256), so that nonces meet in no two boards. The board and the participant are authenticated with it: a ballot opens
 * in its own place alone. Not the board's generation: a restored backup gets another, and its ballots must still open.
 */
const MARK = Buffer.from('PJB1')
const NONCE = 12
const TAG = 16
/** Bytes that a ballot is filled up to a multiple of: what it holds does not show in its size. A whole one of 130 answers takes about eight. */
const BLOCK = 512

const boardKey = (key: Uint8Array, board: BoardId): Uint8Array => new Uint8Array(hkdfSync('sha256', key, board, 'pejling ballot', 32))
const place = (board: BoardId, participant: ParticipantId): Buffer => Buffer.from(`${board}/${participant}`)

/** Whether stored bytes are a sealed ballot. No unsealed one begins so: as a Yjs update it would be of 80 clients. */
export const isSealed = (stored: Uint8Array): boolean => stored.length > MARK.length && MARK.equals(stored.subarray(0, MARK.length))

/** Seals a ballot for its place. */
export function seal(key: Uint8Array, board: BoardId, participant: ParticipantId, state: Uint8Array): Uint8Array {
  const plain = Buffer.alloc(Math.ceil((4 + state.length) / BLOCK) * BLOCK)
  plain.writeUInt32BE(state.length)
  plain.set(state, 4)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', boardKey(key, board), nonce).setAAD(place(board, participant))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Uint8Array.from(Buffer.concat([MARK, nonce, cipher.getAuthTag(), sealed]))
}

/** Opens a sealed ballot of this place. Throws Error where the key or the place is another, or a byte has changed. */
export function unseal(key: Uint8Array, board: BoardId, participant: ParticipantId, stored: Uint8Array): Uint8Array {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).subarray(MARK.length)
  const decipher = createDecipheriv('aes-256-gcm', boardKey(key, board), bytes.subarray(0, NONCE)).setAAD(place(board, participant))
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])
  return Uint8Array.from(plain.subarray(4, 4 + plain.readUInt32BE()))
}
