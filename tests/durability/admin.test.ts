import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { sqliteStorage } from '../../server/storage/sqlite/sqlite.ts'
import { sqliteWorkerStorage } from '../../server/storage/sqlite/worker.ts'
import { type BoardInfo, closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { type Client, connect, stopClients } from '../support/server/clients.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { startServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** The operator's commands, as an operator gives them: on the folder of a server that runs, or of one that has stopped. */

let folder: string
let server: ServerProcess
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-admin-'))
  mkdirSync(join(folder, 'data'))
  server = await serverProcess(join(folder, 'data'))
  await server.start()
})
afterEach(async () => {
  stopClients()
  await server.end('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** An operator's environment is not the test's, but for this, which halves what a command costs. */
const { NODE_COMPILE_CACHE } = process.env
async function admin(...args: string[]): Promise<{ code: number; said: string }> {
  return adminOn(join(folder, 'data'), ...args)
}
async function adminOn(data: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return adminWith({ DATA_DIR: data }, ...args)
}
async function adminWith(env: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/admin.ts'), ...args], { env: { NODE_COMPILE_CACHE, ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  const [code] = await once(child, 'close')
  return { code, said: said.trim() }
}

const api = async <T>(method: string, path: string, key = '', body?: unknown, port = server.port): Promise<T> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const answer = await fetch(`http://127.0.0.1:${port}/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  return answer.json() as Promise<T>
}
const newBoard = (title = 'Møde'): Promise<MadeBoard> =>
  api('POST', '/boards', '', { title, workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })
const open = (board: MadeBoard, document: string, key: string, generation?: number, port = server.port): Client =>
  connect({ port, board: board.board, document, key }, generation === undefined ? {} : { generation })
const note = ({ doc }: Client, id: string): void => addRecord(doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
const notesIn = ({ doc }: Client): string[] => readWall(doc).notes.map(({ id }) => id)

type Meeting = { board: MadeBoard; people: MadeParticipant[]; wall: Client; ballots: Client[]; session: Client }
async function meet(): Promise<Meeting> {
  const board = await newBoard()
  const people = await Promise.all(
    [1, 2, 3].map(() => api<MadeParticipant>('POST', `/boards/${board.board}/participants`, board.keys.participant, {}))
  )
  const wall = open(board, 'wall', board.keys.facilitator)
  const session = open(board, 'session', board.keys.facilitator)
  const ballots = people.map(({ participant, key }) => open(board, `ballot.${participant}`, key))
  await Promise.all([wall, session, ...ballots].map(client => client.synced()))
  steer(session.doc, 'vindue', { step: 'sedler' })
  for (const [at, ballot] of ballots.entries()) setAnswer(ballot.doc, 'svar', 'K1', at as 0)
  note(wall, 'first')
  await Promise.all([wall, session, ...ballots].map(client => client.allSaved()))
  return { board, people, wall, ballots, session }
}

/** Every document of a meeting as somebody reads it who comes anew. */
async function read({ board, people }: Meeting, port = server.port): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  const names: [string, string][] = [
    ['session', board.keys.screen],
    ['wall', board.keys.participant],
    ['results', board.keys.screen],
    ...people.map(({ participant, key }): [string, string] => [`ballot.${participant}`, key])
  ]
  for (const [name, key] of names) {
    const client = open(board, name, key, undefined, port)
    await client.synced()
    const roots = Object.fromEntries([...client.doc.share.keys()].sort().map(root => [root, client.doc.getMap(root).toJSON()]))
    all[name] = { roots, clients: [...Y.decodeStateVector(Y.encodeStateVector(client.doc))].sort(([a], [b]) => a - b) }
    client.stop()
  }
  return all
}

it(
  'a backup of a meeting that is under way holds all that was saved before it, and links, codes and keys work after the restore',
  {
    timeout: 60_000
  },
  async () => {
    const meeting = await meet()
    const { board, wall, people } = meeting
    let writing = true
    let last = 0
    const confirmed: string[] = []
    const writer = (async () => {
      while (writing) {
        note(wall, `n${++last}`)
        const { sent } = wall
        await until(() => wall.saved >= sent, 'it to be saved')
        confirmed.push(`n${last}`)
      }
    })()
    await until(() => confirmed.length > 20, 'the meeting to be under way')
    const before = [...confirmed]
    const backup = await admin('backup', join(folder, 'under-way'))
    expect(backup).toEqual({ code: 0, said: expect.stringMatching(/^Backed up 1 board to .*keep it as you keep the data folder\.$/) })
    expect(confirmed.length).toBeGreaterThan(before.length)
    writing = false
    await writer
    expect(statSync(join(folder, 'under-way')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['data', 'under-way'])
    expect(await admin('backup', join(folder, 'under-way'))).toEqual({ code: 1, said: expect.stringContaining('is there already') })

    // The other server has nothing but the file.
    const data = join(folder, 'elsewhere')
    expect(await adminOn(data, 'restore', join(folder, 'under-way'))).toEqual({ code: 0, said: expect.stringMatching(/^Restored 1 board to /) })
    expect(await adminOn(data, 'check')).toEqual({ code: 0, said: 'All is well: 1 board, 6 documents.' })
    const other = await serverProcess(data)
    await other.start()
    try {
      const fresh = open(board, 'wall', board.keys.participant, undefined, other.port)
      await fresh.synced()
      const there = new Set(notesIn(fresh))
      expect(before.filter(id => !there.has(id))).toEqual([])
      expect(await api('POST', '/join', '', { code: board.code }, other.port)).toEqual({ board: board.board, key: board.keys.participant })
      for (const key of [...Object.values(board.keys), people[0]?.key])
        expect(await api('GET', `/boards/${board.board}`, key, undefined, other.port)).toMatchObject({ board: board.board })
    } finally {
      stopClients()
      await other.end('SIGKILL')
    }
  }
)

it('restores every document as it was, and nothing later: whoever has a later copy is told to load anew', { timeout: 60_000 }, async () => {
  const meeting = await meet()
  const { board, wall, session, ballots } = meeting
  const was = await read(meeting)
  const { generation } = await api<BoardInfo>('GET', `/boards/${board.board}`, board.keys.screen)
  const file = join(folder, 'backup')
  expect((await admin('backup', file)).code).toBe(0)

  note(wall, 'later')
  steer(session.doc, 'vindue', { step: 'slut' })
  for (const ballot of ballots) setAnswer(ballot.doc, 'svar', 'K2', 4)
  await Promise.all([wall, session, ...ballots].map(client => client.allSaved()))
  const later = await newBoard('KANARIEFUGL')
  expect(await read(meeting)).not.toEqual(was)

  expect(await admin('restore', file, '--replace')).toEqual({ code: 1, said: expect.stringMatching(/^A server runs on .*stop it first\.$/) })
  expect(notesIn(wall)).toEqual(['first', 'later'])
  stopClients()
  expect(await server.end('SIGTERM')).toBe(0)
  expect(await admin('restore', file)).toEqual({ code: 1, said: expect.stringMatching(/holds boards already: .*--replace/) })
  expect(await admin('restore', file, '--replace')).toEqual({ code: 0, said: expect.stringMatching(/^Restored 1 board to .*Start the server\.$/) })
  for (const name of readdirSync(join(folder, 'data'))) expect(readFileSync(join(folder, 'data', name)).includes('KANARIEFUGL')).toBe(false)

  await server.start()
  const now = await api<BoardInfo>('GET', `/boards/${board.board}`, board.keys.screen)
  expect(now.generation).not.toBe(generation)
  const stale = open(board, 'wall', board.keys.facilitator, generation)
  await until(() => stale.closed !== null, 'the later copy to be refused')
  expect(stale.closed).toBe(closeCodes.otherGeneration)
  expect(await read(meeting)).toEqual(was)
  expect(await api('GET', `/boards/${later.board}`, later.keys.screen)).toMatchObject({ error: { code: 'no-board' } })
})

it('restores nothing from what is no backup, and leaves what is there', { timeout: 60_000 }, async () => {
  await newBoard()
  await server.end('SIGTERM')
  writeFileSync(join(folder, 'text'), 'no backup'.repeat(1000))
  const backup = join(folder, 'backup')
  await admin('backup', backup)
  const whole = readFileSync(backup)
  // A page in the middle.
  writeFileSync(join(folder, 'damaged'), Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(4096, 7), whole.subarray(12288)]))
  writeFileSync(join(folder, 'half'), whole.subarray(0, whole.length / 2))
  for (const [file, sentence] of [
    ['none', /^There is no /],
    ['text', /cannot be read \(file is not a database\): use another backup/],
    ['damaged', /damaged|cannot be read/],
    ['half', /damaged|cannot be read/],
    ['data/pejling.db', /is no backup of Pejling/]
  ] as const)
    expect(await admin('restore', join(folder, file), '--replace')).toEqual({ code: 1, said: expect.stringMatching(sentence) })
  expect(await admin('check')).toEqual({ code: 0, said: 'All is well: 1 board, 3 documents.' })
  expect(readdirSync(join(folder, 'data')).filter(name => name.includes('part'))).toEqual([])
})

it('lists boards without anything that opens them or tells what they are about', async () => {
  const { board, people } = await meet()
  const { code, said } = await admin('list')
  expect(code).toBe(0)
  expect(said).toMatch(
    new RegExp(`^board .*people +size\\n${board.board.slice(0, 6)} +\\d{4}-\\d\\d-\\d\\d +\\d{4}-\\d\\d-\\d\\d +open +3 +\\d+ kB$`)
  )
  for (const secret of [board.board, board.code, ...Object.values(board.keys), people[0]?.key, 'Møde', 'Prøvemøde', 'Seddel'])
    expect(said).not.toContain(secret)
})

it(
  '[deleted-is-gone] deletes a board below a running server, which ends its meeting, and leaves nothing of it in the files',
  {
    timeout: 60_000
  },
  async () => {
    const { board, wall } = await meet()
    note(wall, 'KANARIEFUGL'.repeat(5))
    await wall.allSaved()
    const kept = await newBoard()
    const found = (): boolean => readdirSync(join(folder, 'data')).some(name => readFileSync(join(folder, 'data', name)).includes('KANARIEFUGL'))
    expect(found()).toBe(true)
    expect(await admin('delete', 'nobody')).toEqual({ code: 1, said: expect.stringContaining('There is no such board') })
    expect(await admin('delete', board.board.slice(0, 6))).toEqual({ code: 0, said: expect.stringContaining('Deleted 1 board') })
    await until(() => wall.closed === closeCodes.deleted, 'the meeting to be ended')
    expect(found()).toBe(false)
    expect(await api('GET', `/boards/${board.board}`, board.keys.facilitator)).toMatchObject({ error: { code: 'no-board' } })
    expect(await api('GET', `/boards/${kept.board}`, kept.keys.facilitator)).toMatchObject({ board: kept.board })
  }
)

it('prunes what is past its date, and nothing else', async () => {
  const [old, young] = [await newBoard(), await newBoard()]
  await server.end('SIGTERM')
  const storage = sqliteStorage(join(folder, 'data', 'pejling.db'))
  const row = await storage.board(old.board)
  if (!row) throw new Error('It was just made')
  await storage.remove(old.board)
  await storage.make({ ...row, expires: Date.now() - 1 }, { session: new Uint8Array([0, 0]), results: new Uint8Array([0, 0]) })
  await storage.close()
  expect(await admin('prune')).toEqual({ code: 0, said: 'Deleted 1 board past their date.' })
  expect(
    (await admin('list')).said
      .split('\n')
      .slice(1)
      .map(line => line.slice(0, 6))
  ).toEqual([young.board.slice(0, 6)])
})

it('says what is wrong with the database, the secret or a document', async () => {
  const board = await newBoard()
  await server.end('SIGTERM')
  rmSync(join(folder, 'data', 'secret'))
  const storage = sqliteStorage(join(folder, 'data', 'pejling.db'))
  const update = Uint8Array.of(1, 1, 1, 1, 1)
  await storage.commit({
    updates: [{ board: board.board, document: 'wall', update, whole: false }],
    ballots: [],
    participants: [],
    laid: [],
    left: [],
    authors: [],
    settings: [],
    closed: []
  })
  await storage.close()
  const { code, said } = await admin('check')
  expect(code).toBe(1)
  expect(said.split('\n')).toEqual([
    expect.stringMatching(/^The secret: it is missing/),
    expect.stringMatching(new RegExp(`^Board ${board.board.slice(0, 6)}, wall: `)),
    expect.stringMatching(/^Stop the server, and restore a backup/)
  ])
  expect(existsSync(join(folder, 'data', 'secret'))).toBe(false)
  expect((await admin('list')).code).toBe(0)
})

it.each([[[]], [['paint']], [['list', 'x', 'y']], [['list', '--replace']], [['restore', 'x', '--replcae']], [['backup']], [['toString']]])(
  'explains itself where it is asked for %j',
  async args => {
    expect(await admin(...args)).toEqual({ code: 1, said: expect.stringMatching(/npm run admin -- COMMAND[\s\S]*backup FILE[\s\S]*check/) })
  }
)

it(
  '[deleted-is-gone] a board is deleted by itself on its date: its meeting ends, and nothing of it is left in the files',
  {
    timeout: 60_000
  },
  async () => {
    const data = join(folder, 'clock')
    mkdirSync(data)
    let now = Date.parse('2026-11-23T12:00:00Z')
    const storage = await sqliteWorkerStorage(join(data, 'pejling.db'))
    const inside = await startServer({ storage, now: () => now, limits: { deleteExpiredEvery: 20 } })
    try {
      const board = await inside.make({ title: 'KANARIEFUGL', settings: { keepDays: 2 } })
      const later = await inside.make({ settings: { keepDays: 3 } })
      const wall = open(board, 'wall', board.keys.facilitator, undefined, inside.port)
      await wall.synced()
      note(wall, 'KANARIEFUGL'.repeat(5))
      await wall.allSaved()
      const found = (): boolean => readdirSync(data).some(name => readFileSync(join(data, name)).includes('KANARIEFUGL'))
      const expires = Date.parse(board.expires)
      expect(expires - now).toBe(2 * 24 * 60 * 60 * 1000)
      now = expires - 1
      const swept = inside.serving.boards.deleteExpired()
      await swept
      expect((await inside.info(board.board, board.keys.screen)).title).toBe('KANARIEFUGL')
      expect(found()).toBe(true)
      now = expires
      await until(() => wall.closed === closeCodes.deleted, 'the meeting to be ended')
      expect(await storage.board(board.board)).toBeNull()
      expect(found()).toBe(false)
      expect(inside.facts).toContainEqual({ name: 'boards-deleted', count: 1, why: 'expired' })
      expect((await inside.info(later.board, later.keys.screen)).board).toBe(later.board)
    } finally {
      stopClients()
      await inside.stop()
    }
  }
)

it('[sealed-at-rest] check looks into sealed ballots with their key, and says that it needs it', { timeout: 120_000 }, async () => {
  await server.end('SIGTERM')
  const BALLOT_KEY = randomBytes(32).toString('base64')
  const DATA_DIR = join(folder, 'data')
  server = await serverProcess(DATA_DIR, { BALLOT_KEY })
  await server.start()
  const board = await newBoard()
  const person = await api<MadeParticipant>('POST', `/boards/${board.board}/participants`, board.keys.participant)
  const ballot = open(board, `ballot.${person.participant}`, person.key)
  await ballot.synced()
  setAnswer(ballot.doc, 'svar', 'K1', 3)
  await ballot.allSaved()
  expect(await adminWith({ DATA_DIR, BALLOT_KEY }, 'check')).toEqual({ code: 0, said: 'All is well: 1 board, 4 documents.' })
  const without = await adminWith({ DATA_DIR }, 'check')
  expect(without.code).toBe(1)
  expect(without.said).toContain('its ballots are sealed: set BALLOT_KEY')
})
