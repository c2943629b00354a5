import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bits of a mode that let others than the owner in. */
const OTHERS = 0o077

/**
 * Takes the data folder and the files in it from all users of the machine but their owner: the folder becomes 0700, a file that
 * others could read 0600. Answers how many of them were changed, and the error where one may not be. Folders
 * within it are left as they are, since nobody comes past this one. Nothing happens on Windows, which has no such modes.
 */
export function shutFolder(dataDir: string): { paths: number; error: unknown } {
  let paths = 0
  if (process.platform === 'win32') return { paths, error: null }
  const shut = (path: string, mode: number, open: boolean): void => {
    if (!open) return
    chmodSync(path, mode)
    paths++
  }
  try {
    shut(dataDir, 0o700, (statSync(dataDir).mode & OTHERS) !== 0)
    for (const { name } of readdirSync(dataDir, { withFileTypes: true }).filter(entry => entry.isFile())) {
      const path = join(dataDir, name)
      shut(path, 0o600, (statSync(path).mode & OTHERS) !== 0)
    }
  } catch (error) {
    return { paths, error }
  }
  return { paths, error: null }
}
