import { connect as connectStream, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { updateOf } from '../support/hostile/bombs.ts'
import { type NeighbourThread, neighbourOn } from '../support/hostile/neighbour.ts'
import { type UnderAttack, underAttack } from '../support/hostile/under-attack.ts'
import { connect, connectRaw, type Raw, syncFrame } from '../support/server/clients.ts'
import { until } from '../support/server/until.ts'

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
const lives = async (): Promise<void> => {
  expect((await attacked.call('GET', '/healthz')).status).toBe(200)
  await neighbour.expectNoStall()
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
  streamOf(raw).write(Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0))
  await until(() => raw.closed !== null, 'the close')
  expect(raw.closed).toBe(1009)
  await lives()
})

/** Writes all of this. Answers how much of it was never read by the time the connection was closed, bytes. */
async function unreadOf(raw: Raw, all: Uint8Array[], codes: number[]): Promise<number> {
  const stream = streamOf(raw)
  for (const bytes of all) stream.write(bytes)
  let least = Number.POSITIVE_INFINITY
  await until(() => {
    if (raw.closed === null && !stream.destroyed) least = Math.min(least, stream.writableLength)
    return raw.closed !== null
  }, 'the close')
  expect(codes).toContain(raw.closed)
  return least
}
const ninety = Array.from({ length: 90 }, (_, i) => i)
const piece = new Uint8Array(MB)
/** The header of a frame of so many bytes from a client, whose mask of noughts leaves them as they are (RFC 6455, section 5.2). */
function frameHeader(first: number, length: number): Uint8Array {
  const header = Buffer.alloc(14)
  header.writeUInt8(first, 0)
  header.writeUInt8(0xff, 1)
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

it('one message of 90 MiB is refused before it is taken in', async () => {
  const unread = await unreadOf(await open(), [frameHeader(0x82, 90 * MB), ...ninety.map(() => piece)], [1009, 1006])
  expect(unread).toBeGreaterThan(60 * MB)
  await lives()
})

it('one message of 90 MiB in fragments, each within the limit', async () => {
  const opcode = (i: number): number => (i === 0 ? 0x02 : i === 89 ? 0x80 : 0x00)
  const all = ninety.flatMap(i => [frameHeader(opcode(i), MB), piece])
  expect(await unreadOf(await open(), all, [1009, 1006])).toBeGreaterThan(60 * MB)
  await lives()
})

it('40 messages of 0.9 MB behind one that is refused are not read to their end', async () => {
  const refused = syncFrame(
    2,
    updateOf([{ client: 40, clock: 1, structs: [{ where: { root: 'notes', key: 'k' }, content: { string: 'x'.repeat(900_000) } }] }])
  )
  const all = ninety.slice(0, 41).flatMap(() => [frameHeader(0x82, refused.length), refused])
  expect(await unreadOf(await open(), all, [4400, 4429, 1006])).toBeGreaterThan(15 * MB)
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

it(
  'a stalled reader does not fill the memory while another writes, is told all once it reads, and costs nobody else anything',
  {
    timeout: 180_000
  },
  async () => {
    const at = { port: attacked.port, board: board.board, document: 'wall' }
    const writer = connect({ ...at, key: board.keys.facilitator })
    await writer.synced()
    const stalled = await open()
    stalled.send(syncFrame(0, Uint8Array.of(0)))
    await until(() => stalled.received.length > 0, 'the answer')
    stalled.socket.pause()
    const before = await attacked.held()
    // Some hundred megabytes of answers to one who reads none of them.
    addRecord(writer.doc, 'notes', 'n', { step: 's', lane: 'l' }, { text: 'x'.repeat(9000) })
    for (let i = 0; i < 50; i++) addRecord(writer.doc, 'notes', `n${i}`, { step: 's', lane: 'l' }, { text: 'x'.repeat(9000) })
    await writer.allSaved()
    for (let i = 0; i < 400; i++) {
      stalled.send(syncFrame(0, Uint8Array.of(0)))
      addRecord(writer.doc, 'actions', `a${i % 20}`, { focus: 'f' }, { what: `Ring ${i}` })
      await writer.allSaved()
    }
    // Of 180 MB: the document, and what was put in the queue before it was full.
    expect((await attacked.held()) - before).toBeLessThan(10 * MB)
    await neighbour.expectNoStall()
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
  }
)

function updateIn(frame: Uint8Array): Uint8Array {
  let at = 2
  while ((frame[at] as number) & 0x80) at++
  return frame.subarray(at + 1)
}
