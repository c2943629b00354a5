import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { connect, connectRaw, ownMessages, stopClients, syncFrame } from '../support/server/clients.ts'
import { withEarlierSessions, workshopIn } from '../support/server/earlier-session.ts'
import { clientOf } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { storedAuthors } from '../support/server/stored.ts'
import { until } from '../support/server/until.ts'

let server: TestServer
let board: MadeBoard
let own: { participant: string; key: string }
let other: { participant: string; key: string }
beforeAll(async () => {
  server = await startServer()
  board = await server.make()
  own = await server.participant(board)
  other = await server.participant(board)
})
afterAll(() => server.stop())
afterEach(stopClients)

type Who = 'facilitator' | 'participant' | 'ballot' | 'screen'
const keyOf = (who: Who): string => (who === 'ballot' ? own.key : board.keys[who])
const change: Record<string, (doc: Y.Doc) => void> = {
  session: doc => steer(doc, 'w', { step: 'svar' }),
  wall: doc => addRecord(doc, 'notes', `n${doc.clientID}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'En seddel' }),
  results: doc => doc.getMap('board').set('people', 99),
  ballot: doc => setAnswer(doc, 'svar', 'K1', 3)
}
/** The table of design.md section 4, for an open board. */
const table: [Who, string, 'write' | 'read' | 'none'][] = [
  ['facilitator', 'session', 'write'],
  ['facilitator', 'wall', 'write'],
  ['facilitator', 'ballot', 'none'],
  ['facilitator', 'results', 'read'],
  ['participant', 'session', 'read'],
  ['participant', 'wall', 'write'],
  ['participant', 'ballot', 'none'],
  ['participant', 'results', 'read'],
  ['ballot', 'session', 'read'],
  ['ballot', 'wall', 'write'],
  ['ballot', 'ballot', 'write'],
  ['ballot', 'results', 'read'],
  ['screen', 'session', 'read'],
  ['screen', 'wall', 'read'],
  ['screen', 'ballot', 'none'],
  ['screen', 'results', 'read']
]

it.each(table)('[own-ballot-only] [facilitator-steers] %s, %s: %s', async (who, kind, right) => {
  const document = kind === 'ballot' ? `ballot.${own.participant}` : kind
  const client = clientOf(server, board, document, keyOf(who))
  if (right === 'none') {
    await until(() => client.closed !== null, 'the refusal')
    expect(client.closed).toBe(closeCodes.notYours)
    expect(client.received).toEqual([])
    return
  }
  await client.synced()
  const before = Y.encodeStateVector(client.doc)
  change[kind]?.(client.doc)
  if (right === 'write') {
    await client.allSaved()
    expect(client.refused).toBeNull()
  } else {
    await until(() => client.closed !== null, 'the refusal')
    expect(client.closed).toBe(closeCodes.notYours)
    expect(client.refused?.code).toBe(closeCodes.notYours)
    const fresh = clientOf(server, board, document, keyOf(who))
    await fresh.synced()
    expect(Y.encodeStateVector(fresh.doc)).toEqual(before)
  }
})

it('[own-ballot-only] nobody opens another participant’s ballot, not even to read', async () => {
  for (const key of [other.key, board.keys.facilitator, board.keys.participant, board.keys.screen]) {
    const raw = await connectRaw({ port: server.port, board: board.board, document: `ballot.${own.participant}`, key })
    raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(closeCodes.notYours)
    expect(raw.received).toEqual([])
  }
})

describe('close codes', () => {
  const closedWith = async (where: { board?: string; document?: string; key?: string }, options: Parameters<typeof connectRaw>[1] = {}) => {
    const at = { port: server.port, board: board.board, document: 'wall', key: board.keys.participant, ...where }
    const raw = await connectRaw(at, options)
    await until(() => raw.closed !== null, 'the close')
    return raw.closed
  }
  it.each([
    ['an unknown board', { board: 'nosuchboard1' }, closeCodes.notFound],
    ['an unknown document', { document: 'diary' }, closeCodes.notFound],
    ['a ballot of nobody', { document: 'ballot.nobody' }, closeCodes.notYours],
    ['a key with a letter missing', { key: 'abcdefghijklmnopqrstuvw' }, closeCodes.unknownKey],
    ['an unknown key', { key: 'abcdefghijklmnopqrstuvwx' }, closeCodes.unknownKey]
  ])('%s', async (_, where, code) => {
    expect(await closedWith(where)).toBe(code)
  })
  it('no key', async () => expect(await closedWith({}, { protocols: ['pejling'] })).toBe(closeCodes.unknownKey))
  it('the key of another board', async () => {
    const second = await server.make()
    expect(await closedWith({ key: second.keys.facilitator })).toBe(closeCodes.unknownKey)
    expect(await closedWith({ key: second.keys.participant })).toBe(closeCodes.unknownKey)
  })
  it('a path that names no document', async () => {
    expect(await closedWith({}, { path: `/sync/${board.board}` })).toBe(closeCodes.notFound)
    expect(await closedWith({}, { path: `/sync/${board.board}/wall/x` })).toBe(closeCodes.notFound)
  })
  it('another generation of the document', async () => {
    const { generation } = await server.info(board.board, board.keys.screen)
    const at = { port: server.port, board: board.board, document: 'wall', key: board.keys.screen }
    const right = connect(at, { generation })
    await right.synced()
    const wrong = connect(at, { generation: generation + 1 })
    await until(() => wrong.closed !== null, 'the close')
    expect(wrong.closed).toBe(closeCodes.otherGeneration)
  })
  it('a page of another site', async () => {
    const at = { port: server.port, board: board.board, document: 'wall', key: board.keys.screen }
    const foreign = connect(at, { origin: 'https://elsewhere.example' })
    await until(() => foreign.closed !== null, 'the close')
    expect(foreign.closed).toBe(closeCodes.notYours)
    expect(foreign.received).toEqual([])
    const ours = connect(at, { origin: `http://127.0.0.1:${server.port}` })
    await ours.synced()
  })
})

describe('authors', () => {
  it('one participant cannot write in another’s name', async () => {
    const first = clientOf(server, board, 'wall', own.key)
    await first.synced()
    addRecord(first.doc, 'notes', 'mine', { step: 'sedler', lane: 'hjaelper' }, { text: 'Min' })
    await first.allSaved()
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(first.doc))
    forged.clientID = first.doc.clientID
    addRecord(forged, 'notes', 'forged', { step: 'sedler', lane: 'hjaelper' }, { text: 'Ikke min' })
    const raw = await connectRaw({ port: server.port, board: board.board, document: 'wall', key: other.key })
    raw.send(syncFrame(1, Y.encodeStateAsUpdate(forged)))
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(closeCodes.notYours)
    expect(ownMessages(raw.received)).toEqual([[1, 0, closeCodes.notYours]])
    const fresh = clientOf(server, board, 'wall', own.key)
    await fresh.synced()
    expect(readWall(fresh.doc).notes.map(note => note.id)).toContain('mine')
    expect(readWall(fresh.doc).notes.map(note => note.id)).not.toContain('forged')
  })

  it('who wrote is known again after the board was let go, by a hash that is no key’s', async () => {
    const made = await server.make()
    const me = await server.participant(made)
    const first = clientOf(server, made, 'wall', me.key)
    await first.synced()
    addRecord(first.doc, 'notes', 'a', { step: 'sedler', lane: 'hjaelper' })
    await first.allSaved()
    first.stop()
    await until(async () => (await server.serving.boards.loaded(made.board)) === null, 'the board to be let go')
    const authors = await storedAuthors(server.storage, made.board, 'wall')
    const author = authors.get(first.doc.clientID) ?? ''
    expect(author).not.toBe('')
    expect(await server.storage.participantByKey(made.board, author)).toBeNull()
    // The same person goes on under the same Yjs client id; another does not.
    const again = connect({ port: server.port, board: made.board, document: 'wall', key: me.key }, { doc: first.doc })
    await again.synced()
    addRecord(again.doc, 'notes', 'b', { step: 'sedler', lane: 'hjaelper' })
    await again.allSaved()
    addRecord(again.doc, 'notes', 'c', { step: 'sedler', lane: 'hjaelper' })
    const raw = await connectRaw({ port: server.port, board: made.board, document: 'wall', key: made.keys.participant })
    const more = new Y.Doc()
    Y.applyUpdate(more, Y.encodeStateAsUpdate(again.doc))
    more.clientID = again.doc.clientID
    more.getMap('notes').set('x', new Y.Map())
    raw.send(syncFrame(2, Y.encodeStateAsUpdate(more)))
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(closeCodes.notYours)
  })

  it('no client writes in the server’s name or in its roots', async () => {
    withEarlierSessions(server.storage)
    const board = await server.make()
    const session = clientOf(server, board, 'session', board.keys.facilitator)
    await session.synced()
    session.doc.getMap('workshop').set('data', { steps: [] })
    await until(() => session.closed !== null, 'the refusal')
    expect(session.closed).toBe(closeCodes.notYours)
    const deleting = clientOf(server, board, 'session', board.keys.facilitator)
    await deleting.synced()
    deleting.doc.getMap('workshop').delete('data')
    await until(() => deleting.closed !== null, 'the refusal')
    expect(deleting.closed).toBe(closeCodes.notYours)
    const fresh = clientOf(server, board, 'session', board.keys.facilitator)
    await fresh.synced()
    expect(workshopIn(fresh.doc)?.slug).toBe('proeve')
  })
})
