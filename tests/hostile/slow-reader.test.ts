import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { type Client, connect, stopClients, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

/** A reader that is too slow: it is left out, never sent half, and gets all that it missed at once, or is sent away. */

let server: TestServer
let board: MadeBoard
async function start(slowFor: number): Promise<void> {
  server = await startServer({ limits: { waitingBytes: 300_000, slowFor, slowLook: 20, bytesAtOnce: 1e9 } })
  board = await server.make()
}
afterEach(async () => {
  stopClients()
  await server.stop()
})
const clientOf = (key: string, awareness = false): Client => connect({ port: server.port, board: board.board, document: 'wall', key }, { awareness })
const socketOf = (client: Client) => client.provider.ws as unknown as { pause(): void; resume(): void; bufferedAmount: number }

/** Has the slow one sent the whole document again and again, more than all buffers on the way hold, while the writer writes on. */
async function flood(writer: Client, slow: Client): Promise<void> {
  for (let i = 0; i < 40; i++) addRecord(writer.doc, 'notes', `n${i}`, { step: 's', lane: 'l' }, { text: 'x'.repeat(9000) })
  await writer.allSaved()
  for (let i = 0; i < 60; i++) {
    slow.provider.ws?.send(syncFrame(0, Uint8Array.of(0)) as Uint8Array<ArrayBuffer>)
    addRecord(writer.doc, 'actions', `a${i}`, { focus: 'f' }, { what: `Ring ${i}` })
    await writer.allSaved()
  }
}

it('gets nothing more, then all that it missed once, and the same as everybody', async () => {
  await start(60_000)
  const writer = clientOf(board.keys.facilitator)
  const slow = clientOf(board.keys.participant)
  const quick = clientOf(board.keys.screen)
  await Promise.all([writer.synced(), slow.synced(), quick.synced()])
  socketOf(slow).pause()
  await flood(writer, slow)
  addRecord(writer.doc, 'notes', 'last', { step: 's', lane: 'l' }, { text: 'Til sidst' })
  await writer.allSaved()
  socketOf(slow).resume()
  await until(() => readWall(slow.doc).notes.some(note => note.id === 'last'), 'all that it missed', 20_000)
  await until(() => Buffer.compare(Y.encodeStateVector(slow.doc), Y.encodeStateVector(writer.doc)) === 0, 'the same')
  expect(readWall(slow.doc)).toEqual(readWall(writer.doc))
  expect(slow.doc.store.pendingStructs).toBeNull()
  expect(slow.closed).toBeNull()
  // Of the single changes it was sent fewer than the quick one.
  const changes = (client: Client) => client.received.filter(frame => frame[0] === 0 && frame[1] === 2).length
  expect(changes(slow)).toBeLessThan(changes(quick))
  // It is as good as before: what it writes is saved, and what others write comes.
  addRecord(slow.doc, 'notes', 'mine', { step: 's', lane: 'l' }, { text: 'Min' })
  await slow.allSaved()
  await until(() => readWall(quick.doc).notes.some(note => note.id === 'mine'), 'its own note at the others')
})

it('is told that what it wrote is saved, though it was slow at that moment', async () => {
  await start(60_000)
  const writer = clientOf(board.keys.facilitator)
  const slow = clientOf(board.keys.participant)
  await Promise.all([writer.synced(), slow.synced()])
  await slow.allSaved()
  socketOf(slow).pause()
  await flood(writer, slow)
  addRecord(slow.doc, 'notes', 'mine', { step: 's', lane: 'l' }, { text: 'Min' })
  await until(() => readWall(writer.doc).notes.some(note => note.id === 'mine'), 'its note at the writer')
  socketOf(slow).resume()
  await slow.allSaved()
  expect(slow.refused).toBeNull()
})

it('is sent away with 4503 when it does not catch up, and comes back whole by itself', async () => {
  await start(200)
  const writer = clientOf(board.keys.facilitator)
  const slow = clientOf(board.keys.participant)
  await Promise.all([writer.synced(), slow.synced()])
  socketOf(slow).pause()
  await flood(writer, slow)
  await until(() => server.facts.some(fact => fact.name === 'sent-away' && fact.code === closeCodes.tryAgain), 'it to be sent away')
  socketOf(slow).resume()
  await until(() => Buffer.compare(Y.encodeStateVector(slow.doc), Y.encodeStateVector(writer.doc)) === 0, 'it to come back', 20_000)
  expect(readWall(slow.doc)).toEqual(readWall(writer.doc))
})
