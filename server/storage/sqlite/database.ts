import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type FaultKind, StorageFault } from '../storage.ts'
import { type Migration, migrate, migrations, versionOf } from './migrations.ts'

export type DatabaseOptions = {
  /** Of 4096 bytes each; for tests, where it stands in for a small disk. */
  mostPages?: number
  /** Pages that the write-ahead log may grow to before a commit moves them into the file; 0 leaves that to the caller. */
  checkpointAfter?: number
  /** Others than the server's own, for tests. */
  migrations?: readonly Migration[]
}

/**
 * Opens the file and brings it to the newest version, or makes it. WAL with synchronous=FULL: a commit that has returned survives a crash of the process and the
 * loss of power. secure_delete: what is deleted is overwritten. Throws, and leaves the file as it is, where it is no database
 * or newer than this code.
 */
export function openDatabase(path: string, options: DatabaseOptions = {}): DatabaseSync {
  const { mostPages, checkpointAfter = 1000, migrations: list = migrations } = options
  const db = new DatabaseSync(path)
  try {
    if (versionOf(db) > list.length)
      throw new Error('The database was written by a newer Pejling: start that one, or restore an older backup with "npm run admin -- restore"')
    db.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON')
    db.exec(`PRAGMA wal_autocheckpoint = ${checkpointAfter}`)
    if (mostPages !== undefined) db.exec(`PRAGMA max_page_count = ${mostPages}`)
    migrate(db, list)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Bytes of the log before it is moved into the file: see thread.ts. */
const LOG_BYTES = 4_000_000

/**
 * Makes the log as long as it will be, in 10 ms: a commit over bytes that are there takes two thirds of the time of one that makes
 * the file longer, since the file system has nothing of its own to write. A transaction that is taken back leaves its pages there,
 * all zeros, and nothing else. Skipped when the disk is nearly full. Best effort: a failure only makes commits slower.
 */
export function preallocateWal(path: string, db: DatabaseSync): void {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    if (bavail * bsize < 20 * LOG_BYTES) return
    // So few pages in memory that they are written out at once.
    db.exec('PRAGMA cache_size = 10; BEGIN IMMEDIATE; CREATE TABLE log (bytes BLOB)')
    db.exec(`INSERT INTO log VALUES (zeroblob(${LOG_BYTES}))`)
  } catch {
    // A database that is kept small.
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK')
    db.exec('PRAGMA cache_size = -2000')
  }
}

/** All of the work in one transaction, or nothing of it where it throws. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const answer = work()
    db.exec('COMMIT')
    return answer
  } catch (error) {
    // A full disk may have rolled it back already.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Result codes of SQLite (sqlite.org/rescode.html) that say something of the storage itself. */
const faults: Record<number, FaultKind> = { 8: 'read-only', 10: 'failing', 11: 'damaged', 13: 'full', 14: 'failing', 26: 'damaged' }

/** The error as the storage's fault, where it is one; else the error itself. */
export function faultOf(error: unknown): unknown {
  const code = (error as { errcode?: unknown } | null)?.errcode
  const fault = typeof code === 'number' ? faults[code & 0xff] : undefined
  return fault && error instanceof Error ? new StorageFault(fault, `${error.message} (SQLite ${code})`) : error
}
