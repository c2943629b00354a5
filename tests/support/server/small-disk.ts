import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A folder on a small disk, which can be filled up and made room on again. */
export type SmallDisk = {
  readonly folder: string
  /** For the storage's `mostPages`; undefined where the disk itself is small. */
  readonly mostPages?: number
  fill(): void
  free(): void
  /** False where that cannot be: as long as somebody writes on it, and on the stand-in. */
  makeReadOnly(): boolean
  remove(): void
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'pejling-disk-'))
const run = (...args: string[]): boolean => spawnSync(args[0] ?? '', args.slice(1)).status === 0

/** A memory disk of 2 MiB. Null where this user may not mount one. */
export function mountedDisk(): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = newFolder()
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder)) {
    rmSync(folder, { recursive: true })
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      for (const size of [65536, 4096, 1]) {
        try {
          for (;;) appendFileSync(ballast, Buffer.alloc(size))
        } catch {
          // Full for pieces of this size.
        }
      }
    },
    free: () => rmSync(ballast, { force: true }),
    makeReadOnly: () => run('mount', '-o', 'remount,ro', folder),
    remove() {
      run('umount', '-l', folder)
      rmSync(folder, { recursive: true })
    }
  }
}

/** A database that may have 200 pages, which a second connection fills up: stands in for a full disk where none can be mounted. */
export function fewPages(): SmallDisk {
  const folder = newFolder()
  const withDatabase = (work: (db: DatabaseSync) => void): void => {
    const db = new DatabaseSync(join(folder, 'pejling.db'))
    db.exec('PRAGMA busy_timeout = 2000')
    work(db)
    db.close()
  }
  return {
    folder,
    mostPages: 200,
    fill: () => withDatabase(db => db.exec('CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(1000000))')),
    free: () => withDatabase(db => db.exec('DROP TABLE IF EXISTS ballast')),
    makeReadOnly: () => false,
    remove: () => rmSync(folder, { recursive: true })
  }
}

export const disks: [string, () => SmallDisk][] = (() => {
  const mounted = mountedDisk()
  mounted?.remove()
  const all: [string, () => SmallDisk][] = [['a database of few pages', fewPages]]
  if (mounted) all.push(['a small disk', () => mountedDisk() ?? fewPages()])
  return all
})()
