import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../server/storage/postgres/migrations.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { emptyBatch } from '../../server/storage/storage.ts'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { connect, stopClients } from '../support/server/clients.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** The server on PostgreSQL, as a host starts it. */

const secret = randomBytes(32)
const SECRET = secret.toString('base64')
let database: TestDatabase
let folder: string
const servers: ServerProcess[] = []

beforeEach(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'pejling-postgres-test-'))
})
afterEach(async () => {
  stopClients()
  for (const server of servers.splice(0)) await server.end('SIGKILL')
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function server(env: Record<string, string> = {}): Promise<ServerProcess> {
  const made = await serverProcess(join(folder, 'none'), { DATABASE_URL: database.url, SECRET, ...env })
  servers.push(made)
  return made
}
const at = (change: (url: URL) => void): string => {
  const url = new URL(database.url)
  change(url)
  return url.href
}
const make = async (port: number): Promise<MadeBoard> => {
  const body = JSON.stringify({ title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })
  const answer = await fetch(`http://127.0.0.1:${port}/api/boards`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return answer.json() as Promise<MadeBoard>
}

it('keeps all that was saved when it is killed, and needs no folder', { timeout: 120_000 }, async () => {
  const first = await server()
  await first.start()
  const { board, keys } = await make(first.port)
  const wall = connect({ port: first.port, board, document: 'wall', key: keys.participant })
  await wall.synced()
  for (const id of ['a', 'b', 'c']) addRecord(wall.doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
  await wall.allSaved()
  stopClients()
  await first.end('SIGKILL')
  await first.start()
  const again = connect({ port: first.port, board, document: 'wall', key: keys.participant })
  await again.synced()
  expect(readWall(again.doc).notes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

describe('a server that cannot start says why in a sentence', () => {
  const problem = async (env: Record<string, string>): Promise<string> => {
    const tried = await server(env)
    return tried.start().then(
      () => 'it started',
      error => String(error.message).replace('The server ended: ', '').trim()
    )
  }

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['no address', () => ({ DATABASE_URL: 'mysql://db/pejling' }), /^DATABASE_URL is no address of PostgreSQL: set it to postgresql:\/\/[^ ]+$/],
    [
      'nobody there',
      () => ({ DATABASE_URL: 'postgresql://u:hemmelig@127.0.0.1:1/d' }),
      /^PostgreSQL at 127.0.0.1:1 cannot be reached \(ECONNREFUSED\): start it/
    ],
    [
      'no such user',
      () => ({ DATABASE_URL: at(url => (url.username = 'nobody')) }),
      /does not let the user "nobody" in: look at the name and the password/
    ],
    ['no such database', () => ({ DATABASE_URL: at(url => (url.pathname = '/none')) }), /has no database "none": make it with createdb/],
    [
      'a secret that is none',
      () => ({ SECRET: 'kort' }),
      /^SECRET holds no key of 32 bytes: make one with "openssl rand -base64 32", the same for all servers/
    ]
  ])('%s', async (_, env, sentence) => {
    const said = await problem(env())
    expect(said).toMatch(sentence)
    expect(said).not.toContain('hemmelig')
    expect(said.split('\n')).toHaveLength(1)
  })

  it('no secret, or another than the boards were made with', { timeout: 120_000 }, async () => {
    const withoutSecret = await serverProcess(folder, { DATABASE_URL: database.url })
    servers.push(withoutSecret)
    await expect(withoutSecret.start()).rejects.toThrow('Boards in PostgreSQL need SECRET, or SECRET_FILE')
    const file = join(folder, 'secret')
    writeFileSync(file, secret)
    const right = await serverProcess(folder, { DATABASE_URL: database.url, SECRET_FILE: file })
    servers.push(right)
    await right.start()
    await right.end('SIGTERM')
    expect(await problem({ SECRET: randomBytes(32).toString('hex') })).toMatch(
      /^The boards in database "\w+" were made with another SECRET.*: set that one/
    )
  })

  it('a database of a newer Pejling, or one that nothing can be written in', { timeout: 120_000 }, async () => {
    const open = (list: readonly string[]) => openPostgres({ url: database.url, secret, address: null, migrations: list })
    const { storage } = await open([...migrations, 'CREATE TABLE later (n integer)'])
    await storage.close()
    expect(await problem({})).toBe('The database was written by a newer Pejling: start that one.')
    const other = await testDatabase()
    try {
      const name = new URL(other.url).pathname.slice(1)
      await other.ask(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
      expect(await problem({ DATABASE_URL: other.url })).toMatch(
        /^PostgreSQL at \S+ refuses to be used: cannot execute .* in a read-only transaction/
      )
    } finally {
      await other.drop()
    }
  })
})

describe('what PostgreSQL says is told as what it means', () => {
  /** What answers a connection with nothing but this error. */
  async function answering(code: string, message: string): Promise<{ url: string; stop(): void }> {
    const field = (letter: string, text: string): Buffer => Buffer.from(`${letter}${text}\0`)
    const fields = Buffer.concat([field('S', 'FATAL'), field('V', 'FATAL'), field('C', code), field('M', message), Buffer.of(0)])
    const head = Buffer.alloc(5)
    head.write('E')
    head.writeInt32BE(fields.length + 4, 1)
    const listening = createServer(socket => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(Buffer.concat([head, fields])))
    }).listen(0, '127.0.0.1')
    await once(listening, 'listening')
    return { url: `postgresql://u:hemmelig@127.0.0.1:${(listening.address() as AddressInfo).port}/d`, stop: () => listening.close() }
  }

  it.each([
    ['28P01', 'password authentication failed for user "u"', /does not let the user "u" in: look at the name and the password/],
    [
      '08P01',
      'unsupported startup parameter: options',
      /is no PostgreSQL but something before it, such as PgBouncer: set DATABASE_URL to PostgreSQL itself/
    ],
    ['53300', 'sorry, too many clients already', /has no connection left: raise max_connections/],
    ['57P03', 'the database system is starting up', /is just starting or stopping: start Pejling again when it is up/]
  ])('at the start: %s', async (code, message, sentence) => {
    const { url, stop } = await answering(code, message)
    const said = await openPostgres({ url, secret, address: null }).then(
      () => 'it was opened',
      error => String(error.message)
    )
    stop()
    expect(said).toMatch(sentence)
    expect(said).not.toContain('hemmelig')
  })

  it.each([
    ['53100', 'full'],
    ['25006', 'read-only'],
    ['XX001', 'damaged'],
    ['57014', 'failing']
  ])('of a commit: %s is a storage that is %s, which goes on when it is well again', async (code, fault) => {
    const { storage } = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
    try {
      await storage.make(
        {
          id: 'b',
          title: 'Møde',
          made: 1,
          expires: 2,
          closed: false,
          settings: { privacy: 'private', minimum: 5, keepDays: 1 },
          workshop: testWorkshop,
          generation: 1,
          facilitator: 'f',
          code: 'c'
        },
        { session: Uint8Array.of(1), results: Uint8Array.of(2) }
      )
      await database.ask(
        `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'as it is said' USING ERRCODE = '${code}'; END $$;
         CREATE TRIGGER fails BEFORE INSERT ON updates EXECUTE FUNCTION fail()`
      )
      const commit = () => storage.commit({ ...emptyBatch(), updates: [{ board: 'b', document: 'wall', update: Uint8Array.of(3), whole: false }] })
      await expect(commit()).rejects.toMatchObject({ name: 'StorageFault', fault })
      expect(await storage.document('b', 'session')).toHaveLength(1)
      await database.ask('DROP TRIGGER fails ON updates')
      await commit()
      expect(await storage.document('b', 'wall')).toHaveLength(1)
    } finally {
      await storage.close()
    }
  })

  it('a connection that is ended between two statements is made anew, and one in the middle of a commit is a storage that fails', async () => {
    const { storage } = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
    try {
      const endAll = () =>
        database.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pejling' AND datname = current_database()")
      expect(await storage.list()).toEqual([])
      await endAll()
      // The news of it may come after the question.
      await until(
        () =>
          storage.list().then(
            () => true,
            () => false
          ),
        'it to be connected again',
        10_000
      )
      const held = await database.connect()
      await held.query('BEGIN; LOCK TABLE servers')
      const probing = expect(storage.probe()).rejects.toMatchObject({ name: 'StorageFault', fault: 'failing' })
      await until(
        async () => (await database.ask("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%probe%'")).length > 0,
        'it to wait'
      )
      await endAll()
      await probing
      await held.query('ROLLBACK')
      await until(
        () =>
          storage.probe().then(
            () => true,
            () => false
          ),
        'it to be well again',
        10_000
      )
    } finally {
      await storage.close()
    }
  })
})

describe('migrations', () => {
  const open = (list: readonly string[]) =>
    openPostgres({ url: database.url, secret, address: null, migrations: list }).then(({ storage }) => storage.close())
  const versions = async (): Promise<unknown[]> =>
    (await database.ask('SELECT version FROM migrations ORDER BY version')).map(({ version }) => version)

  it('are done once, also where several servers start at the same moment', async () => {
    const list = [...migrations, 'CREATE TABLE keys (board text)', "INSERT INTO keys VALUES ('b')"]
    await Promise.all([open(list), open(list), open(list)])
    await open(list)
    expect(await versions()).toEqual([1, 2, 3])
    expect(await database.ask('SELECT * FROM keys')).toEqual([{ board: 'b' }])
  })

  it('that fail are taken back as a whole, and say so', async () => {
    const fails = 'CREATE TABLE keys (board text); INSERT INTO nowhere VALUES (1)'
    await expect(open([...migrations, fails])).rejects.toThrow(
      /from version 1 to version 2 and is as it was \(relation "nowhere" does not exist\): start the Pejling/
    )
    expect(await versions()).toEqual([1])
    await open(migrations)
  })
})

it('a server that keeps its boards in a folder never loads the driver', async () => {
  const hook = `import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name === 'pg') throw new Error('pg was asked for'); return next(name, context) } })`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`
  const own = await serverProcess(folder, { NODE_OPTIONS })
  servers.push(own)
  await own.start()
  expect((await make(own.port)).board).toBeTruthy()
  const other = await server({ NODE_OPTIONS })
  await expect(other.start()).rejects.toThrow('pg was asked for')
})
