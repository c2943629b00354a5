import { afterEach, expect, it } from 'vitest'
import type { Limits } from '../../server/limits.ts'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Client, connect, connectRaw, type Raw, stopClients, syncFrame } from '../support/server/clients.ts'
import { type Answer, startServer, type TestServer } from '../support/server/server.ts'
import { storedParticipants } from '../support/server/stored.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** One person with a key, or none, does all that a program can to keep others out. */

let server: TestServer
let board: MadeBoard
async function start(limits: Partial<Limits>): Promise<void> {
  server = await startServer({ limits, trustedProxies: '127.0.0.1' })
  board = await server.make()
}
afterEach(async () => {
  stopClients()
  await server.stop()
})
const ASK = syncFrame(0, Uint8Array.of(0))
/** A socket that has said something, so that it stays. */
async function open(document: string, key: string): Promise<Raw> {
  const raw = await connectRaw({ port: server.port, board: board.board, document, key })
  raw.send(ASK)
  await until(() => raw.received.length > 0 || raw.closed !== null, 'an answer')
  return raw
}
const isOpen = async (raw: Raw): Promise<boolean> => {
  const before = raw.received.length
  if (raw.closed === null) raw.send(ASK)
  await until(() => raw.received.length > before || raw.closed !== null, 'an answer')
  return raw.closed === null
}
const sit = (key: string, from = '198.51.100.7'): Promise<Answer> =>
  server.call('POST', `/api/boards/${board.board}/participants`, { key, headers: { 'x-forwarded-for': from } })
const ballotOf = ({ participant, key }: MadeParticipant): Client =>
  connect({ port: server.port, board: board.board, document: `ballot.${participant}`, key })
const seated = async (): Promise<string[]> => [...(await storedParticipants(server.storage, board.board)).values()]

it('keyConnections: however many sockets a ballot’s key opens, the facilitator, the screen and others come in, and its own last ones stay open', async () => {
  await start({ keyConnections: { facilitator: 3, screen: 3, participant: 5, ballot: 4, reader: 0 } })
  const [greedy, other] = [await server.participant(board), await server.participant(board)]
  const sockets: Raw[] = []
  for (let i = 0; i < 20; i++) sockets.push(await open('wall', greedy.key))
  for (let i = 0; i < 20; i++) sockets.push(await open('wall', board.keys.participant))
  await until(() => sockets.filter(({ closed }) => closed === closeCodes.tryAgain).length === 31, 'the others to give way')
  for (const key of [board.keys.facilitator, board.keys.screen, other.key]) expect(await isOpen(await open('session', key))).toBe(true)
  expect(sockets.map(({ closed }) => closed === null)).toEqual([
    ...Array(16).fill(false),
    ...Array(4).fill(true),
    ...Array(15).fill(false),
    ...Array(5).fill(true)
  ])
})

it('boardConnections: the participants’ sockets are counted without the facilitator’s and the screen’s', async () => {
  await start({ boardConnections: 2 })
  const guests = [await open('wall', board.keys.participant), await open('wall', board.keys.participant)]
  expect((await open('wall', board.keys.participant)).closed).toBe(closeCodes.tryAgain)
  for (const key of [board.keys.facilitator, board.keys.screen]) expect(await isOpen(await open('wall', key))).toBe(true)
  guests[0]?.stop()
  await until(async () => isOpen(await open('wall', board.keys.participant)), 'room for one')
})

it('seatsAtOnce: one address makes ballots at a pace, told how long to wait; others join meanwhile, and its other boards have their own', async () => {
  await start({ seatsAtOnce: 5, seatsASecond: 0.1 })
  const statuses = await Promise.all(Array.from({ length: 20 }, () => sit(board.keys.participant)))
  expect(statuses.filter(({ status }) => status === 201)).toHaveLength(5)
  const [refused] = statuses.filter(({ status }) => status === 429)
  expect(refused).toMatchObject({ json: { error: { code: 'too-many-seats' } } })
  expect(refused?.headers.get('retry-after')).toBe('10')
  expect((await sit(board.keys.participant, '198.51.100.8')).status).toBe(201)
  const first = board
  board = await server.make()
  expect((await sit(board.keys.participant)).status).toBe(201)
  board = first
})

it('participants: a board that one person has filled takes the next in place of a ballot that was never answered and that nobody has open', async () => {
  await start({ participants: 5 })
  const answered = await server.participant(board)
  const ballot = ballotOf(answered)
  await ballot.synced()
  setAnswer(ballot.doc, 'svar', 'K1', 2)
  await ballot.allSaved()
  ballot.stop()
  const present = await server.participant(board)
  const lobby = await open('session', present.key)
  const made = await Promise.all(Array.from({ length: 3 }, () => server.participant(board)))
  for (let i = 0; i < 20; i++) {
    const next = await sit(board.keys.participant)
    expect(next.status).toBe(201)
    expect(await seated()).toHaveLength(5)
    expect(await seated()).toContain((next.json as MadeParticipant).participant)
  }
  expect(await seated()).toEqual(expect.arrayContaining([answered.participant, present.participant]))
  expect(await isOpen(lobby)).toBe(true)
  // Who gave way comes back with the code: the old key opens nothing, and the number of people has stayed right.
  const gone = made.filter(({ participant }) => participant).map(({ key }) => key)
  const kinds = await Promise.all(gone.map(async key => (await server.call('GET', `/api/boards/${board.board}`, { key })).status))
  expect(kinds).toContain(401)
  expect((await server.minutes(board)).people).toBe(5)
})

it('participants: a ballot that was answered and taken back, or that somebody has open, gives no place away', async () => {
  await start({ participants: 2 })
  const [first, second] = [ballotOf(await server.participant(board)), ballotOf(await server.participant(board))]
  await first.synced()
  await second.synced()
  setAnswer(first.doc, 'svar', 'K1', 2)
  await first.allSaved()
  setAnswer(first.doc, 'svar', 'K1', undefined)
  await first.allSaved()
  first.stop()
  expect(await sit(board.keys.participant)).toMatchObject({ status: 409, json: { error: { code: 'too-many-participants' } } })
})

const body = { title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 30 } }
const make = (from: string, wish: unknown = body): Promise<Answer> =>
  server.call('POST', '/api/boards', { body: wish, headers: { 'x-forwarded-for': from } })

it('madeBytes: an address that makes boards without end is told when it may go on, and everybody else makes theirs', async () => {
  await start({ madeBytes: 100_000, madeWindow: 1000, boardBytes: 20_000 })
  const answers: Answer[] = []
  for (let i = 0; i < 10; i++) answers.push(await make('198.51.100.7'))
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(2)
  const refused = answers.at(-1)
  expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too-many-boards' } } })
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(10)
  expect(Number(refused?.headers.get('retry-after'))).toBeLessThan(300)
  expect((await make('198.51.100.8')).status).toBe(201)
})

it('madeBytes: what is no board costs its bytes before anything of it is looked at', async () => {
  await start({ madeBytes: 100_000, madeWindow: 1e6 })
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) statuses.push((await make('198.51.100.7', { title: 'x'.repeat(10_000) })).status)
  expect(statuses).toEqual([...Array(9).fill(422), 429, 429, 429])
})

it('madeBytes: what an address writes on walls counts too, and never stops it from writing', async () => {
  await start({ madeBytes: 100_000, madeWindow: 1e6, boardBytes: 0 })
  const wall = connect({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
  await wall.synced()
  for (let i = 0; i < 20; i++) addRecord(wall.doc, 'notes', `n${i}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'x'.repeat(9000) })
  await wall.allSaved()
  expect(await make('127.0.0.1')).toMatchObject({ status: 429, json: { error: { code: 'too-many-boards' } } })
  addRecord(wall.doc, 'notes', 'last', { step: 'sedler', lane: 'hjaelper' }, { text: 'Og den sidste' })
  await wall.allSaved()
  expect((await make('198.51.100.8')).status).toBe(201)
})

it('diskKept: on a disk that is nearly full no board is made, and those that there are go on', async () => {
  await start({})
  server.storage.room = async () => ({ free: 200 * 1024 * 1024, total: 100 * 1024 ** 3 })
  expect(await make('198.51.100.7')).toMatchObject({ status: 503, json: { error: { code: 'no-room' } } })
  expect(server.facts).toContainEqual({ name: 'board-refused' })
  const wall = connect({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
  await wall.synced()
  addRecord(wall.doc, 'notes', 'n', { step: 'sedler', lane: 'hjaelper' }, { text: 'Videre' })
  await wall.allSaved()
  server.storage.room = async () => ({ free: 1e6, total: 6e6 })
  expect((await make('198.51.100.7')).status).toBe(201)
})
