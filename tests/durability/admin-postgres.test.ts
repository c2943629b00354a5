import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { firstDocuments } from '../../server/boards/first-documents.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { serverSecret } from '../../server/storage/secret.ts'
import { sqliteStorage } from '../../server/storage/sqlite/sqlite.ts'
import { type BoardRow, emptyBatch, type Storage } from '../../server/storage/storage.ts'
import { type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** The operator's commands on boards in PostgreSQL. */

let folder: string
let data: string
let database: TestDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-admin-postgres-'))
  data = join(folder, 'data')
  database = await testDatabase()
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

/** An operator's environment is not the test's, but for this, which halves what a command costs. */
const { NODE_COMPILE_CACHE } = process.env
async function admin(env: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/admin.ts'), ...args], {
    env: { NODE_COMPILE_CACHE, DATA_DIR: data, ...env }
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  const [code] = await once(child, 'close')
  return { code, said: said.trim() }
}
const row = (id: string, change: Partial<BoardRow> = {}): BoardRow => ({
  id,
  title: `Møde ${id}`,
  made: Date.UTC(2026, 10, 1),
  expires: Date.UTC(2126, 10, 1),
  closed: false,
  settings: { privacy: 'private', minimum: 5, keepDays: 30 },
  workshop: testWorkshop,
  generation: 2 ** 31 - 1,
  facilitator: `hash-${id}`,
  code: `code-${id}`,
  ...change
})
const changed = (key: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getMap('notes').set(key, new Y.Map())
  return Y.encodeStateAsUpdate(doc)
}
/** A board with something of everything, one that is closed, one that has expired. */
async function fill(storage: Storage): Promise<void> {
  const first = firstDocuments(row('x').settings)
  for (const one of [row('open-board'), row('closed-board', { closed: true, code: null }), row('expired-board', { expires: Date.UTC(2026, 10, 2) })])
    await storage.make(one, first)
  await storage.commit({
    ...emptyBatch(),
    updates: ['a', 'b'].map(key => ({ board: 'open-board', document: 'wall', update: changed(key), whole: false })),
    participants: [
      { board: 'open-board', participant: 'p', key: 'k' },
      { board: 'open-board', participant: 'q', key: 'kq', way: 'paper' }
    ],
    ballots: [{ board: 'open-board', participant: 'p', state: changed('svar') }],
    authors: [{ board: 'open-board', document: 'wall', client: 4294967295, author: 'x' }]
  })
  await storage.commit({ ...emptyBatch(), laid: [{ board: 'open-board', participant: 'q' }] })
}
const contents = async (storage: Storage) => Promise.all((await storage.list()).map(({ id }) => storage.load(id)))

it('boards move from a folder into PostgreSQL and back, with all that they hold, and the secret of their links', { timeout: 120_000 }, async () => {
  expect((await admin({ DATABASE_URL: database.url }, 'move', 'to-database')).said).toMatch(/^There is no database in /)
  mkdirSync(data)
  const secret = serverSecret(data)
  const sqlite = sqliteStorage(join(data, 'pejling.db'))
  await fill(sqlite)
  const were = await contents(sqlite)
  await sqlite.close()

  expect(await admin({ DATABASE_URL: database.url, SECRET: randomBytes(32).toString('hex') }, 'move', 'to-database')).toEqual({
    code: 1,
    said: expect.stringMatching(/^SECRET is not that of .*: set SECRET_FILE to .*secret\.$/)
  })
  expect(await admin({ DATABASE_URL: database.url }, 'move', 'to-database')).toEqual({
    code: 0,
    said: expect.stringMatching(/^Moved 3 boards, each of them compared\..*SECRET_FILE=.*secret\.$/)
  })
  expect(existsSync(join(data, 'pejling.db'))).toBe(true)
  expect(await admin({ DATABASE_URL: database.url }, 'move', 'to-database')).toEqual({
    code: 1,
    said: 'The database holds boards already: name one that is empty.'
  })

  const { storage } = await openPostgres({ url: database.url, secret, address: 'x' })
  expect(await contents(storage)).toEqual(were)
  const back = { DATABASE_URL: database.url, DATA_DIR: join(folder, 'back'), SECRET_FILE: join(data, 'secret') }
  expect(await admin(back, 'move', 'to-folder')).toEqual({ code: 1, said: expect.stringMatching(/Another Pejling runs on the database/) })
  await storage.close()
  expect(await admin(back, 'move', 'to-folder')).toEqual({
    code: 0,
    said: expect.stringMatching(/^Moved 3 boards.*Start the server without DATABASE_URL\.$/)
  })
  expect(Buffer.from(serverSecret(join(folder, 'back'))).equals(secret)).toBe(true)
  const again = sqliteStorage(join(folder, 'back', 'pejling.db'))
  expect(await contents(again)).toEqual(were)
  await again.close()
})

it('lists, deletes, prunes and checks boards in PostgreSQL, and leaves backups to its own tools', { timeout: 120_000 }, async () => {
  const secret = randomBytes(32)
  const env = { DATABASE_URL: database.url, SECRET: secret.toString('hex') }
  const { storage } = await openPostgres({ url: database.url, secret, address: 'x' })
  try {
    await fill(storage)
    expect((await admin(env, 'list')).said).toMatch(/^board .*\n(open-b|closed|expire).* (open|closed) +[0-2] +\d+ kB\n.*\n.*$/)
    expect(await admin(env, 'check')).toEqual({ code: 0, said: 'All is well: 3 boards, 10 documents.' })
    expect(await admin(env, 'prune')).toEqual({ code: 0, said: 'Deleted 1 board past their date.' })
    expect(await admin(env, 'delete', 'closed-board')).toEqual({ code: 0, said: expect.stringContaining('Deleted 1 board') })
    // A server that runs hears of it.
    expect(await storage.changedElsewhere()).toBe(true)
    expect((await storage.list()).map(({ id }) => id)).toEqual(['open-board'])
    for (const [command, tool] of [
      ['backup', 'pg_dump'],
      ['restore', 'pg_restore']
    ] as const)
      expect(await admin(env, command, join(folder, 'file'))).toEqual({ code: 1, said: expect.stringContaining(`with its own tools: ${tool}`) })
    await storage.commit({ ...emptyBatch(), updates: [{ board: 'open-board', document: 'wall', update: Uint8Array.of(9, 9), whole: false }] })
    expect(await admin(env, 'check')).toEqual({
      code: 1,
      said: expect.stringMatching(/^Board open-b, wall: .*\nStop the server, and restore a backup\.$/)
    })
  } finally {
    await storage.close()
  }
})
