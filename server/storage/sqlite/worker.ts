import { Worker } from 'node:worker_threads'
import { sharedWorkshops } from '../shared-workshops.ts'
import { type Batch, type BoardRow, type Storage, StorageFault, type StoredBoard } from '../storage.ts'
import type { ThreadAnswer, ThreadCall, ThreadStart } from './thread.ts'

type Waiting = { resolve(value: unknown): void; reject(error: unknown): void }

/**
 * Storage in one SQLite file that a thread of its own has open: no call makes this thread wait for the disk. Calls are done in
 * their order, reads included, so that what was asked for before is there. Rejects as `openDatabase` throws.
 *
 * Where the thread is lost, what waits is rejected as `failing`, and the next call starts another. Only then may a rejected
 * commit have been stored after all.
 */
export async function sqliteWorkerStorage(path: string, options: Omit<ThreadStart, 'path'> = {}): Promise<Storage> {
  const waiting = new Map<number, Waiting>()
  let last = 0
  let thread: Worker | null = null
  let closing: Promise<void> | null = null

  function start(): Worker {
    const started = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { path, ...options } satisfies ThreadStart,
      execArgv: []
    })
    const lost = (error: unknown): void => {
      if (thread === started) thread = null
      for (const [id, { reject }] of waiting) {
        waiting.delete(id)
        reject(error)
      }
    }
    started.on('message', (answer: ThreadAnswer) => {
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('value' in answer) call?.resolve(answer.value)
      else call?.reject(errorOf(answer.error))
    })
    // Opening the file has failed, or the thread is out of memory.
    started.on('error', error => lost(errorOf({ message: wordsOf(error), fault: 'failing' })))
    started.on('exit', () => lost(new StorageFault('failing', 'The storage thread has ended')))
    return started
  }

  function call<T>(name: keyof Storage, ...args: unknown[]): Promise<T> {
    if (closing && name !== 'close') return Promise.reject(new Error('The storage is closed'))
    thread ??= start()
    const id = ++last
    const answer = new Promise<T>((resolve, reject) => waiting.set(id, { resolve: resolve as Waiting['resolve'], reject }))
    thread.postMessage({ id, call: name, args } satisfies ThreadCall)
    return answer
  }

  const workshopOf = sharedWorkshops()
  const withWorkshop = (row: BoardRow): BoardRow => ({ ...row, workshop: workshopOf(row.workshop as unknown as string) })

  const storage: Storage = {
    make: (board, { session, results }) => call('make', board, { session: own(session), results: own(results) }),
    async board(id) {
      const row = await call<BoardRow | null>('board', id)
      return row && withWorkshop(row)
    },
    async load(id) {
      const board = await call<StoredBoard | null>('load', id)
      return board && { ...board, row: withWorkshop(board.row) }
    },
    boardByCode: code => call('boardByCode', code),
    boardByFacilitator: key => call('boardByFacilitator', key),
    expired: now => call('expired', now),
    boardsWithDeletedText: () => call('boardsWithDeletedText'),
    remove: id => call('remove', id),
    list: () => call('list'),
    changedElsewhere: () => call('changedElsewhere'),
    release: async () => undefined,
    participantByKey: (id, key) => call('participantByKey', id, key),
    document: (id, document) => call('document', id, document),
    ballots: id => call('ballots', id),
    ballot: (id, participant) => call('ballot', id, participant),
    commit: batch => call('commit', ownBytes(batch)),
    room: () => call('room'),
    probe: () => call('probe'),
    close: () => (closing ??= thread ? call('close') : Promise.resolve())
  }
  try {
    // The first answer tells that the file is open.
    await storage.changedElsewhere()
  } catch (error) {
    // As it was thrown: what an operator reads of it is not that a thread was lost.
    throw error instanceof StorageFault ? new Error(error.message) : error
  }
  return storage
}

/** A copy across threads takes the whole buffer along that an array is a part of. */
const own = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes))

const ownBytes = (batch: Batch): Batch => ({
  ...batch,
  updates: batch.updates.map(entry => ({ ...entry, update: own(entry.update) })),
  ballots: batch.ballots.map(entry => ({ ...entry, state: own(entry.state) }))
})

const errorOf = ({ message, fault }: Extract<ThreadAnswer, { error: unknown }>['error']): Error =>
  fault ? new StorageFault(fault, message) : new Error(message)

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
