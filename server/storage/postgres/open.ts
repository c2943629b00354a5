import { hash } from 'node:crypto'
import { DatabaseError } from 'pg'
import type { Placement } from '../placement.ts'
import { type Storage, StorageFault } from '../storage.ts'
import { Connection, tryConnection } from './connection.ts'
import { Lease } from './lease.ts'
import { type Migration, migrate, migrations } from './migrations.ts'
import { postgresStorage } from './postgres.ts'

/** The oldest PostgreSQL that is supported by its makers. */
const OLDEST = 14

export type PostgresOptions = {
  url: string
  /** 32 bytes that shared keys are derived from. The database keeps a hash of it, and takes no other. Null for who opens no board with it. */
  secret: Uint8Array | null
  /** Where other servers reach this one; null for who only reads and deletes, and has no boards. */
  address: string | null
  /** No other server may run on the same database. */
  alone?: boolean
  /** Others than the server's own, for tests. */
  migrations?: readonly Migration[]
}

/**
 * Opens the database that `url` names, and brings it to the newest version. Rejects with an Error of one sentence, what is wrong and what to do, without
 * the address's password.
 */
export async function openPostgres({ url, secret, address, alone = false, ...options }: PostgresOptions): Promise<{
  storage: Storage
  placement: Placement
}> {
  const { user, host, database } = placeOf(url)
  await tryConnection(url).catch(error => {
    throw new Error(whyNoConnection(error, { user, host, database }))
  })
  const connection = new Connection(url)
  try {
    const [about] = await connection.query({
      text: "SELECT pg_is_in_recovery() AS copy, current_setting('server_version_num')::int / 10000 AS version, current_setting('track_commit_timestamp') AS times"
    })
    if (about?.copy === true) throw new Error(`PostgreSQL at ${host} is a copy that can only be read: set DATABASE_URL to the server that it copies`)
    if (Number(about?.version) < OLDEST) throw new Error(`PostgreSQL at ${host} is version ${about?.version}: Pejling needs ${OLDEST} or newer`)
    // It would tell of each ballot when it was stored last.
    if (about?.times === 'on')
      throw new Error(`PostgreSQL at ${host} keeps the time of each change: set track_commit_timestamp to off, and start it again`)
    await migrate(connection, options.migrations ?? migrations)
    if (secret) await needSecret(connection, secret, database)
    const lease = address === null ? null : new Lease(new Connection(url), address)
    await lease?.start()
    if (lease && alone) await aloneOr(lease, database)
    return await postgresStorage(url, lease)
  } catch (error) {
    if (!(error instanceof StorageFault || error instanceof DatabaseError)) throw error
    if (error.message.includes('42501'))
      throw new Error(`The user "${user}" may not make tables in database "${database}": run ALTER DATABASE "${database}" OWNER TO "${user}"`)
    throw new Error(`PostgreSQL at ${host} refuses to be used: ${error.message}`)
  } finally {
    await connection.close()
  }
}

/** Waits as long as a server that was killed may seem to live. */
async function aloneOr(lease: Lease, database: string): Promise<void> {
  for (let times = 0; lease.servers[0]?.id !== lease.id; times++) {
    if (times === 10) {
      await lease.stop()
      throw new Error(`Another Pejling runs on the database "${database}": stop that one, or set DATABASE_URL to another database`)
    }
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

type Place = { user: string; host: string; database: string }

/** Throws Error where the text is no address of a database. */
function placeOf(url: string): Place {
  const parsed = URL.parse(url)
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new Error('DATABASE_URL is no address of PostgreSQL: set it to postgresql://USER:PASSWORD@HOST:5432/DATABASE')
  const { username, hostname, port, pathname, searchParams } = parsed
  return {
    user: decodeURIComponent(username || searchParams.get('user') || '?'),
    host: `${hostname || searchParams.get('host') || 'localhost'}${port ? `:${port}` : ''}`,
    database: decodeURIComponent(pathname.slice(1)) || '?'
  }
}

/** PostgreSQL's and the system's words in a host's. */
function whyNoConnection(error: unknown, { user, host, database }: Place): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === '28P01' || code === '28000' || /password|SASL/i.test(message))
    return `PostgreSQL at ${host} does not let the user "${user}" in: look at the name and the password in DATABASE_URL (${message})`
  if (code === '3D000') return `PostgreSQL at ${host} has no database "${database}": make it with createdb, or set DATABASE_URL to another`
  if (code === '08P01' || /unsupported startup parameter/i.test(message))
    return `What answers at ${host} is no PostgreSQL but something before it, such as PgBouncer: set DATABASE_URL to PostgreSQL itself, since Pejling keeps two connections a server (${message})`
  if (code === '53300') return `PostgreSQL at ${host} has no connection left: raise max_connections`
  if (code.startsWith('57P')) return `PostgreSQL at ${host} is just starting or stopping: start Pejling again when it is up`
  if (error instanceof DatabaseError) return `PostgreSQL at ${host} refuses the connection: ${message}`
  return `PostgreSQL at ${host} cannot be reached (${code || message}): start it, or set DATABASE_URL to where it is`
}

/** The first server that is started leaves a hash of its secret behind. */
async function needSecret(connection: Connection, secret: Uint8Array, database: string): Promise<void> {
  const mine = hash('sha256', Buffer.concat([Buffer.from('pejling secret'), secret]), 'base64url')
  const [house] = await connection.query({ text: 'UPDATE house SET secret = coalesce(secret, $1) RETURNING secret', values: [mine] })
  if (house?.secret !== mine)
    throw new Error(
      `The boards in database "${database}" were made with another SECRET, without which no link and no code of theirs works: set that one, or DATABASE_URL to another database`
    )
}
