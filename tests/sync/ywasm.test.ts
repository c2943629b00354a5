import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Rust from 'ywasm'
import type { Note } from '../../src/core/agreement/wall.ts'
import { type MadeBoard, MESSAGE_SAVED, SAVED } from '../../src/core/board/api.ts'
import { addRecord, editText, readWall, removeRecord, setField, textOf } from '../../src/documents/wall.ts'
import { type Client, connect, stopClients, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

/**
 * ywasm is Yjs written anew in Rust, by other rules of memory and with code of its own for every byte of an update. What
 * it and yjs agree on is the format, and not a habit of one library.
 */
type RustWall = {
  readonly doc: Rust.YDoc
  saved: number
  sent: number
  closed: number | null
  notes(): Note[]
  add(id: string, text: string): void
  /** The shared text of a note. */
  text(id: string): Rust.YText
  allSaved(): Promise<void>
  stop(): void
}

let server: TestServer
let board: MadeBoard
let walls: RustWall[]
beforeEach(async () => {
  server = await startServer()
  board = await server.make()
  walls = []
})
afterEach(async () => {
  stopClients()
  for (const wall of walls) wall.stop()
  await server.stop()
})

const yjsWall = (key = board.keys.participant): Client => connect({ port: server.port, board: board.board, document: 'wall', key })

/** Speaks y-protocols' sync for a ywasm document: asks, answers, sends each change of its own and applies all others. */
async function rustWall(doc = new Rust.YDoc({}), key = board.keys.facilitator): Promise<RustWall> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/sync/${board.board}/wall`, ['pejling', key])
  let applying = false
  let synced = false
  const notes = doc.getMap('notes')
  const send = (step: 0 | 1 | 2, bytes: Uint8Array): void => {
    if (step > 0) wall.sent++
    socket.send(syncFrame(step, bytes))
  }
  const wall: RustWall = {
    doc,
    saved: 0,
    sent: 0,
    closed: null,
    notes: () =>
      Object.entries(notes.toJson(undefined) as Record<string, Omit<Note, 'id'>>)
        .map(([id, { step, lane, text }]) => ({ id, step, lane, text }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    add(id, text) {
      const record = new Rust.YMap({ step: 'sedler', lane: 'hjaelper', order: 0, text: new Rust.YText(text) })
      notes.set(id, record, undefined)
    },
    text: id => notes.get(id, undefined).get('text', undefined) as Rust.YText,
    allSaved: () => until(() => synced && wall.saved === wall.sent, 'ywasm’s wall to be saved'),
    stop() {
      // Held until here: ywasm stops telling of updates when the observer is collected as garbage.
      observer?.free()
      observer = null
      if (socket.readyState !== WebSocket.CLOSED) socket.terminate()
    }
  }
  let observer: Rust.Observer | null = doc.onUpdate((update: Uint8Array) => {
    if (!applying && socket.readyState === WebSocket.OPEN) send(2, update)
  })
  socket.on('close', code => (wall.closed = code))
  socket.on('message', (data: Buffer) => {
    const decoder = createDecoder(new Uint8Array(data))
    const type = readVarUint(decoder)
    if (type === MESSAGE_SAVED && readVarUint(decoder) === SAVED) wall.saved = readVarUint(decoder)
    if (type !== 0) return
    const step = readVarUint(decoder)
    const bytes = readVarUint8Array(decoder)
    if (step === 0) return send(1, Rust.encodeStateAsUpdate(doc, bytes))
    applying = true
    Rust.applyUpdate(doc, bytes, 'server')
    applying = false
    synced ||= step === 1
  })
  walls.push(wall)
  await until(() => socket.readyState === WebSocket.OPEN, 'the socket')
  send(0, Rust.encodeStateVector(doc))
  await until(() => synced, 'ywasm to be synced')
  return wall
}

const notesOf = ({ doc }: Client): Note[] => readWall(doc).notes.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const same = (rust: RustWall, yjs: Client, what: string) => until(() => JSON.stringify(rust.notes()) === JSON.stringify(notesOf(yjs)), what)
const lay = (client: Client, id: string, text: string): void => addRecord(client.doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text })

it('[saved-means-on-disk] a wall written with ywasm is saved, stored and read with yjs, and the other way round', async () => {
  const yjs = yjsWall()
  await yjs.synced()
  lay(yjs, 'a', 'Vi øver sammen 👩🏽‍🏫')
  await yjs.allSaved()
  const rust = await rustWall()
  expect(rust.notes()).toEqual([{ id: 'a', step: 'sedler', lane: 'hjaelper', text: 'Vi øver sammen 👩🏽‍🏫' }])

  rust.add('b', 'Tid til at spørge')
  await until(() => notesOf(yjs).length === 2, 'ywasm’s note')
  expect(notesOf(yjs)).toEqual(rust.notes())
  await rust.allSaved()
  const late = yjsWall(board.keys.screen)
  await late.synced()
  expect(notesOf(late)).toEqual(rust.notes())
})

it('both write in the same texts at the same time, change fields and take notes away, and end equal', async () => {
  const yjs = yjsWall()
  await yjs.synced()
  lay(yjs, 'a', 'midt')
  lay(yjs, 'b', 'væk')
  lay(yjs, 'c', 'bliver')
  const rust = await rustWall()
  await same(rust, yjs, 'the start')
  // Neither waits for the other, so that the updates cross on their way.
  for (let i = 0; i < 40; i++) {
    rust.text('a').insert(0, `r${i}æ `, undefined, undefined)
    const shared = textOf(yjs.doc, 'notes', 'a', 'text')
    if (shared) editText(shared, `${shared.toString()} y${i}`)
    if (i % 4 === 0) await new Promise(resolve => setImmediate(resolve))
  }
  removeRecord(yjs.doc, 'notes', 'b')
  setField(yjs.doc, 'notes', 'c', 'lane', 'spaerrer')
  rust.doc.getMap('notes').get('c', undefined).set('step', 'andre', undefined)
  await Promise.all([yjs.allSaved(), rust.allSaved()])
  await same(rust, yjs, 'both to be equal')
  expect(notesOf(yjs).map(({ id }) => id)).toEqual(['a', 'c'])
  expect(notesOf(yjs)[1]).toEqual({ id: 'c', step: 'andre', lane: 'spaerrer', text: 'bliver' })
  for (let i = 0; i < 40; i++) for (const by of ['r', 'y']) expect(rust.text('a').toString(undefined)).toContain(`${by}${i}`)
})

it('what ywasm wrote without a connection comes with its next one, and what it missed meanwhile too', async () => {
  const yjs = yjsWall()
  await yjs.synced()
  lay(yjs, 'a', 'før')
  await yjs.allSaved()
  const first = await rustWall()
  first.stop()
  await until(() => first.closed !== null, 'the end')
  first.add('b', 'uden net')
  first.text('a').insert(0, 'lidt ', undefined, undefined)
  lay(yjs, 'c', 'imens')
  await yjs.allSaved()
  const again = await rustWall(first.doc)
  await again.allSaved()
  await same(again, yjs, 'both to be equal')
  expect(notesOf(yjs).map(({ id, text }) => [id, text])).toEqual([
    ['a', 'lidt før'],
    ['b', 'uden net'],
    ['c', 'imens']
  ])
})

it('a screen with ywasm reads, and is closed with 4403 when it writes', async () => {
  const yjs = yjsWall()
  await yjs.synced()
  lay(yjs, 'a', 'fælles')
  await yjs.allSaved()
  const rust = await rustWall(new Rust.YDoc({}), board.keys.screen)
  expect(rust.notes()).toEqual(notesOf(yjs))
  rust.add('b', 'må ikke')
  await until(() => rust.closed !== null, 'the close')
  expect(rust.closed).toBe(4403)
  expect(notesOf(yjs).map(({ id }) => id)).toEqual(['a'])
})
