import { connect as connectStream, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/api.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type NeighbourThread, neighbourOn, STALL, STALL_ON_A_BUSY_MACHINE } from '../helpers/neighbour.ts'
import { connect, connectRaw, syncFrame } from '../helpers/server-clients.ts'
import { until } from '../helpers/server-until.ts'
import { type UnderAttack, underAttack } from '../helpers/under-attack.ts'

vi.setConfig({ testTimeout: 30_000 })

/** What other Yjs servers were found to die of, or to grow by hundreds of megabytes of. */

let attacked: UnderAttack
let board: MadeBoard
let neighbour: NeighbourThread
beforeAll(async () => {
  attacked = await underAttack()
  board = await attacked.make()
  neighbour = await neighbourOn(attacked, await attacked.make(), attacked.server.pid as number)
})
beforeEach(() => neighbour.reset())
afterAll(async () => {
  await neighbour.stop()
  await attacked.stop()
})

const MB = 1024 * 1024
const open = (document = 'wall', key = board.keys.participant) => attacked.open(board, document, key)
const streamOf = (raw: { socket: unknown }): Socket => (raw.socket as { _socket: Socket })._socket
/** Since the last reset the neighbour has waited for no answer for long, and is still there. */
async function expectNoStall(): Promise<void> {
  const { worstWork, worstWait, waits } = await neighbour.ask()
  expect(neighbour.closed).toBeNull()
  expect(waits).toBeGreaterThan(0)
  expect(worstWork, "the server's work within one wait, ms").toBeLessThan(STALL)
  expect(worstWait, 'one wait on the clock, ms').toBeLessThan(STALL_ON_A_BUSY_MACHINE)
}
const lives = async (): Promise<void> => {
  expect((await attacked.call('GET', '/healthz')).status).toBe(200)
  await expectNoStall()
}

it('one frame with RSV1 set closes that socket and no more', async () => {
  const raw = await open()
  streamOf(raw).write(Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0))
  await until(() => raw.closed !== null, 'the close')
  expect(raw.closed).toBe(1002)
  await lives()
})

it('one frame with RSV1 set, from somebody without any key', async () => {
  const raw = await connectRaw({ port: attacked.port, board: 'nosuchboard1', document: 'wall', key: '' }, { protocols: ['pejling'] })
  if (raw.closed === null) streamOf(raw)?.write(Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0))
  await until(() => raw.closed !== null, 'the close')
  await lives()
})

it('a frame header that announces 1 GiB closes with 1009', async () => {
  const raw = await open()
  const before = await attacked.memory()
  streamOf(raw).write(Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0))
  await until(() => raw.closed !== null, 'the close')
  expect(raw.closed).toBe(1009)
  await lives()
  expect((await attacked.memory()) - before).toBeLessThan(50 * MB)
})

it('one message of 90 MiB is refused before it is taken in', { timeout: 30_000 }, async () => {
  const raw = await open()
  const before = await attacked.memory()
  raw.send(new Uint8Array(90 * MB))
  await until(() => raw.closed !== null, 'the close', 20_000)
  expect([1009, 1006]).toContain(raw.closed)
  expect((await attacked.memory()) - before).toBeLessThan(50 * MB)
  await lives()
})

it('one message of 90 MiB in fragments, each within the limit', { timeout: 30_000 }, async () => {
  const raw = await open()
  const before = await attacked.memory()
  for (let i = 0; i < 90; i++) raw.socket.send(new Uint8Array(MB), { fin: i === 89, binary: true })
  await until(() => raw.closed !== null, 'the close', 20_000)
  expect([1009, 1006]).toContain(raw.closed)
  expect((await attacked.memory()) - before).toBeLessThan(50 * MB)
  await lives()
})

it('a million pings and empty fragments stall nobody', async () => {
  const raw = await open()
  const ping = Uint8Array.of(0x89, 0x80, 0, 0, 0, 0)
  const many = Buffer.concat(Array.from({ length: 20_000 }, () => ping))
  for (let i = 0; i < 10 && raw.closed === null; i++) streamOf(raw).write(many)
  await lives()
  raw.stop()
})

it('half an upgrade, and headers without an end, are let go', async () => {
  for (const text of [
    'GET /sync/a/wall HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`
  ]) {
    const stream = connectStream(attacked.port, '127.0.0.1')
    let ended = false
    stream.on('close', () => (ended = true)).on('error', () => undefined)
    stream.resume().write(text)
    await until(() => ended, 'the end')
  }
  await lives()
})

it('a stalled reader does not fill the memory while another writes, is told all once it reads, and costs nobody else anything', {
  timeout: 60_000
}, async () => {
  const at = { port: attacked.port, board: board.board, document: 'wall' }
  const writer = connect({ ...at, key: board.keys.facilitator })
  await writer.synced()
  const stalled = await open()
  stalled.send(syncFrame(0, Uint8Array.of(0)))
  await until(() => stalled.received.length > 0, 'the answer')
  stalled.socket.pause()
  const before = await attacked.memory()
  // Some hundred megabytes of answers to one who reads none of them.
  addRecord(writer.doc, 'notes', 'n', { step: 's', lane: 'l' }, { text: 'x'.repeat(9000) })
  for (let i = 0; i < 50; i++) addRecord(writer.doc, 'notes', `n${i}`, { step: 's', lane: 'l' }, { text: 'x'.repeat(9000) })
  await writer.allSaved()
  for (let i = 0; i < 400; i++) {
    stalled.send(syncFrame(0, Uint8Array.of(0)))
    addRecord(writer.doc, 'actions', `a${i % 20}`, { focus: 'f' }, { what: `Ring ${i}` })
    await writer.allSaved()
  }
  // Of 180 MB: what is there is what the collector has not come to yet, and no more with more answers.
  expect((await attacked.memory()) - before).toBeLessThan(100 * MB)
  await expectNoStall()
  stalled.socket.resume()
  const doc = new Y.Doc()
  await until(
    () => {
      for (const frame of stalled.received.splice(0)) if (frame[0] === 0 && frame[1] !== 0) Y.applyUpdate(doc, updateIn(frame))
      return stalled.closed !== null || Buffer.compare(Y.encodeStateVector(doc), Y.encodeStateVector(writer.doc)) === 0
    },
    'all that it missed',
    20_000
  )
  // It has caught up, or it was too slow for too long and comes back by itself.
  if (stalled.closed === null) expect(doc.store.pendingStructs).toBeNull()
  else expect([4503, 1006]).toContain(stalled.closed)
})

function updateIn(frame: Uint8Array): Uint8Array {
  let at = 2
  while ((frame[at] as number) & 0x80) at++
  return frame.subarray(at + 1)
}
