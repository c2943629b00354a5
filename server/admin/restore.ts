import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { randomGeneration } from '../boards/keys.ts'
import { holdFolder } from '../storage/lock.ts'
import { sqliteStorage } from '../storage/sqlite/sqlite.ts'
import { needVersion, needWhole, sync } from './backup.ts'
import { AdminProblem } from './problem.ts'

/**
 * Puts a backup in place of what the data folder holds: database and secret. Every board gets another generation, so that
 * a browser which has a later copy of a document is told to load it anew (4409), and does not lay the two over each other.
 * The backup is looked at before anything is touched; what was there is overwritten. Answers how many boards are back.
 */
export async function restore(dataDir: string, file: string, options: { replace: boolean }): Promise<number> {
  if (!existsSync(file)) throw new AdminProblem(`There is no ${file}: name a file that "backup" has written.`)
  mkdirSync(dataDir, { recursive: true })
  const hold = holdFolder(dataDir, 0)
  if (!hold) throw new AdminProblem(`A server runs on ${dataDir}: stop it first.`)
  const [path, part] = [join(dataDir, 'pejling.db'), join(dataDir, 'pejling.db.part')]
  try {
    const { secret, boards } = prepare(file, part)
    if (existsSync(path)) {
      if (!options.replace)
        throw new AdminProblem(
          `${dataDir} holds boards already: back them up, and restore with --replace, which deletes them, or set DATA_DIR to an empty folder.`
        )
      await destroy(path)
    }
    const secretPath = join(dataDir, 'secret')
    writeFileSync(`${secretPath}.part`, secret, { mode: 0o600 })
    sync(`${secretPath}.part`)
    renameSync(`${secretPath}.part`, secretPath)
    renameSync(part, path)
    sync(dataDir)
    return boards
  } finally {
    rmSync(part, { force: true })
    hold.release()
  }
}

/** A copy of the backup as the server will find it, and the secret that it held. */
function prepare(file: string, part: string): { secret: Uint8Array; boards: number } {
  rmSync(part, { force: true })
  copyFileSync(file, part)
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(part)
    needVersion(db)
    needWhole(db, file)
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'secret'").get())
      throw new AdminProblem(`${file} is no backup of Pejling: name a file that "backup" has written.`)
    const secret = db.prepare('SELECT value FROM secret').get()?.value as Uint8Array
    const boards = db.prepare('SELECT id, generation FROM boards').all()
    const set = db.prepare('UPDATE boards SET generation = ? WHERE id = ?')
    db.exec('PRAGMA secure_delete = ON; BEGIN')
    for (const { id, generation } of boards) {
      let next = randomGeneration()
      while (next === generation) next = randomGeneration()
      set.run(next, id as string)
    }
    db.exec('DROP TABLE secret; COMMIT; VACUUM')
    db.close()
    sync(part)
    return { secret, boards: boards.length }
  } catch (error) {
    if (db?.isOpen) db.close()
    if (error instanceof AdminProblem) throw error
    throw new AdminProblem(`${file} cannot be read (${error instanceof Error ? error.message : error}): use another backup.`)
  }
}

/** Overwrites what the old database holds, and takes its files away. A damaged one is only taken away. */
async function destroy(path: string): Promise<void> {
  try {
    const storage = sqliteStorage(path)
    for (const { id } of await storage.list()) await storage.remove(id)
    await storage.close()
  } catch {
    // It could not be read, which may be why another is restored.
  }
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
}
