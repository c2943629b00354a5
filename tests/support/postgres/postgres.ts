import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { until } from '../server/until.ts'

/**
 * PostgreSQL for tests. `PEJLING_TEST_DATABASE_URL` names a server whose user may make databases; else one is started, with the programs of the
 * distribution or of the registry, for the whole run. `DATABASE_URL` is not looked at: a test must not come near a host's database.
 */

const REMEDY = 'install PostgreSQL (apt-get install postgresql), run npm ci without --omit=optional, or name a server in PEJLING_TEST_DATABASE_URL'

/** The process that all of a run's tests have in common. */
const run = process.env.VITEST_POOL_ID === undefined ? process.pid : process.ppid

async function server(): Promise<string> {
  const given = process.env.PEJLING_TEST_DATABASE_URL
  if (given !== undefined) return given
  const folder = join(tmpdir(), `pejling-postgres-${run}`)
  const [ready, failed] = [join(folder, 'ready'), join(folder, 'failed')]
  try {
    // Whoever makes the folder starts the server; the others wait for it.
    mkdirSync(folder)
    const keeper = join(import.meta.dirname, 'keeper.mjs')
    spawn(process.execPath, [keeper, String(run), folder], { detached: true, stdio: 'ignore' }).unref()
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
  await until(() => existsSync(ready) || existsSync(failed), 'a PostgreSQL to start', 60_000)
  if (existsSync(failed)) throw new Error(`There is no PostgreSQL for the tests (${readFileSync(failed, 'utf8')}): ${REMEDY}`)
  return readFileSync(ready, 'utf8')
}

/** A database of a test's own. */
export type TestDatabase = {
  url: string
  /** Asks it over a connection of its own. */
  ask(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** A connection that stays open until it is ended, or the database is dropped. */
  connect(): Promise<pg.Client>
  drop(): Promise<void>
}

async function once(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text, values)).rows ?? []
  } finally {
    await client.end()
  }
}

/** Databases that tests of this process have made and emptied again, of each server: making one takes as long as all else. */
const emptied = new Map<string, string[]>()

/** An empty database. Rejects with a sentence where there is no PostgreSQL, and none can be started. */
export const testDatabase = async (): Promise<TestDatabase> => databaseAt(await server())

/** An empty database in the PostgreSQL that is at this address. */
export async function databaseAt(address: string): Promise<TestDatabase> {
  const at = new URL(address)
  const empty = emptied.get(at.href) ?? []
  emptied.set(at.href, empty)
  const used = empty.pop()
  const name = used ?? `pejling_test_${randomBytes(6).toString('hex')}`
  if (used === undefined) await once(at.href, `CREATE DATABASE ${name}`)
  const own = new URL(at)
  own.pathname = `/${name}`
  const open = new Set<pg.Client>()
  return {
    url: own.href,
    ask: (text, values) => once(own.href, text, values),
    async connect() {
      const client = new pg.Client(own.href)
      client.on('error', () => undefined)
      await client.connect()
      open.add(client)
      return client
    },
    async drop() {
      await Promise.all([...open].map(client => client.end().catch(() => undefined)))
      if (process.env.PEJLING_TEST_DATABASE_URL !== undefined) return void (await once(at.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
      // Nobody is left in it who would write on.
      await once(at.href, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
      await once(at.href, `ALTER DATABASE ${name} RESET ALL`)
      await once(own.href, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
      empty.push(name)
    }
  }
}
