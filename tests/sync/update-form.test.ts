import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { addRecord, editText, readWall, textOf } from '../../src/documents/wall.ts'
import { connectRaw, ownMessages, stopClients, syncFrame } from '../support/server/clients.ts'
import { clientOf } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

/** What Yjs would apply and a board must not hold (sync.md A5), each sent to a live server that goes on undisturbed. */

let server: TestServer
let board: MadeBoard
let participant: { participant: string; key: string }
beforeAll(async () => {
  server = await startServer()
  board = await server.make()
  participant = await server.participant(board)
})
afterAll(() => server.stop())
afterEach(stopClients)

const made = (write: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  write(doc)
  return Y.encodeStateAsUpdate(doc)
}
const inWall = (write: (notes: Y.Map<unknown>, doc: Y.Doc) => void) => made(doc => write(doc.getMap('notes'), doc))
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
/** Maps within maps, laid in one by one: Yjs itself has no stack for more. */
function nestMaps(top: Y.Map<unknown>, depth: number): void {
  let at = top
  for (let i = 0; i < depth; i++) {
    const inner = new Y.Map<unknown>()
    at.set('k', inner)
    at = inner
  }
}
const note = made(doc => addRecord(doc, 'notes', 'x', { step: 's', lane: 'l' }, { text: 'Hej' }))

const { malformed, notYours, tooLarge } = closeCodes
const attacks: [string, 'wall' | 'ballot', number, () => Uint8Array][] = [
  ['a truncated update', 'wall', malformed, () => note.slice(0, -4)],
  ['random bytes', 'wall', malformed, () => Uint8Array.from({ length: 200 }, (_, i) => (i * 73) & 255)],
  ['an empty update', 'wall', malformed, () => new Uint8Array()],
  ['a struct count that lies', 'wall', malformed, () => Uint8Array.of(1, 0x80, 0xce, 0xda, 0x03, 5, 0)],
  ['an unknown root', 'wall', malformed, () => made(doc => doc.getMap('secret').set('a', 1))],
  ['a root that JavaScript knows', 'wall', malformed, () => made(doc => doc.getMap('constructor').set('a', 1))],
  ['a root of another kind of document', 'wall', malformed, () => made(doc => doc.getMap('published').set('svar', 1))],
  ['a value where a record stands', 'wall', malformed, () => inWall(notes => notes.set('a', 'text'))],
  ['a list where a map stands', 'wall', malformed, () => made(doc => doc.getArray('notes').push([1]))],
  ['a text where a map stands', 'wall', malformed, () => made(doc => doc.getText('notes').insert(0, 'x'))],
  ['a map in a record', 'wall', malformed, () => inWall(notes => nestMaps(notes, 2))],
  ['maps nested 3,000 deep', 'wall', malformed, () => inWall(notes => nestMaps(notes, 3000))],
  ['a subdocument', 'wall', malformed, () => inWall(notes => notes.set('a', new Y.Doc()))],
  ['bytes', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('svar/K1', new Uint8Array(9)))],
  ['a map in a ballot', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('svar/K1', new Y.Map()))],
  ['a value nested 2,000 deep', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('svar/K1', nested(2000)))],
  ['a value of 100 kB', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('svar/K1', 'x'.repeat(100_000)))],
  ['a key of 10,000 characters', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('x'.repeat(10_000), 1))],
  ['a key that reaches for all objects', 'ballot', malformed, () => made(doc => doc.getMap('answers').set('__proto__/hit', 3))],
  ['formatted text', 'wall', malformed, () => inWall(notes => notes.set('a', new Y.Map([['text', formatted()]])))],
  ['a pasted megabyte', 'wall', malformed, () => inWall(notes => notes.set('a', new Y.Map([['text', new Y.Text('x'.repeat(500_000))]])))],
  ['a delete set of what nobody knows', 'wall', malformed, () => Uint8Array.of(0, 1, 9, 1, 0, 5)],
  ['a delete set out of order', 'wall', malformed, () => Uint8Array.of(0, 1, 9, 2, 5, 1, 0, 1)],
  ['the server’s client id', 'wall', notYours, () => made(asServer)],
  ['a ballot that is too large', 'ballot', tooLarge, () => made(doc => bulk(doc.getMap('answers'), 60))]
]
function asServer(doc: Y.Doc): void {
  doc.clientID = 1
  addRecord(doc, 'notes', 'x', { step: 's', lane: 'l' })
}
function formatted(): Y.Text {
  const text = new Y.Text()
  text.insert(0, 'x', { bold: true })
  return text
}
function bulk(map: Y.Map<unknown>, entries: number): void {
  for (let i = 0; i < entries; i++) map.set(`k${i}`, 'x'.repeat(1900))
}

it.each(attacks)('refuses %s (%s)', async (_, kind, code, bytes) => {
  const document = kind === 'wall' ? 'wall' : `ballot.${participant.participant}`
  const bystander = clientOf(server, board, 'wall', board.keys.facilitator)
  await bystander.synced()
  const before = Y.encodeStateAsUpdate(bystander.doc)
  const raw = await connectRaw({ port: server.port, board: board.board, document, key: participant.key })
  // As an answer to the server's question, which may have no gap.
  raw.send(syncFrame(1, bytes()))
  await until(() => raw.closed !== null, 'the refusal')
  expect(raw.closed).toBe(code)
  expect(ownMessages(raw.received)).toEqual([[1, 0, code]])
  expect(({} as { hit?: unknown }).hit).toBeUndefined()
  // The bystander goes on, has seen nothing of it, and nor does one who comes later.
  addRecord(bystander.doc, 'focus', `f${bystander.doc.clientID}`, { element: 1, followUp: '' })
  await bystander.allSaved()
  expect(bystander.closed).toBeNull()
  const fresh = clientOf(server, board, document, participant.key)
  await fresh.synced()
  if (kind === 'wall') {
    expect(readWall(fresh.doc).notes).toEqual([])
    expect(Y.encodeStateVectorFromUpdate(before).length).toBeLessThan(Y.encodeStateVector(fresh.doc).length)
  } else expect([...fresh.doc.store.clients.keys()]).toEqual([])
})

it.each([
  ['a text frame', 'hej'],
  ['an unknown message', Uint8Array.of(77)],
  ['a frame cut short', Uint8Array.of(0, 2, 100, 1)],
  ['nothing', new Uint8Array()],
  ['an awareness state that is no JSON', Uint8Array.of(1, 5, 1, 9, 0, 1, 123)]
])('closes on %s with 4400', async (_, frame) => {
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: participant.key })
  raw.send(frame)
  await until(() => raw.closed !== null, 'the close')
  expect(raw.closed).toBe(malformed)
})

it('passes over others’ own message types', async () => {
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: participant.key })
  raw.send(Uint8Array.of(101, 1, 2, 3))
  raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => raw.received.length > 0, 'the answer')
  expect(raw.closed).toBeNull()
})

it('survives frames that break the WebSocket protocol', async () => {
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: participant.key })
  const stream = (raw.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket
  stream.write(Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0))
  await until(() => raw.closed !== null, 'the close')
  const huge = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: participant.key })
  ;(huge.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(
    Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0)
  )
  await until(() => huge.closed !== null, 'the close')
  expect((await server.call('GET', '/healthz')).status).toBe(200)
})

it('takes what honest clients send: texts edited together, records deleted under someone’s hands, state after a reload', async () => {
  const made = await server.make()
  const a = clientOf(server, made, 'wall', (await server.participant(made)).key)
  const b = clientOf(server, made, 'wall', (await server.participant(made)).key)
  await Promise.all([a.synced(), b.synced()])
  addRecord(a.doc, 'notes', 'n', { step: 's', lane: 'l' }, { text: 'Vi ses 🎉 og æøå' })
  await until(() => readWall(b.doc).notes.length === 1, 'the note')
  for (let i = 0; i < 30; i++) {
    for (const client of [a, b]) {
      const text = textOf(client.doc, 'notes', 'n', 'text')
      if (text) editText(text, i % 3 ? `${text.toString().slice(0, 20)}${i}` : text.toString().slice(i % 5))
    }
    await Promise.all([a.allSaved(), b.allSaved()])
  }
  // One deletes the note while the other, cut off, writes in it and beside it.
  b.provider.disconnect()
  a.doc.getMap('notes').delete('n')
  await a.allSaved()
  const text = textOf(b.doc, 'notes', 'n', 'text')
  if (text) editText(text, `${text.toString()} mere`)
  addRecord(b.doc, 'actions', 'x', { focus: 'f' }, { what: 'Ring' })
  b.doc.getMap('actions').delete('x')
  addRecord(b.doc, 'actions', 'y', { focus: 'f' }, { what: 'Skriv' })
  b.provider.connect()
  await until(() => readWall(a.doc).actions.length === 1, 'what was written without a connection')
  await b.allSaved()
  expect([a.closed, b.refused]).toEqual([null, null])
  expect(readWall(a.doc)).toEqual(readWall(b.doc))
  expect(readWall(a.doc).notes).toEqual([])
})
