import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { roots } from '../../src/documents/form.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { connectRaw, ownMessages, type Raw, stopClients, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { storedParticipants } from '../support/server/stored.ts'
import { until } from '../support/server/until.ts'

/** Who may do what, cell by cell, over the wire and with frames made here: the table of design.md section 4 in full. */

const states = ['open', 'closed', 'expired', 'deleted'] as const
const holders = ['facilitator', 'participant', 'own ballot', 'other ballot', 'laid ballot', 'screen', 'reader', 'no key', 'other board'] as const
const documents = ['session', 'wall', 'ballot', 'results'] as const
type State = (typeof states)[number]
type Holder = (typeof holders)[number]
type Document = (typeof documents)[number]

const { notYours, unknownKey, notFound } = closeCodes
/** W: reads, writes, and on the wall is seen there. R: reads; a write closes with 4403. A number: is closed with it before it hears anything. */
type Cell = 'W' | 'R' | number
const all = (code: number): Cell[] => [code, code, code, code]
const gone: Record<Holder, Cell[]> = {
  facilitator: all(notFound),
  participant: all(notFound),
  'own ballot': all(notFound),
  'other ballot': all(notFound),
  'laid ballot': all(notFound),
  screen: all(notFound),
  reader: all(notFound),
  'no key': all(unknownKey),
  'other board': all(notFound)
}
/** Of each state and holder the cells of session, wall, own participant's ballot, results. */
const sync: Record<State, Record<Holder, Cell[]>> = {
  open: {
    facilitator: ['W', 'W', notYours, 'R'],
    participant: ['R', 'W', notYours, 'R'],
    'own ballot': ['R', 'W', 'W', 'R'],
    'other ballot': ['R', 'W', notYours, 'R'],
    'laid ballot': all(unknownKey),
    screen: ['R', 'R', notYours, 'R'],
    reader: all(notYours),
    'no key': all(unknownKey),
    'other board': all(unknownKey)
  },
  closed: {
    facilitator: ['W', 'W', notYours, 'R'],
    participant: ['R', 'R', notYours, 'R'],
    'own ballot': ['R', 'R', notFound, 'R'],
    'other ballot': ['R', 'R', notYours, 'R'],
    'laid ballot': all(unknownKey),
    screen: ['R', 'R', notYours, 'R'],
    reader: all(notYours),
    'no key': all(unknownKey),
    'other board': all(unknownKey)
  },
  expired: gone,
  deleted: gone
}

const calls = ['GET ', 'GET /export', 'POST /participants', 'POST /lay', 'PATCH ', 'POST /close', 'DELETE '] as const
const none = (status: number): number[] => calls.map(() => status)
const absent: Record<Holder, number[]> = {
  facilitator: none(404),
  participant: none(404),
  'own ballot': none(404),
  'other ballot': none(404),
  'laid ballot': none(404),
  screen: none(404),
  reader: none(404),
  'no key': none(401),
  'other board': none(404)
}
/** Of each state and holder the status of each call. */
const http: Record<State, Record<Holder, number[]>> = {
  open: {
    facilitator: [200, 200, 201, 403, 200, 200, 204],
    participant: [200, 200, 201, 403, 403, 403, 403],
    'own ballot': [200, 200, 201, 204, 403, 403, 403],
    'other ballot': [200, 200, 201, 204, 403, 403, 403],
    'laid ballot': none(401),
    screen: [200, 200, 403, 403, 403, 403, 403],
    reader: [200, 200, 403, 403, 403, 403, 403],
    'no key': none(401),
    'other board': none(401)
  },
  closed: {
    facilitator: [200, 200, 409, 403, 409, 409, 204],
    participant: [200, 200, 409, 403, 403, 403, 403],
    'own ballot': [200, 200, 409, 409, 403, 403, 403],
    'other ballot': [200, 200, 409, 409, 403, 403, 403],
    'laid ballot': none(401),
    screen: [200, 200, 403, 403, 403, 403, 403],
    reader: [200, 200, 403, 403, 403, 403, 403],
    'no key': none(401),
    'other board': none(401)
  },
  expired: absent,
  deleted: absent
}

type Subject = { board: MadeBoard; own: MadeParticipant; other: MadeParticipant; laid: MadeParticipant; reader: string }
const DAY = 24 * 60 * 60 * 1000
let clock = Date.now()
let server: TestServer
let elsewhere: MadeBoard
const subjects = {} as Record<State, Subject>
beforeAll(async () => {
  server = await startServer({ now: () => clock, limits: { presenceEvery: 1 } })
  elsewhere = await server.make()
  for (const state of states) subjects[state] = await subjectIn(state, true)
})
afterAll(() => server.stop())
afterEach(stopClients)

async function subjectIn(state: State, answered = false): Promise<Subject> {
  const today = clock
  if (state === 'expired') clock -= 40 * DAY
  const board = await server.make()
  const { reader = '' } = await server.info(board.board, board.keys.facilitator)
  const subject = {
    board,
    own: await server.participant(board),
    other: await server.participant(board),
    laid: await server.participant(board),
    reader
  }
  await server.call('POST', `/api/boards/${board.board}/lay`, { key: subject.laid.key })
  clock = today
  if (state === 'expired') return subject
  // Something to read, and to delete, in each document.
  await written(subject, 'wall', board.keys.facilitator, doc => addRecord(doc, 'notes', 'first', { step: 'sedler', lane: 'hjaelper' }))
  await written(subject, 'session', board.keys.facilitator, doc => steer(doc, 'w', { step: 'svar' }))
  if (answered) await written(subject, 'ballot', subject.own.key, doc => setAnswer(doc, 'svar', 'K1', 2))
  const path = `/api/boards/${board.board}`
  if (state === 'closed') await server.call('POST', `${path}/close`, { key: board.keys.facilitator })
  if (state === 'deleted') await server.call('DELETE', path, { key: board.keys.facilitator })
  return subject
}

const nameOf = (subject: Subject, document: Document): string => (document === 'ballot' ? `ballot.${subject.own.participant}` : document)
function keyOf({ board, own, other, laid, reader }: Subject, holder: Holder): string | null {
  if (holder === 'no key') return null
  if (holder === 'own ballot') return own.key
  if (holder === 'other ballot') return other.key
  if (holder === 'laid ballot') return laid.key
  if (holder === 'reader') return reader
  return holder === 'other board' ? elsewhere.keys.facilitator : board.keys[holder]
}
function open(subject: Subject, document: Document, key: string | null): Promise<Raw> {
  const where = { port: server.port, board: subject.board.board, document: nameOf(subject, document), key: key ?? '' }
  return connectRaw(where, { protocols: key === null ? ['pejling'] : ['pejling', key] })
}

const isSync = (step: number) => (frame: Uint8Array) => frame[0] === 0 && frame[1] === step
function updateIn(frame: Uint8Array): Uint8Array {
  const decoder = createDecoder(frame)
  readVarUint(decoder)
  readVarUint(decoder)
  return readVarUint8Array(decoder)
}
/** Asks for the document, whole or what it has that `known` lacks. All that went out before to the same socket has then come. */
async function read(raw: Raw, known = new Y.Doc()): Promise<Y.Doc> {
  const before = raw.received.length
  const answer = (): Uint8Array[] => raw.received.slice(before)
  raw.send(syncFrame(0, Y.encodeStateVector(known)))
  await until(() => answer().some(isSync(1)), 'the document')
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(known))
  // It may come in pieces, as it is stored.
  for (const frame of answer()) if (isSync(1)(frame) || isSync(2)(frame)) Y.applyUpdate(doc, updateIn(frame))
  return doc
}
/** What a document says, in all its roots. */
const contentOf = (doc: Y.Doc, document: Document): unknown => Object.keys(roots[document]).map(root => doc.getMap(root).toJSON())
/** What a change makes of a document, as the update of a client that has read it. */
function updateOf(from: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  let made: Uint8Array | null = null
  doc.on('update', (update: Uint8Array) => (made = update))
  doc.transact(() => change(doc))
  if (!made) throw new Error('The change has changed nothing')
  return made
}
async function written(subject: Subject, document: Document, key: string, change: (doc: Y.Doc) => void): Promise<void> {
  const raw = await open(subject, document, key)
  raw.send(syncFrame(2, updateOf(await read(raw), change)))
  await until(() => ownMessages(raw.received).length > 0, 'the change to be saved')
  expect(ownMessages(raw.received)).toEqual([[0, 1]])
  raw.stop()
}

const changes: Record<Document, (doc: Y.Doc) => void> = {
  session: doc => steer(doc, 'w', { step: 'vis' }),
  wall: doc => addRecord(doc, 'notes', `n${doc.clientID}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'En seddel' }),
  ballot: doc => setAnswer(doc, 'svar', 'K1', 3),
  results: doc => doc.getMap('board').set('people', 99)
}
/** An update of nothing but a delete set, of something that stands. */
function deletion(doc: Y.Doc): Uint8Array {
  for (const [client, structs] of doc.store.clients) {
    for (const { id, deleted } of structs) {
      if (deleted) continue
      const encoder = createEncoder()
      for (const number of [0, 1, client, 1, id.clock, 1]) writeVarUint(encoder, number)
      return toUint8Array(encoder)
    }
  }
  throw new Error('Nothing to delete')
}
function presence(client: number, state: unknown): Uint8Array {
  const inner = createEncoder()
  for (const number of [1, client, 1]) writeVarUint(inner, number)
  writeVarString(inner, JSON.stringify(state))
  const outer = createEncoder()
  writeVarUint(outer, 1)
  writeVarUint8Array(outer, toUint8Array(inner))
  return toUint8Array(outer)
}
const textOf = (raw: Raw): string => raw.received.map(frame => Buffer.from(frame).toString('latin1')).join('\n')
let presences = 5000

/** A reader of the document beside the one that is tried, and what it has heard of changes since it has read it. */
async function bystander(subject: Subject, document: Document): Promise<Raw> {
  const raw = await open(subject, document, document === 'ballot' ? subject.own.key : subject.board.keys.facilitator)
  await read(raw)
  raw.received.length = 0
  return raw
}
const stored = async (subject: Subject, document: Document): Promise<unknown> =>
  document === 'ballot' ? server.storage.ballot(subject.board.board, subject.own.participant) : server.storage.document(subject.board.board, document)

describe.each(states)('[own-ballot-only] [laid-stays-laid] [facilitator-steers] %s board, sync', state => {
  const cells = holders.flatMap(holder => documents.map((document, at) => [holder, document, sync[state][holder][at] as Cell] as const))

  it.each(cells)('%s, %s: %s', async (holder, document, cell) => {
    const subject = subjects[state]
    const key = keyOf(subject, holder)
    if (typeof cell === 'number') {
      const raw = await open(subject, document, key)
      // All that one could try before the answer comes.
      for (const frame of [syncFrame(0, Uint8Array.of(0)), syncFrame(2, updateOf(new Y.Doc(), changes[document])), presence(7, { here: true })])
        raw.send(frame)
      await until(() => raw.closed !== null, 'the refusal')
      expect({ closed: raw.closed, received: raw.received }).toEqual({ closed: cell, received: [] })
      return
    }
    const raw = await open(subject, document, key)
    const doc = await read(raw)
    expect(doc.store.clients.size).toBeGreaterThan(0)
    expect(doc.store.pendingStructs).toBeNull()
    const beside = await bystander(subject, document)
    await presenceIs(cell === 'W' && document === 'wall', raw, subject, document, doc, beside)
    if (cell === 'W') await mayWrite(raw, doc, document, beside)
    else await mayOnlyRead(subject, document, key as string, doc, beside)
  })
})

async function presenceIs(seen: boolean, raw: Raw, subject: Subject, document: Document, doc: Y.Doc, beside: Raw): Promise<void> {
  const client = ++presences
  raw.send(presence(client, { mark: `mark${client}` }))
  if (document === 'wall') {
    // Another's presence, sent later, has come: so has this one, if it comes at all.
    await read(raw)
    const after = await open(subject, 'wall', subject.board.keys.facilitator)
    const later = ++presences
    after.send(presence(later, { mark: `mark${later}` }))
    await until(() => textOf(beside).includes(`mark${later}`), 'the other’s presence')
  } else {
    await read(raw)
    await read(beside, doc)
  }
  expect(textOf(beside).includes(`mark${client}`)).toBe(seen)
  expect(raw.closed).toBeNull()
}

async function mayWrite(raw: Raw, doc: Y.Doc, document: Document, beside: Raw): Promise<void> {
  const update = updateOf(doc, changes[document])
  raw.send(syncFrame(2, update))
  await until(() => ownMessages(raw.received).length > 0, 'the answer')
  expect(ownMessages(raw.received)).toEqual([[0, 1]])
  await until(() => beside.received.some(isSync(2)), 'the change')
  const now = await read(beside)
  const client = [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)).keys()][0] as number
  expect(Y.getState(now.store, client)).toBeGreaterThan(Y.getState(doc.store, client))
}

async function mayOnlyRead(subject: Subject, document: Document, key: string, doc: Y.Doc, beside: Raw): Promise<void> {
  const before = await stored(subject, document)
  const change = updateOf(doc, changes[document])
  const broken = change.slice(0, -1)
  for (const frame of [syncFrame(2, change), syncFrame(1, change), syncFrame(2, deletion(doc)), syncFrame(2, broken)]) {
    const raw = await open(subject, document, key)
    raw.send(frame)
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(notYours)
    expect(ownMessages(raw.received)).toEqual([[1, 0, notYours]])
  }
  const now = await read(beside, doc)
  expect(beside.received.filter(isSync(2))).toEqual([])
  expect(Y.decodeStateVector(Y.encodeStateVector(now))).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
  expect(contentOf(now, document)).toEqual(contentOf(doc, document))
  expect(await stored(subject, document)).toEqual(before)
  // What changes nothing is what every client sends when it has read: it is no offence.
  const polite = await open(subject, document, key)
  polite.send(syncFrame(1, Y.encodeStateAsUpdate(doc)))
  polite.send(syncFrame(1, Uint8Array.of(0, 0)))
  await until(() => ownMessages(polite.received).at(-1)?.[1] === 2, 'the answer')
  expect(polite.closed).toBeNull()
}

describe.each(states)('%s board, HTTP', state => {
  const cells = holders.flatMap(holder => calls.map((call, at) => [holder, call, http[state][holder][at] as number] as const))

  it.each(cells)('%s, %s: %d', async (holder, call, status) => {
    const subject = call === 'GET ' || call === 'GET /export' ? subjects[state] : await subjectIn(state)
    const { board } = subject.board
    const before = { row: await server.storage.board(board), people: await storedParticipants(server.storage, board) }
    const [method = '', path = ''] = call.split(' ')
    const key = keyOf(subject, holder) ?? undefined
    const body = method === 'PATCH' ? { body: { minimum: 6 } } : {}
    const answer = await server.call(method, `/api/boards/${board}${path}`, { key, ...body })
    expect(answer.status).toBe(status)
    if (status < 400) return
    const { error } = answer.json as { error: Record<string, unknown> }
    expect(Object.keys(error).sort()).toEqual(['code', 'message'])
    expect(answer.text.includes(board)).toBe(false)
    expect({ row: await server.storage.board(board), people: await storedParticipants(server.storage, board) }).toEqual(before)
  })

  it('the join code', async () => {
    const answer = await server.call('POST', '/api/join', { body: { code: subjects[state].board.code } })
    expect(answer.status).toBe(state === 'open' ? 200 : 404)
  })
})

it('without a board there is no way in by a guess at a document', async () => {
  const subject = subjects.open
  for (const document of ['Wall', 'wall.', 'ballot.', 'ballot', `ballot.${subject.own.participant}x`, 'constructor', '__proto__']) {
    for (const key of [subject.board.keys.facilitator, subject.own.key]) {
      const where = { port: server.port, board: subject.board.board, document, key }
      const raw = await connectRaw(where)
      raw.send(syncFrame(0, Uint8Array.of(0)))
      await until(() => raw.closed !== null, 'the refusal')
      expect([notFound, notYours]).toContain(raw.closed)
      expect(raw.received).toEqual([])
    }
  }
})
