import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Client, connect, stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, type Phone, resultsIn, reveal, seen, vote } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { storedAuthors } from '../support/server/stored.ts'

let server: TestServer
let board: MadeBoard
beforeEach(async () => {
  server = await startServer()
  board = await server.make()
})
afterEach(async () => {
  stopClients()
  await server.stop()
})

/** Everyone else's ways to hear something: each document of each kind of key, with every byte that came over them. */
function listeners(phones: Phone[]): Client[] {
  const keys = [board.keys.facilitator, board.keys.screen, board.keys.participant]
  const shared = keys.flatMap(key => ['session', 'wall', 'results'].map(document => [document, key] as const))
  const at = { port: server.port, board: board.board }
  return [...shared.map(([document, key]) => connect({ ...at, document, key }, { awareness: document === 'wall' })), ...phones.map(p => p.results)]
}
const heard = (clients: Client[]): string => clients.flatMap(c => c.received.map(frame => Buffer.from(frame).toString('latin1'))).join('\n')

it('[secret-before-reveal] no byte of an answer reaches anyone else before the reveal, and none that names a participant after it', async () => {
  const phones = await Promise.all(Array.from({ length: 6 }, () => joinPhone(server, board)))
  const others = listeners(phones)
  await Promise.all(others.map(client => client.synced()))
  const wall = clientOf(server, board, 'wall', phones[0]?.key ?? '')
  await wall.synced()
  addRecord(wall.doc, 'notes', 'note-1', { step: 'sedler', lane: 'hjaelper' }, { text: 'En seddel' })

  for (const [at, phone] of phones.entries()) {
    // Answers are keyed "svar/K1": a name that stands in no other document. The last names an item that does not exist.
    await answer(phone, { K1: at % 5, K2: 'unknown', kanariefugl: 4 }, 'skole')
    await vote(phone, 'vaelg', 'A')
  }
  const screen = others[5] as Client
  await seen(screen, results => results.progress.svar?.done === 6 && results.progress.vaelg?.done === 6)
  expect(resultsIn(screen).progress.svar).toEqual({ answered: 6, done: 6 })
  expect(resultsIn(screen).published).toEqual({})
  const canaries = ['svar/', 'vaelg/', 'kanariefugl']
  // They do go back to the one who wrote them, so that they would be seen.
  for (const canary of canaries) expect(heard(phones.map(phone => phone.ballot)), canary).toContain(canary)
  for (const canary of canaries) expect(heard(others).includes(canary), canary).toBe(false)
  // Nobody else's ballot is heard on a ballot either.
  for (const phone of phones) {
    const own = heard([phone.ballot])
    for (const p of phones) expect(own.includes(p.participant)).toBe(false)
  }

  const session = others[0] as Client
  await reveal(session, 'svar')
  await reveal(session, 'vaelg')
  const results = await seen(screen, r => 'svar' in r.published && 'vaelg' in r.published)
  expect(results.published.svar).toMatchObject({ kind: 'rate', answered: 6, elements: { 1: { counts: [2, 1, 1, 1, 1], unknown: 0 } } })
  expect(results.published.vaelg).toMatchObject({ kind: 'vote', voters: 6, dots: { A: 6, B: 0 } })
  const all = heard(others)
  for (const { participant, key } of phones) {
    expect(all.includes(participant)).toBe(false)
    expect(all.includes(key)).toBe(false)
  }
  expect(all.includes('kanariefugl')).toBe(false)
  expect(all.includes('svar/')).toBe(false)
})

it('[secret-before-reveal] [minutes-published-only] minutes, metrics and reports hold nothing of an answer before the reveal', async () => {
  const phones = await Promise.all(Array.from({ length: 5 }, () => joinPhone(server, board)))
  for (const phone of phones) await answer(phone, { K1: 3, kanariefugl: 2 })
  const minutes = await server.minutes(board)
  expect(minutes).toMatchObject({ people: 5, ratings: [], votes: [], agreements: [] })
  const metrics = (await server.call('GET', '/metrics')).text
  const reports = JSON.stringify(server.facts)
  for (const secret of [
    'kanariefugl',
    'svar/',
    board.board,
    board.code,
    ...Object.values(board.keys),
    ...phones.flatMap(p => [p.participant, p.key])
  ]) {
    expect(JSON.stringify(minutes).includes(secret)).toBe(false)
    expect(metrics.includes(secret)).toBe(false)
    expect(reports.includes(secret)).toBe(false)
  }

  const session = clientOf(server, board, 'session', board.keys.facilitator)
  await session.synced()
  await reveal(session, 'svar')
  const after = await server.minutes(board)
  expect(after.ratings.map(rating => rating.step)).toEqual(['svar'])
  expect(JSON.stringify(after).includes('kanariefugl')).toBe(false)
})

it('[ballot-anonymous] what is stored of a ballot is its answers, under an id that stands nowhere else', async () => {
  const phone = await joinPhone(server, board)
  await answer(phone, { K1: 3 }, 'skole')
  const wall = clientOf(server, board, 'wall', phone.key)
  await wall.synced()
  addRecord(wall.doc, 'notes', 'note-1', { step: 'sedler', lane: 'hjaelper' }, { text: 'En seddel' })
  await wall.allSaved()
  const ballots = await server.storage.ballots(board.board)
  expect([...ballots.keys()]).toEqual([phone.participant])
  const { doc } = connect({ port: server.port, board: board.board, document: `ballot.${phone.participant}`, key: phone.key })
  const { applyUpdate } = await import('yjs')
  applyUpdate(doc, ballots.get(phone.participant) ?? new Uint8Array())
  expect(Object.fromEntries([...doc.share.keys()].map(root => [root, doc.getMap(root).toJSON()]))).toEqual({
    me: { side: 'skole', role: 'udfoerende' },
    answers: { 'svar/K1': 3 },
    done: { svar: true }
  })
  // What is stored of the wall ties its notes to no ballot.
  const shared = [...(await server.storage.document(board.board, 'wall')), ...(await server.storage.document(board.board, 'results'))]
  const authors = [...(await storedAuthors(server.storage, board.board, 'wall')).values()]
  const text = [...shared.map(bytes => Buffer.from(bytes).toString('latin1')), ...authors].join('\n')
  expect(text.includes(phone.participant)).toBe(false)
})
