import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { emptyBatch, type LoggedDocument, type Storage } from '../../server/storage/storage.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { readBallot, setAnswer } from '../../src/documents/ballot.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { connect, connectRaw, ownMessages, stopClients, syncFrame } from '../support/server/clients.ts'
import { clientOf, joinPhone } from '../support/server/meeting.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

const note = (doc: Y.Doc, id: string): void => addRecord(doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
const notesIn = (doc: Y.Doc): string[] => readWall(doc).notes.map(({ id }) => id)

describe('in one process', () => {
  let server: TestServer
  let storage: Storage
  let board: MadeBoard
  beforeEach(async () => {
    storage = memoryStorage()
    server = await startServer({ storage })
    board = await server.make()
  })
  afterEach(async () => {
    stopClients()
    await server.stop()
  })
  async function stored(document: LoggedDocument): Promise<Y.Doc> {
    const doc = new Y.Doc()
    for (const update of await storage.document(board.board, document)) Y.applyUpdate(doc, update)
    return doc
  }

  it('[disk-before-visible] [saved-means-on-disk] while the storage is still writing, nobody sees the update, a joiner included, and it is not called saved', async () => {
    const writer = clientOf(server, board, 'wall', board.keys.participant)
    const reader = clientOf(server, board, 'wall', board.keys.screen)
    await Promise.all([writer.synced(), reader.synced()])
    await Promise.all([writer.allSaved(), reader.allSaved()])
    const before = { seen: reader.received.length, saved: writer.saved, echoed: writer.received.length }

    const commit = storage.commit
    let release = (): void => undefined
    let waiting = false
    storage.commit = async batch => {
      waiting = true
      await new Promise<void>(resolve => (release = resolve))
      await commit(batch)
    }
    note(writer.doc, 'a')
    await until(() => waiting, 'the commit to begin')
    const joiner = clientOf(server, board, 'wall', board.keys.screen)
    await until(() => joiner.provider.wsconnected, 'the joiner to be connected')
    // As much time as an update needs when it is not held back: another board's round trip.
    await server.make()
    await server.info(board.board, board.keys.screen)
    expect(notesIn(reader.doc)).toEqual([])
    expect(joiner.received).toEqual([])
    expect({ seen: reader.received.length, saved: writer.saved, echoed: writer.received.length }).toEqual(before)

    storage.commit = commit
    release()
    await Promise.all([writer.allSaved(), joiner.synced(), until(() => notesIn(reader.doc).includes('a'), 'the note')])
    expect(notesIn(joiner.doc)).toEqual(['a'])
  })

  it('[disk-before-visible] whatever a reader has seen is in storage at that moment', async () => {
    const writers = await Promise.all(Array.from({ length: 4 }, async () => clientOf(server, board, 'wall', (await server.participant(board)).key)))
    const reader = clientOf(server, board, 'wall', board.keys.screen)
    await Promise.all([...writers, reader].map(client => client.synced()))
    const missing: string[] = []
    let checks: Promise<void> = Promise.resolve()
    reader.doc.on('update', () => {
      const seen = notesIn(reader.doc)
      checks = checks.then(async () => {
        const kept = new Set(notesIn(await stored('wall')))
        missing.push(...seen.filter(id => !kept.has(id)))
      })
    })
    for (let round = 0; round < 25; round++) {
      for (const [at, writer] of writers.entries()) note(writer.doc, `${at}-${round}`)
      await Promise.all(writers.map(writer => writer.allSaved()))
    }
    await until(() => notesIn(reader.doc).length === 100, 'all notes')
    await checks
    expect(missing).toEqual([])
  })

  it('[saved-means-on-disk] where storing fails, the writer is told so, nobody has seen it, and all is well afterwards', async () => {
    const writer = clientOf(server, board, 'wall', board.keys.participant)
    const reader = clientOf(server, board, 'wall', board.keys.screen)
    await Promise.all([writer.synced(), reader.synced()])
    note(writer.doc, 'kept')
    await writer.allSaved()
    const { commit } = storage
    storage.commit = async () => {
      throw new Error('disk full')
    }
    note(writer.doc, 'lost-at-first')
    await until(() => writer.closed === closeCodes.tryAgain, 'the refusal')
    expect(writer.refused).toEqual({ count: 2, code: closeCodes.tryAgain })
    expect(notesIn(reader.doc)).toEqual(['kept'])
    expect(notesIn(await stored('wall'))).toEqual(['kept'])
    expect(server.facts.some(fact => fact.name === 'store-failed')).toBe(true)
    storage.commit = commit
    // 4503 is retried: the client comes back by itself and sends what is missing.
    await until(() => notesIn(reader.doc).includes('lost-at-first'), 'the note')
    await writer.allSaved()
    expect(notesIn(await stored('wall')).toSorted()).toEqual(['kept', 'lost-at-first'])
  })

  it('[saved-means-on-disk] counts the document messages of the connection', async () => {
    const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    for (const id of ['a', 'b', 'c']) note(doc, id)
    raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
    raw.send(syncFrame(1, Y.encodeStateAsUpdate(new Y.Doc())))
    for (const update of updates) raw.send(syncFrame(2, update))
    await until(() => ownMessages(raw.received).at(-1)?.[1] === 4, 'all to be saved')
    // Sent once more: known already, and so on disk.
    for (const update of updates) raw.send(syncFrame(2, update))
    await until(() => ownMessages(raw.received).at(-1)?.[1] === 7, 'all to be saved')
    expect(notesIn(await stored('wall'))).toEqual(['a', 'b', 'c'])
  })

  it('[saved-means-on-disk] an update whose predecessor is missing is not called saved until the client has sent all', async () => {
    const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    for (const id of ['a', 'b', 'c']) note(doc, id)
    raw.send(syncFrame(2, updates[1] ?? new Uint8Array()))
    raw.send(syncFrame(2, updates[2] ?? new Uint8Array()))
    // The server asks for what it lacks, once.
    await until(() => raw.received.some(frame => frame[0] === 0 && frame[1] === 0), 'the question')
    expect(ownMessages(raw.received).every(([, count]) => count === 0)).toBe(true)
    expect(notesIn(await stored('wall'))).toEqual([])
    raw.send(syncFrame(1, Y.encodeStateAsUpdate(doc)))
    await until(() => ownMessages(raw.received).at(-1)?.[1] === 3, 'all to be saved')
    expect(notesIn(await stored('wall'))).toEqual(['a', 'b', 'c'])
    expect(raw.closed).toBeNull()
    expect(raw.received.filter(frame => frame[0] === 0 && frame[1] === 0)).toHaveLength(1)
  })

  it('what a client sends just before it leaves is stored, and there when the board is loaded again', async () => {
    const phone = await joinPhone(server, board)
    setAnswer(phone.ballot.doc, 'svar', 'K1', 4)
    stopClients()
    await until(async () => (await server.serving.boards.loaded(board.board)) === null, 'the board to be let go')
    const again = clientOf(server, board, `ballot.${phone.participant}`, phone.key)
    await again.synced()
    expect(readBallot(again.doc).answers).toEqual({ svar: { K1: 4 } })
  })

  it('a log that has grown is written anew as a whole, and reads the same', async () => {
    await server.stop()
    storage = memoryStorage()
    server = await startServer({ storage, limits: { logRows: 10 } })
    board = await server.make()
    const writer = clientOf(server, board, 'wall', board.keys.facilitator)
    await writer.synced()
    for (let i = 0; i < 35; i++) {
      note(writer.doc, `n${i}`)
      await writer.allSaved()
    }
    expect((await storage.document(board.board, 'wall')).length).toBeLessThanOrEqual(10)
    expect(notesIn(await stored('wall'))).toEqual(Array.from({ length: 35 }, (_, i) => `n${i}`))
  })

  it('a log that has been quiet becomes one row, and that row is what the next to come is sent', async () => {
    await server.stop()
    storage = memoryStorage()
    // Asked for by hand: a board that is made one row amid the notes is left with too few after it.
    server = await startServer({ storage, limits: { quietRows: 5, quietFor: 50, compactQuietEvery: 3_600_000 } })
    board = await server.make()
    const writer = clientOf(server, board, 'wall', board.keys.facilitator)
    await writer.synced()
    const all = Array.from({ length: 12 }, (_, i) => `n${i}`)
    for (const text of all) {
      note(writer.doc, text)
      await writer.allSaved()
    }
    expect((await storage.document(board.board, 'wall')).length).toBeGreaterThan(5)
    await until(async () => {
      await server.serving.boards.compactQuietBoards()
      return (await storage.document(board.board, 'wall')).length === 1
    }, 'the log to be one row')
    expect(notesIn(await stored('wall'))).toEqual(all)
    // Goes on from there, and is not lost with it.
    note(writer.doc, 'after')
    await writer.allSaved()
    expect(notesIn(await stored('wall'))).toEqual([...all, 'after'])

    stopClients()
    await until(async () => (await server.serving.boards.loaded(board.board)) === null, 'the board to be let go')
    const [row = new Uint8Array(), ...rest] = await storage.document(board.board, 'wall')
    await storage.commit({
      ...emptyBatch(),
      updates: [{ board: board.board, document: 'wall', update: Y.mergeUpdates([row, ...rest]), whole: true }]
    })
    const [whole] = await storage.document(board.board, 'wall')
    const next = clientOf(server, board, 'wall', board.keys.screen)
    await next.synced()
    expect(notesIn(next.doc)).toEqual([...all, 'after'])
    expect(next.received.some(frame => Buffer.from(frame).includes(Buffer.from(whole ?? [])))).toBe(true)
    // Who comes after a change gets that too.
    const other = clientOf(server, board, 'wall', board.keys.facilitator)
    await other.synced()
    note(other.doc, 'later')
    await other.allSaved()
    const last = clientOf(server, board, 'wall', board.keys.screen)
    await last.synced()
    expect(notesIn(last.doc)).toEqual([...all, 'after', 'later'])
  })
})

describe('over a crash', () => {
  let folder: string
  let process_: ServerProcess
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pejling-crash-'))
    process_ = await serverProcess(folder)
    await process_.start()
  })
  afterEach(async () => {
    stopClients()
    await process_.end('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const call = async <T>(path: string, body: unknown, key?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }
    const answer = await fetch(`http://127.0.0.1:${process_.port}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.json() as Promise<T>
  }
  const newBoard = () =>
    call<MadeBoard>('/api/boards', { title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })

  it(
    '[saved-means-on-disk] [disk-before-visible] after kill -9 everything is there that was confirmed to a writer or seen by another',
    {
      timeout: 60_000
    },
    async () => {
      const board = await newBoard()
      const at = { port: process_.port, board: board.board, document: 'wall' }
      const writers = [0, 1, 2].map(() => connect({ ...at, key: board.keys.participant }))
      const reader = connect({ ...at, key: board.keys.screen })
      await Promise.all([...writers, reader].map(client => client.synced()))
      // Writers that don't wait, so that the kill comes in the middle of something.
      const confirmed = new Set<string>()
      const writing = writers.map(async (writer, at) => {
        for (let i = 0; i < 4000 && writer.closed === null; i++) {
          note(writer.doc, `${at}-${i}`)
          if (i % 5 === 0) {
            // A writer that is stopped while it waits has had nothing more confirmed.
            const isSaved = await writer.allSaved().then(
              () => true,
              () => false
            )
            if (!isSaved) return
            for (const id of notesIn(writer.doc)) if (id.startsWith(`${at}-`)) confirmed.add(id)
          }
          await new Promise(resolve => setImmediate(resolve))
        }
      })
      await until(() => confirmed.size > 100, 'some notes to be confirmed', 30_000)
      await process_.end('SIGKILL')
      const seen = notesIn(reader.doc)
      stopClients()
      await Promise.all(writing)
      expect(seen.length).toBeGreaterThan(100)

      await process_.start()
      const fresh = connect({ ...at, key: board.keys.screen })
      await fresh.synced()
      const kept = new Set(notesIn(fresh.doc))
      expect([...confirmed].filter(id => !kept.has(id))).toEqual([])
      expect(seen.filter(id => !kept.has(id))).toEqual([])
    }
  )

  it('a clean end says 1012, and clients come back by themselves to what they had', { timeout: 60_000 }, async () => {
    const board = await newBoard()
    const at = { port: process_.port, board: board.board, document: 'wall' }
    const a = connect({ ...at, key: board.keys.participant })
    const b = connect({ ...at, key: board.keys.facilitator })
    await Promise.all([a.synced(), b.synced()])
    note(a.doc, 'before')
    await a.allSaved()
    expect(await process_.end('SIGTERM')).toBe(0)
    await until(() => a.closed !== null, 'the close')
    expect(a.closed).toBe(closeCodes.restart)
    note(a.doc, 'without-connection')
    await process_.start()
    await until(() => notesIn(b.doc).includes('without-connection'), 'the note', 20_000)
    await a.allSaved()
    expect(notesIn(b.doc)).toEqual(['before', 'without-connection'])
    // The keys derived from the server's secret are the same as before.
    expect(await call('/api/join', { code: board.code })).toEqual({ board: board.board, key: board.keys.participant })
    for (const secret of [board.board, board.code, ...Object.values(board.keys)]) expect(process_.output().includes(secret)).toBe(false)
  })
})
