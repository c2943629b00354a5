import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { givenKey } from './given-key.ts'

/**
 * The server's secret, 32 bytes in a file of their own beside the database, made at the first start and readable by its
 * owner alone. Participants' and screens' keys and join codes are derived from it: a copy of the database without it opens no board.
 */
export function serverSecret(dataDir: string): Uint8Array {
  const path = join(dataDir, 'secret')
  if (!existsSync(path)) {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, randomBytes(32))
    fsyncSync(file)
    closeSync(file)
  }
  const secret = readFileSync(path)
  if (secret.length !== 32) throw new Error(`${path} is damaged: restore it from a backup, since the keys of all boards depend on it`)
  return secret
}

const REMEDY =
  'make one with "openssl rand -base64 32", the same for all servers of a database; boards that come from a data folder need the file "secret" of that folder, which SECRET_FILE may name'

/**
 * The secret where boards lie in PostgreSQL, from the environment or from a mounted file: beside the boards it would open them to whoever has a copy, and several
 * servers need the same. Throws Error, with what to do, where there is none.
 */
export function givenSecret({ SECRET, SECRET_FILE }: { SECRET?: string | undefined; SECRET_FILE?: string | undefined }): Uint8Array {
  const secret = givenKey('SECRET', { SECRET, SECRET_FILE }, REMEDY)
  if (!secret) throw new Error(`Boards in PostgreSQL need SECRET, or SECRET_FILE, of 32 bytes: ${REMEDY}`)
  return secret
}
