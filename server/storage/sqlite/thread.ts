import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Workshop } from '../../../src/core/workshop.ts'
import { type Batch, type Storage, StorageTrouble, type Trouble } from '../storage.ts'
import { lengthenLog, openDatabase } from './database.ts'
import { sqliteStorage } from './sqlite.ts'

/**
 * The thread that has the SQLite file open: it does the calls of `worker.ts` one at a time, in their order, so that a
 * read sees every write that was asked for before it. Between calls it moves the log into the file.
 */
export type ThreadStart = { path: string; mostPages?: number; emptyWithin?: number }
export type ThreadCall = { id: number; call: keyof Storage; args: unknown[] }
export type ThreadAnswer = { id: number; value: unknown } | { id: number; error: { message: string; trouble: Trouble | null } }

/** Pages of the log, of 4096 bytes and about, after which it is moved into the file: it then begins anew, over the same bytes. */
const LOG_PAGES = 1000

/** Ms within which the log is emptied of what a whole document has taken the place of: text that was deleted is gone from the files by then. */
const EMPTY_WITHIN = 60_000

const { path, mostPages, emptyWithin = EMPTY_WITHIN } = workerData as ThreadStart
const port = parentPort as MessagePort
/** Workshops cross as their JSON: the other side reads those that are the same only once. */
const asJson = (json: string): Workshop => json as unknown as Workshop
const storage = sqliteStorage(path, { checkpointAfter: 0, ...(mostPages === undefined ? {} : { mostPages }) }, asJson)
// A connection of its own, so that the storage's contract need not know of it.
const log = openDatabase(path, { checkpointAfter: 0 })
lengthenLog(path, log)
// Where another process reads, emptying waits for the next time rather than for it.
log.exec('PRAGMA busy_timeout = 0')
let pages = 0
let tidying = false
let emptying = false

port.on('message', ({ id, call, args }: ThreadCall) => {
  if (call === 'close' && log.isOpen) log.close()
  const answered = (storage[call] as (...args: unknown[]) => Promise<unknown>)(...args)
  answered.then(
    value => {
      port.postMessage({ id, value } satisfies ThreadAnswer)
      if (call === 'close') port.close()
      else if (call === 'remove') soon(lengthen)
      else if (call === 'commit') tidy(args[0] as Batch)
    },
    (error: Error) => {
      const trouble = error instanceof StorageTrouble ? error.trouble : null
      port.postMessage({ id, error: { message: error.message, trouble } } satisfies ThreadAnswer)
    }
  )
})

/** After the answer is on its way: nobody waits for it but the next commit. */
function soon(work: () => void): void {
  setImmediate(() => {
    if (log.isOpen) work()
  })
}

const lengthen = (): void => lengthenLog(path, log)

function empty(): void {
  emptying = false
  if (!log.isOpen) return
  let busy = true
  try {
    busy = log.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0
  } catch {
    // A full disk, or a damaged file: the next commit says so.
  }
  if (busy) emptyLater()
  else lengthen()
}

function emptyLater(): void {
  if (emptying) return
  emptying = true
  setTimeout(empty, emptyWithin).unref()
}

function tidy({ updates, ballots, closed }: Batch): void {
  // Destroying has cut the log down to nothing.
  if (closed.length > 0) soon(lengthen)
  else if (updates.some(({ whole }) => whole)) emptyLater()
  const bytes = updates.reduce((sum, { update }) => sum + update.length, 0) + ballots.reduce((sum, { state }) => sum + state.length, 0)
  // Of an entry its place in a table and in an index.
  pages += 2 + 2 * (updates.length + ballots.length) + bytes / 4096
  if (tidying || pages < LOG_PAGES) return
  tidying = true
  soon(() => {
    tidying = false
    pages = 0
    try {
      // Never blocks, and leaves what a reader still needs to a later time.
      log.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // A full disk: the log goes on growing until it cannot, and then the commit says so.
    }
  })
}
