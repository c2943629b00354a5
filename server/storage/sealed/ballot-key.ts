import { readFileSync } from 'node:fs'

/** Bytes of a ballot key: AES-256. */
export const BALLOT_KEY_BYTES = 32

/** Where a host says which key ballots are sealed with. */
export type BallotKeyPlace = { BALLOT_KEY?: string | undefined; BALLOT_KEY_FILE?: string | undefined }

const REMEDY = 'make one with "openssl rand -base64 32", and keep it where the data folder’s backups are not'

/**
 * [sealed-at-rest] The key from the environment or from a mounted file, as base64 or hex; null where neither is set. Throws Error, with what
 * to do, where it is no key or both are set.
 */
export function ballotKey({ BALLOT_KEY, BALLOT_KEY_FILE }: BallotKeyPlace): Uint8Array | null {
  if (BALLOT_KEY !== undefined && BALLOT_KEY_FILE !== undefined) throw new Error('BALLOT_KEY and BALLOT_KEY_FILE are both set: leave one of them out')
  const name = BALLOT_KEY === undefined ? 'BALLOT_KEY_FILE' : 'BALLOT_KEY'
  const written = BALLOT_KEY ?? (BALLOT_KEY_FILE === undefined ? undefined : readKeyFile(BALLOT_KEY_FILE))
  if (written === undefined) return null
  const text = written.trim()
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  // Node reads past what is no base64: only what reads back the same was one.
  const isWhole = /^[0-9a-f]{64}$/i.test(text) || key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (key.length !== BALLOT_KEY_BYTES || !isWhole) throw new Error(`${name} holds no key of ${BALLOT_KEY_BYTES} bytes: ${REMEDY}`)
  return key
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`BALLOT_KEY_FILE is "${path}", which cannot be read (${(error as { code?: string }).code}): mount it, or leave it out`)
  }
}
