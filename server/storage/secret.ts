import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

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
