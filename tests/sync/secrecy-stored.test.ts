import { createHash, timingSafeEqual } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { setAnswer, setDone } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { connect, connectRaw, stopClients, syncFrame } from '../support/server/clients.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** What somebody finds who has a stolen copy of the data folder, or the logs, or the metrics. */

vi.mock('node:crypto', async original => {
  const crypto = await original<typeof import('node:crypto')>()
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) }
})

type Meeting = { board: MadeBoard; people: MadeParticipant[] }
let folder: string
let server: ServerProcess
let meetings: Meeting[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-stolen-'))
  server = await serverProcess(folder, { LOG_LEVEL: 'debug' })
  await server.start()
  meetings = [await hold(), await hold()]
})
afterAll(async () => {
  stopClients()
  await server.end('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function call<T>(method: string, path: string, key?: string, body?: unknown): Promise<{ status: number; json: T }> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {})
  })
  return { status: answer.status, json: (await answer.json().catch(() => null)) as T }
}

/** A meeting of eight with everything in it that goes wrong too. */
async function hold(): Promise<Meeting> {
  const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
  const { json: board } = await call<MadeBoard>('POST', '/api/boards', undefined, { title: 'Møde', workshop: testWorkshop, settings })
  const path = `/api/boards/${board.board}`
  await call('POST', '/api/join', undefined, { code: board.code })
  const people: MadeParticipant[] = []
  for (let i = 0; i < 8; i++) people.push((await call<MadeParticipant>('POST', `${path}/participants`, board.keys.participant)).json)
  const at = { port: server.port, board: board.board }
  for (const { participant, key } of people) {
    const ballot = connect({ ...at, document: `ballot.${participant}`, key })
    const wall = connect({ ...at, document: 'wall', key }, { awareness: true })
    await Promise.all([ballot.synced(), wall.synced()])
    setAnswer(ballot.doc, 'svar', 'K1', 3)
    setDone(ballot.doc, 'svar', true)
    addRecord(wall.doc, 'notes', `n${wall.doc.clientID}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'Hej' })
    await Promise.all([ballot.allSaved(), wall.allSaved()])
  }
  const session = connect({ ...at, document: 'session', key: board.keys.facilitator })
  await session.synced()
  steer(session.doc, 'w', { reveal: { step: 'svar', split: null } })
  await session.allSaved()
  const screen = connect({ ...at, document: 'results', key: board.keys.screen })
  await screen.synced()
  // Wrong keys, wrong codes, broken frames, a broken connection, calls that are refused.
  await call('GET', path, 'a'.repeat(24))
  await call('GET', `${path}/nothing`, board.keys.facilitator)
  await call('PUT', path, board.keys.facilitator, {})
  await call('DELETE', path, board.keys.screen)
  await call('POST', '/api/join', undefined, { code: board.code.startsWith('C') ? 'DDDDDDDD' : 'CCCCCCCC' })
  await call('POST', `/api/boards`, undefined, { title: board.code, workshop: { slug: board.board, key: board.keys.facilitator } })
  for (const frame of [Uint8Array.of(77), syncFrame(2, Uint8Array.of(1, 2, 3)), Buffer.from(`M${board.keys.facilitator}`)]) {
    const raw = await connectRaw({ ...at, document: 'wall', key: board.keys.facilitator })
    raw.send(frame)
    await until(() => raw.closed !== null, 'the close')
  }
  for (const bytes of [Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0), Buffer.from(board.keys.facilitator)]) {
    const raw = await connectRaw({ ...at, document: 'wall', key: people[0]?.key ?? '' })
    ;(raw.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(bytes)
    await until(() => raw.closed !== null, 'the close')
  }
  return { board, people }
}

const keysOf = ({ board, people }: Meeting): string[] => [...Object.values(board.keys), ...people.map(({ key }) => key)]
/** The files of the data folder, without the secret. While the server runs, so the log of the database among them. */
const files = (): { name: string; bytes: Buffer }[] =>
  readdirSync(folder)
    .filter(name => name !== 'secret' && statSync(join(folder, name)).isFile())
    .map(name => ({ name, bytes: readFileSync(join(folder, name)) }))
function rows(): Record<string, unknown>[] {
  const db = new DatabaseSync(join(folder, 'pejling.db'), { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  const found = tables.flatMap(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all())
  db.close()
  return found
}

describe('[key-in-fragment] a stolen data folder', () => {
  it('has everything of the meeting but the secret', () => {
    expect(readdirSync(folder)).toContain('secret')
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
    expect(Buffer.concat(files().map(({ bytes }) => bytes)).includes('Prøvemøde')).toBe(true)
  })

  it('holds no key and no code, as text, as bytes or in hexadecimals', () => {
    for (const meeting of meetings) {
      for (const secret of [...keysOf(meeting), meeting.board.code]) {
        const bytes = Buffer.from(secret, 'base64url')
        for (const form of [
          Buffer.from(secret),
          Buffer.from(secret.toLowerCase()),
          Buffer.from(secret, 'utf16le'),
          bytes,
          Buffer.from(bytes.toString('hex'))
        ]) {
          // Six characters are four bytes, and those may stand anywhere by chance.
          if (form.length < 6) continue
          for (const file of files()) expect(file.bytes.includes(form), file.name).toBe(false)
        }
      }
    }
  })

  it('opens no board by anything that it holds, nor by what can be computed from it without the secret', async () => {
    const values = new Set<string>()
    for (const row of rows()) for (const value of Object.values(row)) if (typeof value === 'string' && value.length < 100) values.add(value)
    expect(values.size).toBeGreaterThan(30)
    const hash = (text: string, form: 'base64url' | 'hex'): string => createHash('sha256').update(text).digest(form)
    const [{ board }] = meetings as [Meeting]
    for (const value of [...values]) {
      for (const text of [value, `key:${value}`, `participant:${value}`, `screen:${value}`, `code:${value}`]) {
        values.add(hash(text, 'base64url').slice(0, 24)).add(hash(text, 'hex').slice(0, 24))
      }
      values.add(value.slice(0, 24))
    }
    let refused = 0
    for (const key of values) {
      if (!/^[\w-]+$/.test(key)) continue
      const { status } = await call('GET', `/api/boards/${board.board}`, key)
      expect([401, 429]).toContain(status)
      refused++
    }
    expect(refused).toBeGreaterThan(300)
  })

  it('stores hashes: of a key what no other board’s key gives, and of a code what cannot be found by trying all codes', () => {
    const text = rows().flatMap(row => Object.values(row))
    for (const { board, people } of meetings) {
      expect(text).toContain(createHash('sha256').update(`key:${board.keys.facilitator}`).digest('base64url'))
      for (const { key } of people) expect(text).toContain(createHash('sha256').update(`key:${key}`).digest('base64url'))
      // 110 billion codes are tried in an hour where no secret is needed.
      for (const form of ['base64url', 'hex'] as const) {
        for (const prefix of ['', 'code:', 'lookup:', 'key:'])
          expect(text).not.toContain(
            createHash('sha256')
              .update(prefix + board.code)
              .digest(form)
          )
      }
    }
  })
})

describe('[ballot-anonymous] what is stored of ballots', () => {
  it('has no column that could hold a time, an order, a name or an address', () => {
    const db = new DatabaseSync(join(folder, 'pejling.db'), { readOnly: true })
    const columns = (table: string) =>
      db
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map(({ name, type }) => `${name} ${type}`)
    expect(columns('ballots')).toEqual(['board TEXT', 'participant TEXT', 'state BLOB'])
    expect(columns('participants')).toEqual(['board TEXT', 'participant TEXT', 'key TEXT', 'way TEXT'])
    // How a ballot comes is one of three words, and no other text fits there.
    expect(String(db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'participants'").get()?.sql)).toContain(
      "CHECK (way IN ('phone', 'shared', 'paper'))"
    )
    // Without a rowid, which counts up in the order of arrival.
    for (const table of ['ballots', 'participants', 'authors']) expect(() => db.prepare(`SELECT rowid FROM ${table}`).all(), table).toThrow('rowid')
    const others = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE '%AUTOINCREMENT%'").all()
    expect(others).toEqual([])
    db.close()
  })

  it('stands in the order of random ids', () => {
    const db = new DatabaseSync(join(folder, 'pejling.db'), { readOnly: true })
    for (const { board, people } of meetings) {
      const inOrder = people.map(({ participant }) => participant)
      for (const table of ['ballots', 'participants']) {
        const found = db
          .prepare(`SELECT participant FROM ${table} WHERE board = ?`)
          .all(board.board)
          .map(row => row.participant)
        expect(found).toEqual([...inOrder].sort())
      }
    }
    db.close()
  })
})

describe('[key-in-fragment] logs and metrics of a meeting', () => {
  it('at level debug they tell what happened and name no key, code, board, participant or address', async () => {
    const log = server.output()
    expect(log).toMatch(/debug Connected to a ballot/)
    expect(log).toMatch(/debug A socket failed/)
    expect(log).toMatch(/debug (GET|POST) \/api\/boards\/:board/)
    const metrics = await fetch(`http://127.0.0.1:${server.port}/metrics`).then(answer => answer.text())
    expect(metrics).toContain('pejling_')
    for (const meeting of meetings) {
      const ids = [meeting.board.board, ...meeting.people.map(({ participant }) => participant)]
      for (const secret of [...keysOf(meeting), meeting.board.code, ...ids, '127.0.0.1', '::1', '::ffff']) {
        expect(log.includes(secret), secret).toBe(false)
        expect(metrics.includes(secret), secret).toBe(false)
      }
    }
  })
})

it('keys are compared in constant time, whatever kind they are, on HTTP and on the socket', async () => {
  const own: TestServer = await startServer()
  const board = await own.make()
  const { key } = await own.participant(board)
  const compare = vi.mocked(timingSafeEqual)
  for (const tried of [...Object.values(board.keys), key, 'a'.repeat(24)]) {
    compare.mockClear()
    await own.call('GET', `/api/boards/${board.board}`, { key: tried })
    expect(compare).toHaveBeenCalled()
    compare.mockClear()
    const raw = await connectRaw({ port: own.port, board: board.board, document: 'results', key: tried })
    raw.send(syncFrame(0, Uint8Array.of(0)))
    await until(() => raw.closed !== null || raw.received.length > 0, 'an answer')
    expect(compare).toHaveBeenCalled()
    raw.stop()
  }
  // And by reading: no key, hash or code is compared otherwise.
  const boards = join(import.meta.dirname, '../../server/boards')
  for (const file of readdirSync(boards).filter(name => !name.endsWith('.test.ts'))) {
    const source = readFileSync(join(boards, file), 'utf8')
    expect(source, file).not.toMatch(/(?<!\w)(key|keyHash\(.*\)|facilitator|code) ?[!=]==(?! ?(null|undefined|'))/)
  }
  await own.stop()
})
