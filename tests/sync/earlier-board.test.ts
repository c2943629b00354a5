import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { sqliteStorage } from '../../server/storage/sqlite.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { earlierPatterns, withWords } from '../../src/core/earlier-words.ts'
import { minutesText } from '../../src/core/minutes-text.ts'
import type { Instrument, Workshop } from '../../src/core/workshop.ts'
import { readResults, writeResults } from '../../src/documents/results.ts'
import { readWorkshop, seedSession } from '../../src/documents/session.ts'
import { stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, resultsIn, reveal, seen } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

/** Boards from before: before answers were counted apart from seats, before a vote kept its words, before instruments brought theirs. */
let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  stopClients()
  await server.stop()
})

const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
const earlier = (write: (doc: Y.Doc) => void): Y.Doc => {
  const doc = new Y.Doc()
  doc.getMap('board').set('settings', settings)
  doc.getMap('board').set('people', 6)
  write(doc)
  return doc
}

it('reads the counts of before as what they were: people who were done, and people who had a seat', () => {
  const doc = earlier(doc => {
    doc.getMap('progress').set('svar', { done: 4, of: 6 })
    doc.getMap('published').set('stem', { kind: 'vote', voters: 2, withheld: 'few' })
  })
  const results = readResults(doc)
  expect(results).toMatchObject({ people: 6, answered: 6, progress: { svar: { answered: 4, done: 4 } }, previews: {} })
  // What has been published is not touched, and nothing else is written that says the same.
  if (results) writeResults(doc, results)
  expect(readResults(doc)).toEqual(results)
  expect(doc.getMap('published').get('stem')).toEqual({ kind: 'vote', voters: 2, withheld: 'few' })
})

it('opens a board whose workshop was stored before instruments brought their words, and says what was said then', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-earlier-'))
  const sqlite = sqliteStorage(join(folder, 'pejling.db'))
  const wordless = (workshop: Workshop): Workshop => {
    const earlier = structuredClone(workshop)
    for (const instrument of Object.values(earlier.instruments)) delete (instrument as Partial<Instrument>).patterns
    return earlier
  }
  const storage: Storage = {
    ...sqlite,
    make(row, documents) {
      const doc = new Y.Doc()
      doc.clientID = 1
      seedSession(doc, wordless(row.workshop))
      return sqlite.make({ ...row, workshop: wordless(row.workshop) }, { ...documents, session: Y.encodeStateAsUpdate(doc) })
    }
  }
  const old = await startServer({ storage })
  try {
    const board = await old.make()
    const session = clientOf(old, board, 'session', board.keys.facilitator)
    await session.synced()
    const kept = readWorkshop(session.doc)
    expect(kept && withWords(kept).instruments.seks?.patterns).toEqual(earlierPatterns)
    const phones = await Promise.all(Array.from({ length: 5 }, () => joinPhone(old, board)))
    for (const phone of phones) await answer(phone, { K1: 4 })
    await reveal(session, 'svar')
    const results = clientOf(old, board, 'results', board.keys.facilitator)
    await seen(results, r => 'svar' in r.published)
    const minutes = await old.minutes(board)
    expect(minutes.ratings[0]?.patterns).toEqual(earlierPatterns)
    expect(minutesText(minutes)).toContain('Enige, højt på skalaen. Svarene ligger tæt sammen og højt.')
  } finally {
    stopClients()
    await old.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

it('goes on with a board of before, from its reveal to its minutes', async () => {
  const { storage } = server
  const { make } = storage
  // The board begins with results as an earlier version made them.
  storage.make = (row, documents) =>
    make(row, {
      ...documents,
      results: Y.encodeStateAsUpdate(
        earlier(doc => {
          doc.clientID = 1
          doc.getMap('board').set('people', 0)
          doc.getMap('progress').set('svar', { done: 0, of: 0 })
          doc.getMap('published').set('vaelg', { kind: 'vote', voters: 6, dots: { A: 4, B: 2 } })
        })
      )
    })
  const board = await server.make()
  const phones = await Promise.all(Array.from({ length: 5 }, () => joinPhone(server, board)))
  for (const phone of phones) await answer(phone, { K1: 2 })
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  const results = clientOf(server, board, 'results', board.keys.facilitator)
  await Promise.all([session.synced(), results.synced()])
  expect((await seen(results, r => r.progress.svar?.answered === 5)).answered).toBe(5)
  await reveal(session, 'svar')
  await seen(results, r => 'svar' in r.published)
  expect(resultsIn(results).published.vaelg).toEqual({ kind: 'vote', voters: 6, dots: { A: 4, B: 2 } })
  const minutes = await server.minutes(board)
  expect(minutes.votes[0]).toMatchObject({
    voters: 6,
    options: [
      { label: 'Det første', dots: 4 },
      { label: 'Det andet', dots: 2 }
    ]
  })
  expect(minutes.ratings[0]).toMatchObject({ answered: 5, heads: null })
})
