import { connect as connectStream } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type Limits, limits as usual } from '../../server/limits.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { crowdOfMany, made, presenceOf, updateOf } from '../support/hostile/bombs.ts'
import { connectRaw, ownMessages, type Raw, stopClients, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

/** Each limit, attacked over the wire with a smaller number in its place, and seen to give way again where it does. */

const { malformed, tooLarge, tooFast, tryAgain, unknownKey } = closeCodes
let server: TestServer
let board: MadeBoard
async function start(limits: Partial<Limits>): Promise<void> {
  server = await startServer({ limits })
  board = await server.make()
}
afterEach(async () => {
  stopClients()
  await server.stop()
})
const open = (document = 'wall', key = board.keys.participant, of = board): Promise<Raw> =>
  connectRaw({ port: server.port, board: of.board, document, key })
const closed = async (raw: Raw): Promise<number | null> => {
  await until(() => raw.closed !== null, 'the close')
  return raw.closed
}
const ASK = syncFrame(0, Uint8Array.of(0))
const answered = async (raw: Raw): Promise<void> => {
  const before = raw.received.length
  raw.send(ASK)
  await until(() => raw.received.length > before || raw.closed !== null, 'an answer')
  expect(raw.closed).toBeNull()
}
/** What `/metrics` says of this. */
const counted = async (name: string): Promise<number> => {
  const line = (await server.call('GET', '/metrics')).text.split('\n').find(text => text.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}
const saves = async (raw: Raw, update: Uint8Array): Promise<void> => {
  const count = (ownMessages(raw.received).at(-1)?.[1] ?? 0) + 1
  raw.send(syncFrame(2, update))
  await until(() => raw.closed !== null || ownMessages(raw.received).at(-1)?.[1] === count, 'it to be saved')
  expect(raw.closed).toBeNull()
}
const noteWith = (text: string, client?: number) =>
  made(doc => {
    if (client) doc.clientID = client
    doc.getMap('notes').set(`n${doc.clientID}`, new Y.Map([['text', new Y.Text(text)]]))
  })
const values = (count: number, root = 'answers'): Uint8Array =>
  updateOf([{ client: 40, clock: 0, structs: Array.from({ length: count }, (_, i) => ({ where: { root, key: `k${i}` }, content: { any: i } })) }])
async function ballot(): Promise<Raw> {
  const { participant, key } = await server.participant(board)
  return open(`ballot.${participant}`, key)
}

it('messageBytes: a longer message closes with 1009', async () => {
  await start({ messageBytes: 20_000 })
  const raw = await open()
  raw.send(new Uint8Array(20_001))
  expect(await closed(raw)).toBe(1009)
  expect(await counted('pejling_sockets_sent_away_total{code="1009"}')).toBe(1)
})

it('a frame that breaks the protocol closes with 1002, and is counted once', async () => {
  await start({})
  const raw = await open()
  await answered(raw)
  ;(raw.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0))
  expect(await closed(raw)).toBe(1002)
  expect(await counted('pejling_sockets_sent_away_total{code="1002"}')).toBe(1)
})

it('documentBytes: a document that would grow larger closes with 4413, is not stored, and is still read', async () => {
  await start({ documentBytes: { ...usual.documentBytes, wall: 5000 } })
  const raw = await open()
  await saves(raw, noteWith('x'.repeat(3000)))
  raw.send(syncFrame(2, noteWith('y'.repeat(3000))))
  expect(await closed(raw)).toBe(tooLarge)
  expect(ownMessages(raw.received).at(-1)).toEqual([1, 1, tooLarge])
  await answered(await open())
  await saves(await open(), noteWith('z'.repeat(100)))
  expect((await server.storage.document(board.board, 'wall')).some(bytes => Buffer.from(bytes).includes('yyy'))).toBe(false)
})

it('documentBytes of a ballot: a participant cannot fill the disk by it', async () => {
  await start({ documentBytes: { ...usual.documentBytes, ballot: 1000 } })
  const raw = await ballot()
  await saves(raw, values(10))
  raw.send(
    syncFrame(2, updateOf([{ client: 41, clock: 0, structs: [{ where: { root: 'answers', key: 'k' }, content: { any: 'x'.repeat(1000) } }] }]))
  )
  expect(await closed(raw)).toBe(tooLarge)
})

it('documentStructs: many small things close with 4413', async () => {
  await start({ documentStructs: 100 })
  const raw = await ballot()
  for (let i = 0; i < 6 && raw.closed === null; i++) {
    const structs = Array.from({ length: 50 }, (_, k) => ({ where: { root: 'answers', key: `k${i}.${k}` }, content: { any: 1 } }))
    raw.send(syncFrame(2, updateOf([{ client: 40, clock: 50 * i, structs }])))
  }
  expect(await closed(raw)).toBe(tooLarge)
})

it('documentClients: one key cannot write under ids without end', async () => {
  await start({ documentClients: 10 })
  const raw = await ballot()
  for (let i = 0; i < 20; i++)
    raw.send(syncFrame(2, updateOf([{ client: 100 + i, clock: 0, structs: [{ where: { root: 'answers', key: `k${i}` }, content: { any: 1 } }] }])))
  expect(await closed(raw)).toBe(tooLarge)
  expect(ownMessages(raw.received).at(-1)).toEqual([1, 10, tooLarge])
})

it('structs: a message of more new structs closes with 4400', async () => {
  await start({ structs: 50 })
  const raw = await ballot()
  await saves(raw, values(50))
  const other = await ballot()
  other.send(syncFrame(2, values(51)))
  expect(await closed(other)).toBe(malformed)
})

it('structsRead: nor is a message of many known structs read to its end', async () => {
  await start({ structsRead: 50 })
  const raw = await open('wall')
  raw.send(syncFrame(1, updateOf([{ client: 40, clock: 0, structs: Array.from({ length: 51 }, () => ({ content: { gc: 1 } })) }])))
  expect(await closed(raw)).toBe(malformed)
  const deletes = await open('wall')
  deletes.send(syncFrame(1, updateOf([], [[40, Array.from({ length: 51 }, (_, i): [number, number] => [2 * i, 1])]])))
  expect(await closed(deletes)).toBe(malformed)
})

it('steps: a message that would have Yjs pass more neighbours closes with 4400', async () => {
  // Thirty who have not seen each other take 1,970; twenty-five more, each of whom goes by those thirty twice, 3,220.
  await start({ integrationBudget: 2500 })
  const raw = await ballot()
  await saves(raw, crowdOfMany('answers', 'k', 30, 500))
  raw.send(syncFrame(2, crowdOfMany('answers', 'k', 25, 1000)))
  expect(await closed(raw)).toBe(malformed)
})

it.each([
  [
    'keyLength',
    { keyLength: 10 },
    updateOf([{ client: 40, clock: 0, structs: [{ where: { root: 'answers', key: 'x'.repeat(11) }, content: { any: 1 } }] }])
  ],
  [
    'valueSize',
    { valueSize: 10 },
    updateOf([{ client: 40, clock: 0, structs: [{ where: { root: 'answers', key: 'k' }, content: { any: 'x'.repeat(11) } }] }])
  ],
  [
    'valueDepth',
    { valueDepth: 2 },
    updateOf([{ client: 40, clock: 0, structs: [{ where: { root: 'answers', key: 'k' }, content: { any: [[[[1]]]] } }] }])
  ],
  ['deletedLength', { deletedLength: 10 }, updateOf([{ client: 40, clock: 0, structs: [{ content: { gc: 11 } }] }])]
])('%s: more in a ballot closes with 4400', async (_, limits, update) => {
  await start(limits)
  const raw = await ballot()
  raw.send(syncFrame(2, update))
  expect(await closed(raw)).toBe(malformed)
})

it('textLength: a longer piece of text closes with 4400', async () => {
  await start({ textLength: 100 })
  const raw = await open()
  await saves(raw, noteWith('x'.repeat(100)))
  raw.send(syncFrame(2, noteWith('x'.repeat(101))))
  expect(await closed(raw)).toBe(malformed)
})

it('gaps: so many updates may miss their predecessor, none is kept, the client is asked once, and then it is sent away', async () => {
  await start({ pendingUpdates: 5 })
  const raw = await open()
  await answered(raw)
  await until(() => raw.received.some(frame => frame[0] === 0 && frame[1] === 0), 'the first question')
  const questions = () => raw.received.filter(frame => frame[0] === 0 && frame[1] === 0).length
  const before = questions()
  const missing = (clock: number) =>
    syncFrame(2, updateOf([{ client: 40, clock, structs: [{ where: { root: 'notes', key: 'k' }, content: { map: true } }] }]))
  for (let i = 1; i <= 5; i++) raw.send(missing(i))
  await answered(raw)
  expect(ownMessages(raw.received).filter(([, count]) => count !== 0)).toEqual([])
  // One question for the gap, and one with each of the answers.
  expect(questions() - before).toBeLessThanOrEqual(2)
  raw.send(missing(6))
  expect(await closed(raw)).toBe(malformed)
  expect(await server.storage.document(board.board, 'wall')).toEqual([])
})

it('messagesASecond and messagesAtOnce: more close with 4429', async () => {
  await start({ messagesAtOnce: 20, messagesASecond: 1 })
  const raw = await open()
  for (let i = 0; i < 30; i++) raw.send(ASK)
  expect(await closed(raw)).toBe(tooFast)
})

it('bytesASecond and bytesAtOnce: more close with 4429', async () => {
  await start({ bytesAtOnce: 50_000, bytesASecond: 10 })
  const raw = await open()
  for (let i = 0; i < 10; i++) raw.send(syncFrame(2, noteWith('x'.repeat(9000), 40 + i)))
  expect(await closed(raw)).toBe(tooFast)
})

it('earlyMessages and earlyBytes: what comes before the document is loaded is not kept without end', async () => {
  await start({ earlyMessages: 3, earlyBytes: 1000 })
  const { connect } = server.serving.boards
  let let_ = (): void => undefined
  const held = new Promise<void>(resolve => (let_ = resolve))
  server.serving.boards.connect = async (...wish) => {
    await held
    return connect(...wish)
  }
  const many = await open()
  for (let i = 0; i < 4; i++) many.send(ASK)
  expect(await closed(many)).toBe(tooFast)
  const large = await open()
  large.send(new Uint8Array(1001))
  expect(await closed(large)).toBe(tooFast)
  const patient = await open()
  patient.send(ASK)
  let_()
  await until(() => patient.received.length > 0, 'an answer')
})

it('presenceBytes: larger presence is not passed on', async () => {
  await start({ presenceBytes: 100, presenceEvery: 1 })
  const [raw, other] = [await open(), await open()]
  await answered(other)
  raw.send(presenceOf([[40, 1, JSON.stringify('x'.repeat(200))]]))
  raw.send(presenceOf([[40, 2, JSON.stringify('small')]]))
  await until(() => other.received.some(frame => Buffer.from(frame).includes('small')), 'the small one')
  expect(other.received.some(frame => Buffer.from(frame).includes('xxx'))).toBe(false)
})

it('presences: a message about more people closes with 4400', async () => {
  await start({ presences: 10 })
  const raw = await open()
  raw.send(presenceOf(Array.from({ length: 10 }, (_, i) => [i + 2, 1, '{}'])))
  await answered(raw)
  raw.send(presenceOf(Array.from({ length: 11 }, (_, i) => [i + 2, 1, '{}'])))
  expect(await closed(raw)).toBe(malformed)
})

it('presencesKept: who comes and goes under ever new ids is not remembered without end', async () => {
  await start({ presencesKept: 5, presenceEvery: 1 })
  const watching = await open()
  await answered(watching)
  for (let i = 0; i < 20; i++) {
    const raw = await open()
    raw.send(presenceOf([[100 + i, 1, '{}']]))
    await answered(raw)
    raw.stop()
  }
  const opened = await server.serving.boards.loaded(board.board)
  const awareness = opened?.rooms.wall.awareness as unknown as { seen: Map<number, unknown> }
  await until(() => awareness.seen.size <= 5, 'the first to be forgotten')
})

it('one connection has one presence, however many it claims', async () => {
  await start({ presenceEvery: 1 })
  const [raw, other] = [await open(), await open()]
  await answered(other)
  for (let i = 0; i < 100; i++) raw.send(presenceOf([[100 + i, 1, `"p${i}p"`]]))
  raw.send(presenceOf([[100, 5, '"last"']]))
  await until(() => other.received.some(frame => Buffer.from(frame).includes('last')), 'the last')
  expect(other.received.some(frame => Buffer.from(frame).includes('p1p'))).toBe(false)
})

it('participants: the board is full at so many', async () => {
  await start({ participants: 3 })
  for (let i = 0; i < 3; i++) await answered(await ballot())
  const answer = await server.call('POST', `/api/boards/${board.board}/participants`, { key: board.keys.participant })
  expect(answer.status).toBe(409)
})

it('boardConnections: the next is asked to come back, others’ boards are open, and one who leaves makes room', async () => {
  await start({ boardConnections: 3 })
  const raws = [await open(), await open('session'), await open('results')]
  for (const raw of raws) await answered(raw)
  expect(await closed(await open())).toBe(tryAgain)
  const other = await server.make()
  await answered(await open('wall', other.keys.participant, other))
  raws[0]?.stop()
  await until(async () => {
    const again = await open()
    again.send(ASK)
    await until(() => again.received.length > 0 || again.closed !== null, 'an answer')
    return again.closed === null
  }, 'room for one')
})

it('openBoards: the next board is asked to come back, those that are open go on, and one that is left makes room', async () => {
  await start({ openBoards: 2 })
  const [second, third] = [await server.make(), await server.make()]
  const first = await open()
  await answered(first)
  const other = await open('wall', second.keys.participant, second)
  await answered(other)
  expect(await closed(await open('wall', third.keys.participant, third))).toBe(tryAgain)
  const call = await server.call('POST', `/api/boards/${third.board}/participants`, { key: third.keys.participant })
  expect(call).toMatchObject({ status: 503, json: { error: { code: 'too-busy' } } })
  await answered(first)
  other.stop()
  await until(
    async () => (await server.call('POST', `/api/boards/${third.board}/participants`, { key: third.keys.participant })).status === 201,
    'room'
  )
})

it('sockets: the server takes so many, answers the next with 503 before the upgrade, and then takes it', async () => {
  await start({ sockets: 3 })
  const raws = [await open(), await open(), await open()]
  for (const raw of raws) await answered(raw)
  expect(await refusal()).toContain('503')
  expect(await counted('pejling_upgrades_refused_total{why="too-many"}')).toBe(1)
  raws[0]?.stop()
  await until(async () => (await refusal()) === null, 'room')
})

it('upgradesASecond and upgradesAtOnce: more are answered with 503', async () => {
  await start({ upgradesAtOnce: 3, upgradesASecond: 0.001 })
  for (let i = 0; i < 3; i++) expect(await refusal()).toBeNull()
  expect(await refusal()).toContain('503')
  expect(await counted('pejling_upgrades_refused_total{why="too-fast"}')).toBe(1)
  expect((await server.call('GET', '/healthz')).status).toBe(200)
})
/** What an upgrade is refused with. */
async function refusal(): Promise<string | null> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/sync/${board.board}/wall`, ['pejling', board.keys.participant])
  let said: string | null = null
  socket.on('error', error => (said = error.message))
  await until(() => socket.readyState === WebSocket.OPEN || said !== null, 'an answer')
  socket.terminate()
  return said
}

it('firstMessageWithin: a socket that says nothing is closed, one that has spoken is not', async () => {
  await start({ firstMessageWithin: 150 })
  const spoken = await open()
  await answered(spoken)
  const silent = await open()
  expect(await closed(silent)).toBe(tryAgain)
  await answered(spoken)
})

it('headersWithin: a connection that never says what it wants is closed', async () => {
  await start({ headersWithin: 200, requestWithin: 400 })
  for (const text of [
    '',
    'GET / HTTP/1.1\r\nHost: x\r\n',
    'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
  ]) {
    const stream = connectStream(server.port, '127.0.0.1')
    let ended = false
    stream.on('close', () => (ended = true)).on('error', () => undefined)
    stream.resume().write(text)
    await until(() => ended, 'the end')
  }
})

it('smallBodyBytes: a larger call is answered with 413', async () => {
  await start({ smallBodyBytes: 1000 })
  const answer = await server.call('POST', '/api/join', { body: { code: 'x'.repeat(2000) } })
  expect(answer.status).toBe(413)
})

it('wrongKeys: a board’s budget of wrong keys; right ones open it all the same, and other boards have their own', async () => {
  await start({ wrongKeys: 4 })
  const other = await server.make()
  const tryKey = (key: string, of = board) => server.call('GET', `/api/boards/${of.board}`, { key })
  const wrong = 'a'.repeat(24)
  expect([(await tryKey(wrong)).status, (await tryKey(wrong)).status]).toEqual([401, 401])
  for (let i = 0; i < 2; i++) expect(await closed(await open('wall', wrong))).toBe(unknownKey)
  expect(await tryKey(wrong)).toMatchObject({ status: 429, json: { error: { code: 'too-many-keys' } } })
  expect(await closed(await open('wall', wrong))).toBe(tooFast)
  expect((await tryKey(board.keys.screen)).status).toBe(200)
  await answered(await open())
  expect((await tryKey(wrong, other)).status).toBe(401)
})

it('wrongKeys: those that come at once are told no more than those that come after each other', async () => {
  await start({ wrongKeys: 10 })
  const tryKey = (i: number) => server.call('GET', `/api/boards/${board.board}`, { key: String(i).padStart(24, 'a') })
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => tryKey(i)))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(50)
})
