import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { connect, connectRaw, ownMessages, stopClients, syncFrame } from '../support/server/clients.ts'
import { withEarlierSessions, workshopIn } from '../support/server/earlier-session.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** Updates in the server's own name (client 1) in a session of before, in which it has written: from whoever holds the facilitator's key, and has a client of their own making. */

let server: TestServer
let board: MadeBoard
let honest: Y.Doc
const session = () => ({ port: server.port, board: board.board, document: 'session', key: board.keys.facilitator })
beforeAll(async () => {
  server = await startServer()
  withEarlierSessions(server.storage)
  board = await server.make()
  const client = connect(session())
  await client.synced()
  honest = client.doc
})
afterAll(async () => {
  stopClients()
  await server.stop()
})

function inServersName(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  write(doc)
  return Y.encodeStateAsUpdate(doc)
}
const workshopOf = (doc: Y.Doc): Record<string, unknown> => workshopIn(doc) as unknown as Record<string, unknown>

const forged: [string, () => Uint8Array][] = [
  ['another workshop', () => inServersName(doc => doc.getMap('workshop').set('data', { ...workshopOf(honest), title: 'Et andet møde' }))],
  ['the same in another root', () => inServersName(doc => doc.getMap('steering').set('data', workshopOf(honest)))],
  ['the same under another key', () => inServersName(doc => doc.getMap('workshop').set('date', workshopOf(honest)))],
  ['a text', () => inServersName(doc => doc.getText('workshop').insert(0, 'x'))],
  ['a record', () => inServersName(doc => doc.getMap('workshop').set('data', new Y.Map()))],
  [
    'another workshop, with an honest act behind it',
    () => {
      const act = new Y.Doc()
      act.getMap('steering').set('by', 'somebody')
      return Y.mergeUpdates([inServersName(doc => doc.getMap('workshop').set('data', { title: 'x' })), Y.encodeStateAsUpdate(act)])
    }
  ],
  ['what it has not written yet', () => inServersName(doc => [1, 2].map(i => doc.getMap('workshop').set('data', i)))]
]
it.each(forged)('refuses %s, and says of nothing that it is saved', async (_, update) => {
  for (const step of [1, 2] as const) {
    const raw = await connectRaw(session())
    raw.send(syncFrame(step, update()))
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(closeCodes.notYours)
    // 1: refused, none of them on disk.
    expect(ownMessages(raw.received)).toEqual([[1, 0, closeCodes.notYours]])
  }
  const other = connect(session())
  await other.synced()
  expect(workshopIn(other.doc)).toEqual(testWorkshop)
  expect(other.doc.getMap('steering').get('by')).toBeUndefined()
  other.stop()
})

it('takes its own words back, as a client with a copy of the document sends them', async () => {
  const raw = await connectRaw(session())
  for (const step of [1, 2] as const) raw.send(syncFrame(step, Y.encodeStateAsUpdate(honest)))
  await until(() => ownMessages(raw.received).some(([kind, count]) => kind === 0 && count === 2), 'both to be told saved')
  expect(raw.closed).toBeNull()
  raw.stop()
})
