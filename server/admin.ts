import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from './admin/backup.ts'
import { inspect } from './admin/inspect.ts'
import { move } from './admin/move.ts'
import { AdminProblem } from './admin/problem.ts'
import { restore } from './admin/restore.ts'
import { openPostgres } from './storage/postgres/open.ts'
import { ballotKey } from './storage/sealed/ballot-key.ts'
import { sealedStorage } from './storage/sealed/sealed.ts'
import { givenSecret } from './storage/secret.ts'
import { sqliteStorage } from './storage/sqlite/sqlite.ts'
import type { Storage } from './storage/storage.ts'

/** `npm run admin -- ...`: an operator's work on the data folder or the database. Servers may run. Ends with 1 where it could not be done. */

const USAGE = `npm run admin -- COMMAND, with DATA_DIR or DATABASE_URL, and SECRET and BALLOT_KEY where there are any, set as for the server
  backup FILE              copy everything into one file, also while meetings run; whoever has the file can open the boards
  restore FILE [--replace] put a backup in place; no server may run, and --replace deletes the boards that are there
  move to-database         carry all boards from DATA_DIR into DATABASE_URL, which must be empty; no server may run
  move to-folder           the same from DATABASE_URL into DATA_DIR
  list                     the boards: the beginning of the id, dates, people and size
  delete BOARD             delete a board, by its id or the beginning of it; a running server ends its meeting
  prune                    delete the boards whose date has passed
  check                    look at the whole database and load every document`

const dataDir = resolve(process.env.DATA_DIR ?? './data')
// Not strict: an unknown flag gets the usage below, not an exception.
const { values: flags, positionals } = parseArgs({ options: { replace: { type: 'boolean' } }, allowPositionals: true, strict: false })
const [command, argument, ...rest] = positionals

const needed = (what: string): string => {
  if (argument === undefined) throw new AdminProblem(`${command} needs ${what}.\n${USAGE}`)
  return argument
}
const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`
const boards = (number: number): string => count(number, 'board', 'boards')
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const { DATABASE_URL: url, SECRET, SECRET_FILE } = process.env
const isSecretSet = SECRET !== undefined || SECRET_FILE !== undefined

/** PostgreSQL's own tools copy a database in it: they know of replicas, of its log and of points in time. */
function needFolder(what: string, tool: string): void {
  if (url !== undefined)
    throw new AdminProblem(
      `Boards in PostgreSQL are ${what} with its own tools: ${tool}. README, "On PostgreSQL, with several servers", has the rest.`
    )
}

async function withDatabase<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const { storage } = await openPostgres({ url: url ?? '', secret: isSecretSet ? givenSecret({ SECRET, SECRET_FILE }) : null, address: null })
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

async function withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  if (url !== undefined) return withDatabase(work)
  const path = join(dataDir, 'pejling.db')
  if (!existsSync(path)) throw new AdminProblem(`There is no database in ${dataDir}: set DATA_DIR to the folder that the server uses.`)
  const storage = sqliteStorage(path)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

/** What is made in the folder belongs to whom the folder belongs to, or the server could not use it. */
function becomeOwner(): void {
  if ((url !== undefined && command !== 'move') || !existsSync(dataDir) || process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dataDir)
  if (uid === 0) return
  process.setgroups?.([gid])
  process.setgid?.(gid)
  process.setuid?.(uid)
}

const commands: Record<string, () => Promise<string>> = {
  async backup() {
    needFolder('backed up', 'pg_dump -Fc "$DATABASE_URL" > FILE, beside a copy of SECRET')
    const file = resolve(needed('a file to write'))
    return `Backed up ${boards(await backUp(dataDir, file))} to ${file}. It holds all answers and the secret behind all links: keep it as you keep the data folder.`
  },
  async restore() {
    needFolder('restored', 'pg_restore --clean --if-exists -d "$DATABASE_URL" FILE, with all servers stopped')
    const file = resolve(needed('a file to read'))
    return `Restored ${boards(await restore(dataDir, file, { replace: flags.replace === true }))} to ${dataDir}. Start the server.`
  },
  async move() {
    const way = needed('to-database or to-folder')
    if (way !== 'to-database' && way !== 'to-folder') throw new AdminProblem(`${way} is no way to move: it is to-database or to-folder.\n${USAGE}`)
    if (url === undefined) throw new AdminProblem('Set DATABASE_URL to the database, and DATA_DIR to the folder.')
    const moved = `Moved ${boards(await move({ way, dataDir, url, env: { SECRET, SECRET_FILE } }))}, each of them compared. What was there is still there: delete it when the server runs well.`
    return way === 'to-folder'
      ? `${moved} Start the server without DATABASE_URL.`
      : `${moved} Start the servers with DATABASE_URL and SECRET_FILE=${join(dataDir, 'secret')}.`
  },
  async list() {
    const rows = (await withStorage(storage => storage.list())).map(({ id, made, expires, closed, people, bytes }) => [
      id.slice(0, 6),
      day(made),
      day(expires),
      closed ? 'closed' : 'open',
      String(people),
      `${Math.ceil(bytes / 1024)} kB`
    ])
    const table = [['board', 'made', 'expires', 'state', 'people', 'size'], ...rows]
    return table
      .map(row =>
        row
          .map((cell, at) => (at < 4 ? cell.padEnd(12) : cell.padStart(8)))
          .join('')
          .trimEnd()
      )
      .join('\n')
  },
  delete: () =>
    withStorage(async storage => {
      const wanted = needed('a board')
      const found = (await storage.list()).filter(({ id }) => id.startsWith(wanted))
      const [board] = found
      if (!board || wanted.length < 6)
        throw new AdminProblem('There is no such board: name at least the first six characters of its id, as "list" shows them.')
      if (found.length > 1) throw new AdminProblem(`${found.length} boards begin so: name the whole id.`)
      await storage.remove(board.id)
      return 'Deleted 1 board. A running server ends its meeting within seconds.'
    }),
  prune: () =>
    withStorage(async storage => {
      const expired = await storage.expired(Date.now())
      for (const id of expired) await storage.remove(id)
      return `Deleted ${boards(expired.length)} past their date.`
    }),
  check: () =>
    withStorage(async stored => {
      const storage = await sealedStorage(stored, ballotKey(process.env))
      const { boards: looked, documents, problems } = await inspect(url === undefined ? dataDir : null, storage)
      if (problems.length > 0)
        throw new AdminProblem(
          `${problems.join('\n')}\nStop the server, and restore a backup${url === undefined ? ' with "npm run admin -- restore"' : ''}.`
        )
      return `All is well: ${boards(looked)}, ${count(documents, 'document', 'documents')}.`
    })
}

process.umask(0o077)
try {
  const known = command === undefined ? undefined : Object.hasOwn(commands, command) && commands[command]
  if (!known || rest.length > 0 || Object.keys(flags).some(flag => flag !== 'replace' || command !== 'restore')) throw new AdminProblem(USAGE)
  becomeOwner()
  console.log(await known())
} catch (error) {
  console.error(error instanceof AdminProblem ? error.message : `It could not be done: ${error instanceof Error ? error.message : error}.`)
  process.exitCode = 1
}
