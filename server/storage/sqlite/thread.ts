import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Workshop } from '../../../src/core/workshop/workshop.ts'
import { type Batch, type FaultKind, type Storage, StorageFault } from '../storage.ts'
import { openDatabase, preallocateWal } from './database.ts'
import { sqliteStorage } from './sqlite.ts'

/**
 * The thread that has the SQLite file open: it does the calls of `worker.ts` one at a time, in their order, so that a
 * read sees every write that was asked for before it. Between calls it moves the log into the file.
 */
export type ThreadStart = { path: string; mostPages?: number; emptyWithin?: number }
export type ThreadCall = { id: number; call: keyof Storage; args: unknown[] }
export type ThreadAnswer = { id: number; value: unknown } | { id: number; error: { message: string; fault: FaultKind | null } }

/** Pages of the log, of 4096 bytes and about, after which it is moved into the file: it then begins anew, over the same bytes. */
const LOG_PAGES = 1000

/** Ms within which the log is emptied of what a whole document has taken the place of: text that was deleted is gone from the files by then. */
const TRUNCATE_WITHIN = 60_000

const { path, mostPages, emptyWithin = TRUNCATE_WITHIN } = workerData as ThreadStart
const port = parentPort as MessagePort
/** Workshops cross as their JSON: the other side reads those that are the same only once. */
const asJson = (json: string): Workshop => json as unknown as Workshop
const storage = sqliteStorage(path, { checkpointAfter: 0, ...(mostPages === undefined ? {} : { mostPages }) }, asJson)
// A connection of its own, so that the storage's contract need not know of it.
const log = openDatabase(path, { checkpointAfter: 0 })
preallocateWal(path, log)
// Where another process reads, truncating waits for the next time rather than for it.
log.exec('PRAGMA busy_timeout = 0')
let pages = 0
let checkpointing = false
let truncating = false

port.on('message', ({ id, call, args }: ThreadCall) => {
  if (call === 'close' && log.isOpen) log.close()
  const answered = (storage[call] as (...args: unknown[]) => Promise<unknown>)(...args)
  answered.then(
    value => {
      port.postMessage({ id, value } satisfies ThreadAnswer)
      if (call === 'close') port.close()
      else if (call === 'remove') soon(preallocate)
      else if (call === 'commit') afterCommit(args[0] as Batch)
    },
    (error: Error) => {
      const fault = error instanceof StorageFault ? error.fault : null
      port.postMessage({ id, error: { message: error.message, fault } } satisfies ThreadAnswer)
    }
  )
})

/** After the answer is on its way: nobody waits for it but the next commit. */
function soon(work: () => void): void {
  setImmediate(() => {
    if (log.isOpen) work()
  })
}

const preallocate = (): void => preallocateWal(path, log)

function truncateLog(): void {
  truncating = false
  if (!log.isOpen) return
  let busy = true
  try {
    busy = log.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0
  } catch {
    // A full disk, or a damaged file: the next commit says so.
  }
  if (busy) truncateLogLater()
  else preallocate()
}

function truncateLogLater(): void {
  if (truncating) return
  truncating = true
  setTimeout(truncateLog, emptyWithin).unref()
}

function afterCommit({ updates, ballots, closed }: Batch): void {
  // Destroying has cut the log down to nothing.
  if (closed.length > 0) soon(preallocate)
  else if (updates.some(({ whole }) => whole)) truncateLogLater()
  const bytes = updates.reduce((sum, { update }) => sum + update.length, 0) + ballots.reduce((sum, { state }) => sum + state.length, 0)
  // Of an entry its place in a table and in an index.
  pages += 2 + 2 * (updates.length + ballots.length) + bytes / 4096
  if (checkpointing || pages < LOG_PAGES) return
  checkpointing = true
  soon(() => {
    checkpointing = false
    pages = 0
    try {
      // Never blocks, and leaves what a reader still needs to a later time.
      log.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // A full disk: the log goes on growing until it cannot, and then the commit says so.
    }
  })
}
