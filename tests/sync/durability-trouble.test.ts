import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { createLog } from '../../server/report/log.ts'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { faultOf, openDatabase } from '../../server/storage/sqlite/database.ts'
import { sqliteWorkerStorage } from '../../server/storage/sqlite/worker.ts'
import { emptyBatch, type FaultKind, type Storage, StorageFault } from '../../server/storage/storage.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { type Client, stopClients } from '../support/server/clients.ts'
import { clientOf } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { disks, fewPages, type SmallDisk } from '../support/server/small-disk.ts'
import { until } from '../support/server/until.ts'

/** A storage that does not store, or cannot be read: who is told what, what goes on, and how it ends. */

/** Long, so that it needs room of its own. */
const note = (doc: Y.Doc, id: string, size = 5000): void =>
  addRecord(doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: id.repeat(size / id.length) })
const notesIn = ({ doc }: Client): string[] => readWall(doc).notes.map(({ id }) => id)
const logged = (server: TestServer, level: 'error' | 'info'): string[] => {
  const lines: string[] = []
  const log = createLog(
    level,
    line => lines.push(line),
    () => new Date(0)
  )
  server.facts.forEach(log)
  return lines
}
const isReady = async (server: TestServer): Promise<number> => (await server.call('GET', '/readyz')).status
/** How often a client's connection was opened. */
const opened = (client: Client): { count: number } => {
  const times = { count: 0 }
  client.provider.on('status', ({ status }: { status: string }) => status === 'connected' && times.count++)
  return times
}

let server: TestServer
let disk: SmallDisk | null = null
afterEach(async () => {
  stopClients()
  disk?.free()
  await server.stop()
  disk?.remove()
  disk = null
})

async function meet(storage: Storage): Promise<{ board: MadeBoard; writer: Client; reader: Client }> {
  server = await startServer({ storage, limits: { probeEvery: 30 } })
  const board = await server.make()
  const writer = clientOf(server, board, 'wall', board.keys.participant)
  const reader = clientOf(server, board, 'wall', board.keys.screen)
  await Promise.all([writer.synced(), reader.synced()])
  note(writer.doc, 'kept')
  await writer.allSaved()
  await until(() => notesIn(reader).length === 1, 'the first note')
  return { board, writer, reader }
}

async function refusesAndReads({ board, writer, reader }: { board: MadeBoard; writer: Client; reader: Client }): Promise<void> {
  note(writer.doc, 'held-back')
  await until(() => writer.refused?.code === closeCodes.tryAgain && writer.closed === closeCodes.tryAgain, 'the refusal')
  // The documents in memory were ahead of the disk: everyone has read them anew, once.
  await reader.synced()
  const again = opened(reader)
  const tries = opened(writer)
  await until(() => tries.count >= 2, 'the writer to try again')
  expect(again.count).toBeLessThanOrEqual(1)
  const joiner = clientOf(server, board, 'wall', board.keys.screen)
  await joiner.synced()
  expect([notesIn(reader), notesIn(joiner)]).toEqual([['kept'], ['kept']])

  for (const [method, path, body] of [
    ['POST', '/participants', {}],
    ['PATCH', '', { minimum: 7 }],
    ['POST', '/close', {}]
  ] as const) {
    const { facilitator: key } = board.keys
    const answer = await server.call(method, `/api/boards/${board.board}${path}`, { key, body })
    expect([path, answer.status, answer.json]).toEqual([
      path,
      503,
      { error: { code: 'cannot-store', message: expect.stringMatching(/^Serveren kan ikke gemme lige nu\. .*Prøv igen/) } }
    ])
  }
  expect(await server.info(board.board, board.keys.screen)).toMatchObject({ settings: { minimum: 5 }, closed: false })
  expect((await server.join(board.code)).board).toBe(board.board)
  expect((await server.minutes(board)).title).toBe('LUU i november')
  expect(await isReady(server)).toBe(503)
  expect((await server.call('GET', '/healthz')).status).toBe(200)
  expect((await server.call('GET', '/metrics')).text).toContain('pejling_storage_writable 0')
}

async function isWellAgain({ board, writer, reader }: { board: MadeBoard; writer: Client; reader: Client }): Promise<void> {
  await until(() => notesIn(reader).includes('held-back'), 'the note that was held back')
  await writer.allSaved()
  expect(await isReady(server)).toBe(200)
  expect((await server.call('GET', '/metrics')).text).toContain('pejling_storage_writable 1')
  await server.participant(board)
  await server.make()
}

describe.each(disks)('%s', (_, make) => {
  it(
    '[saved-means-on-disk] that is full: nothing is confirmed, all are told, what is saved can be read, and it goes on when there is room',
    {
      timeout: 60_000
    },
    async () => {
      disk = make()
      const { folder, mostPages } = disk
      const meeting = await meet(await sqliteWorkerStorage(join(folder, 'pejling.db'), mostPages === undefined ? {} : { mostPages }))
      disk.fill()
      await refusesAndReads(meeting)
      expect((await server.call('POST', '/api/boards', { body: {} })).status).toBe(422)
      await expect(server.make()).rejects.toThrow(/503.*cannot-store/)
      expect(logged(server, 'error')).toEqual([
        expect.stringMatching(/error The disk is full: nothing is saved, .*Make room, and the server goes on by itself/)
      ])
      disk.free()
      await isWellAgain(meeting)
      expect(logged(server, 'info').filter(line => line.includes('everybody can write'))).toHaveLength(1)
    }
  )
})

/** Storage that refuses every write in the given way, until it is told otherwise. */
async function refusing(meeting: Awaited<ReturnType<typeof meet>>, storage: Storage, trouble: FaultKind): Promise<void> {
  const { commit, make, probe } = storage
  const refuse = async (): Promise<never> => {
    throw new StorageFault(trouble, 'as SQLite says it')
  }
  Object.assign(storage, { commit: refuse, make: refuse, probe: refuse })
  await refusesAndReads(meeting)
  expect(logged(server, 'error')).toHaveLength(1)
  Object.assign(storage, { commit, make, probe })
}

it.each(['full', 'read-only', 'failing'] as const)(
  'storage that is %s: writers are refused, others read on, and it goes on by itself',
  async trouble => {
    const storage = memoryStorage()
    const meeting = await meet(storage)
    await refusing(meeting, storage, trouble)
    await isWellAgain(meeting)
  }
)

describe('a damaged database', () => {
  /** Breaks the chain of pages that holds a long text: such a page begins with the number of the next one. */
  function damage(path: string, text: string): void {
    const file = readFileSync(path)
    let broken = 0
    for (let at = 0; at < file.length; at += 4096) {
      if (!file.subarray(at, at + 4096).includes(text.repeat(20)) || file[at] !== 0 || file.readUInt32BE(at) === 0) continue
      file.writeUInt32BE(0, at)
      broken++
    }
    expect(broken).toBeGreaterThan(0)
    writeFileSync(path, file)
  }

  it('[saved-means-on-disk] nothing is saved from the moment that it shows, and what is readable can be read', async () => {
    disk = fewPages()
    const path = join(disk.folder, 'pejling.db')
    server = await startServer({ dataDir: disk.folder })
    const [bad, good] = [await server.make(), await server.make()]
    for (const [at, board] of [bad, good].entries()) {
      const writer = clientOf(server, board, 'wall', board.keys.facilitator)
      await writer.synced()
      note(writer.doc, ['SKADET', 'HEL'][at] ?? '', 9900)
      await writer.allSaved()
    }
    stopClients()
    await server.stop()
    damage(path, 'SKADET')
    server = await startServer({ dataDir: disk.folder })

    const reader = clientOf(server, good, 'wall', good.keys.facilitator)
    await reader.synced()
    expect(await isReady(server)).toBe(200)
    const lost = clientOf(server, bad, 'wall', bad.keys.facilitator)
    await until(() => lost.closed === closeCodes.tryAgain, 'the damaged board to be refused')
    expect(lost.provider.synced).toBe(false)
    expect(logged(server, 'error').filter(line => line.includes('The database is damaged'))).toEqual([
      expect.stringMatching(/nothing is saved any more.*npm run admin -- check.*restore a backup/)
    ])
    expect(notesIn(reader)).toEqual(['HEL'])
    note(reader.doc, 'efter')
    await until(() => reader.refused?.code === closeCodes.tryAgain, 'the refusal')
    await expect(server.make()).rejects.toThrow(/503.*cannot-store/)
    expect(await isReady(server)).toBe(503)
    const joiner = clientOf(server, good, 'wall', good.keys.screen)
    await joiner.synced()
    expect(notesIn(joiner)).toEqual(['HEL'])
  })
})

describe('the words of SQLite', () => {
  it.each([
    ['full', 'PRAGMA max_page_count = 1'],
    ['read-only', 'PRAGMA query_only = 1']
  ])('are understood: %s', async (trouble, pragma) => {
    disk = fewPages()
    server = await startServer()
    const db = openDatabase(join(disk.folder, 'pejling.db'))
    db.exec(pragma)
    let thrown: unknown
    try {
      db.prepare('INSERT INTO probe VALUES (1, 0)').run()
      db.prepare('CREATE TABLE more (x)').run()
    } catch (error) {
      thrown = faultOf(error)
    }
    db.close()
    expect(thrown).toBeInstanceOf(StorageFault)
    expect(thrown).toMatchObject({ fault: trouble })
  })

  it('that speak of what was asked, and not of the storage, are no trouble: the next board is stored', async () => {
    disk = fewPages()
    server = await startServer({ dataDir: disk.folder })
    await expect(server.storage.commit({ ...emptyBatch(), closed: ['none'] })).rejects.not.toBeInstanceOf(StorageFault)
    await expect(
      server.storage.commit({ ...emptyBatch(), ballots: [{ board: 'none', participant: 'p', state: new Uint8Array() }] })
    ).rejects.not.toBeInstanceOf(StorageFault)
    await server.make()
    expect(await isReady(server)).toBe(200)
  })
})

it('a board that cannot be stored takes no other board along', async () => {
  const storage = memoryStorage()
  const { board, writer, reader } = await meet(storage)
  const gone = await server.make()
  const lost = clientOf(server, gone, 'wall', gone.keys.facilitator)
  await lost.synced()
  const { commit } = storage
  let held = (): void => undefined
  const first = new Promise<void>(resolve => (held = resolve))
  // So that what both write then comes into one group.
  storage.commit = async batch => {
    await first
    await commit(batch)
  }
  note(writer.doc, 'first')
  await until(() => notesIn(writer).length === 2, 'the first to be under way')
  await storage.remove(gone.board)
  note(lost.doc, 'nowhere')
  note(writer.doc, 'second')
  const before = opened(reader)
  held()
  await until(() => lost.closed === closeCodes.notFound, 'the board that is gone to be refused')
  await until(() => notesIn(reader).includes('second'), 'the other board to go on')
  expect(before.count).toBe(0)
  expect(board.board).not.toBe(gone.board)
})
