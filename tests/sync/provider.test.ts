import { createDecoder, readVarUint } from 'lib0/decoding'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCodes, MESSAGE_TIME } from '../../src/core/board/api.ts'
import { connect, connectRaw, ownMessages, stopClients, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

let server: TestServer
afterEach(async () => {
  stopClients()
  await server.stop()
})

it('an unmodified WebsocketProvider syncs with nothing but its subprotocols set', async () => {
  server = await startServer()
  const board = await server.make()
  const facilitator = connect({ port: server.port, board: board.board, document: 'session', key: board.keys.facilitator })
  await facilitator.synced()
  facilitator.doc.getMap('steering').set('step', 'svar')
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`ws://127.0.0.1:${server.port}/sync/${board.board}`, 'session', doc, {
    protocols: ['pejling', board.keys.screen],
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true
  })
  await until(() => provider.synced, 'the session')
  await until(() => doc.getMap('steering').get('step') === 'svar', 'what the facilitator has set')
  provider.destroy()
})

it('a connection that asks for the time is told the server’s clock at once, and only then, also before its document is loaded', async () => {
  server = await startServer()
  const board = await server.make()
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'session', key: board.keys.screen })
  const times = (): number[] =>
    raw.received
      .filter(frame => frame[0] === MESSAGE_TIME)
      .map(frame => {
        const decoder = createDecoder(frame)
        readVarUint(decoder)
        return readVarUint(decoder)
      })
  const before = Date.now()
  for (let time = 1; time <= 3; time++) {
    raw.send(Uint8Array.of(MESSAGE_TIME))
    await until(() => times().length === time, 'the time')
  }
  for (const time of times()) expect(time >= before && time <= Date.now()).toBe(true)
  // One with more in it is somebody else's message of that number: passed over.
  raw.send(Uint8Array.of(MESSAGE_TIME, 1))
  raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => raw.received.some(frame => frame[0] === 0), 'the answer to what came after')
  expect([times().length, raw.closed]).toEqual([3, null])
})

it('a quiet connection hears an empty awareness message before the provider’s 30 seconds are over', async () => {
  server = await startServer({ limits: { quiet: 60 } })
  const board = await server.make()
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'results', key: board.keys.screen })
  await until(() => raw.received.filter(frame => frame.length === 3).length >= 3, 'the keepalive')
  expect(raw.received.map(frame => [...frame])).toContainEqual([1, 1, 0])
  const { limits } = await import('../../server/limits.ts')
  // Looked at each third: what is quiet for 15 s is spoken to within 20.
  expect(limits.quiet + limits.quiet / 3).toBeLessThanOrEqual(20_000)
})

it('a peer that answers no ping is let go', async () => {
  server = await startServer({ limits: { quiet: 60, pingEvery: 150 } })
  const board = await server.make()
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'results', key: board.keys.screen })
  ;(raw.socket as unknown as { _receiver: { removeAllListeners(name: string): void } })._receiver.removeAllListeners('ping')
  await until(() => raw.closed !== null, 'the end')
  expect(raw.closed).toBe(1006)
})

it('presence reaches everyone at the wall, leaves with its connection, and is nowhere else', async () => {
  server = await startServer()
  const board = await server.make()
  const at = { port: server.port, board: board.board, document: 'wall' }
  const a = connect({ ...at, key: board.keys.participant }, { awareness: true })
  const b = connect({ ...at, key: board.keys.facilitator }, { awareness: true })
  await Promise.all([a.synced(), b.synced()])
  a.provider.awareness.setLocalState({ at: 'note-1' })
  const seenBy = (client: typeof a, id: number) => client.provider.awareness.getStates().get(id)
  await until(() => seenBy(b, a.doc.clientID)?.at === 'note-1', 'presence')
  const late = connect({ ...at, key: board.keys.screen }, { awareness: true })
  await until(() => seenBy(late, a.doc.clientID)?.at === 'note-1', 'presence')
  // Nobody can speak for another: a forged state of a's id does not reach b.
  const { encodeAwarenessUpdate, Awareness } = await import('y-protocols/awareness')
  const forged = new Y.Doc()
  forged.clientID = a.doc.clientID
  const awareness = new Awareness(forged)
  awareness.setLocalState({ at: 'forged' })
  awareness.meta.set(forged.clientID, { clock: 1000, lastUpdated: 0 })
  const update = encodeAwarenessUpdate(awareness, [forged.clientID])
  const raw = await connectRaw({ ...at, key: board.keys.screen })
  raw.send(Uint8Array.of(1, update.length, ...update))
  raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => raw.received.some(frame => frame[0] === 1 && frame.length > 3), 'presence')
  a.provider.awareness.setLocalState({ at: 'note-2' })
  await until(() => seenBy(b, a.doc.clientID)?.at === 'note-2', 'presence')
  awareness.destroy()
  // It comes back as it was after a moment without connection, and is gone when it leaves.
  a.provider.disconnect()
  await until(() => seenBy(b, a.doc.clientID) === undefined, 'a to leave')
  a.provider.connect()
  await until(() => seenBy(b, a.doc.clientID)?.at === 'note-2', 'a to come back')
  a.stop()
  await until(() => seenBy(b, a.doc.clientID) === undefined, 'a to leave')

  const session = { ...at, document: 'session', key: board.keys.facilitator }
  const one = connect(session, { awareness: true })
  const two = connect(session, { awareness: true })
  await Promise.all([one.synced(), two.synced()])
  one.provider.awareness.setLocalState({ at: 'anywhere' })
  const wall = connect({ ...at, key: board.keys.facilitator }, { awareness: true })
  await wall.synced()
  expect(two.provider.awareness.getStates().size).toBe(1)
})

it('a socket that sends too fast, or too much before its document is loaded, is closed with 4429', async () => {
  server = await startServer({ limits: { messagesAtOnce: 20, messagesASecond: 1 } })
  const board = await server.make()
  const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
  for (let i = 0; i < 30; i++) raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => raw.closed !== null, 'the close')
  expect(raw.closed).toBe(closeCodes.tooFast)
})

it('a reader that does not read is sent away before it fills the memory', async () => {
  server = await startServer({ limits: { waitingBytes: 200_000, slowFor: 300 } })
  const board = await server.make()
  const at = { port: server.port, board: board.board, document: 'wall', key: board.keys.participant }
  const stalled = await connectRaw(at)
  stalled.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => stalled.received.length > 0, 'the answer')
  stalled.socket.pause()
  const asking = await connectRaw(at)
  const fill = new Y.Doc()
  for (let i = 0; i < 40; i++) {
    const record = new Y.Map<unknown>()
    record.set('text', new Y.Text('x'.repeat(9000)))
    fill.getMap('notes').set(`n${i}`, record)
  }
  asking.send(syncFrame(1, Y.encodeStateAsUpdate(fill)))
  await until(() => ownMessages(asking.received).at(-1)?.[1] === 1, 'it to be saved')
  // Of several questions in one turn only the last is answered, so each waits for another's answer.
  for (let i = 0; i < 40; i++) {
    stalled.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
    const heard = asking.received.length
    asking.send(syncFrame(0, Y.encodeStateVector(fill)))
    await until(() => asking.received.length > heard, 'the answer')
  }
  await until(() => server.facts.some(fact => fact.name === 'sent-away' && fact.code === closeCodes.tryAgain), 'it to be sent away')
})
