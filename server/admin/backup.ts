import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { migrations, versionOf } from '../storage/sqlite/migrations.ts'
import { AdminProblem } from './problem.ts'

/**
 * Copies the database into one file, also while a meeting runs: SQLite's own backup, in one step, so that the copy is of one
 * moment and writers need not wait. The server's secret lies in a table of its own, since without it no link and no code of
 * the boards would work again. So the file opens boards: it is readable by its owner alone. Answers how many boards it holds.
 */
export async function backUp(dataDir: string, file: string): Promise<number> {
  const path = join(dataDir, 'pejling.db')
  if (!existsSync(path)) throw new AdminProblem(`There is no database in ${dataDir}: set DATA_DIR to the folder that the server uses.`)
  if (existsSync(file)) throw new AdminProblem(`${file} is there already: name another file.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  writeFileSync(part, '', { mode: 0o600 })
  const db = new DatabaseSync(path)
  try {
    db.exec('PRAGMA busy_timeout = 5000')
    needVersion(db)
    await backup(db, part, { rate: 2 ** 31 - 1 })
    const boards = addSecret(part, readFileSync(join(dataDir, 'secret')))
    sync(part)
    renameSync(part, file)
    sync(dirname(file))
    return boards
  } finally {
    db.close()
    rmSync(part, { force: true })
  }
}

function addSecret(part: string, secret: Uint8Array): number {
  const db = new DatabaseSync(part)
  try {
    // One file: a log beside it would be left behind.
    db.exec('PRAGMA journal_mode = DELETE; CREATE TABLE secret (value BLOB NOT NULL) STRICT')
    db.prepare('INSERT INTO secret VALUES (?)').run(secret)
    needWhole(db, 'The copy')
    return Number(db.prepare('SELECT count(*) AS boards FROM boards').get()?.boards)
  } finally {
    db.close()
  }
}

/** Throws if the database is of a newer version than this code knows. */
export function needVersion(db: DatabaseSync): void {
  if (versionOf(db) > migrations.length) throw new AdminProblem('The database was written by a newer Pejling: use the admin command of that one.')
}

/** Throws where SQLite's own look at every page finds something. `what` begins the sentence. */
export function needWhole(db: DatabaseSync, what: string): void {
  const found = db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check
  if (found !== 'ok') throw new AdminProblem(`${what} is damaged (${found}): use an older backup.`)
}

/** Has a file or a folder on disk before it is gone on with. */
export function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
