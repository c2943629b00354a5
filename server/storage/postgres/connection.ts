import pg from 'pg'
import { faultOf, isAnswer } from './faults.ts'

/** Ms that PostgreSQL itself gives a statement, and a transaction that nothing more comes of: a row is held no longer than a lease is long. */
const STATEMENT_MS = 2000
/** Ms until an answer is no longer waited for. Longer than PostgreSQL's own time, so that its word comes first where it can. */
const ANSWER_MS = 4000
/** Ms that a connection may take to come about. */
const CONNECT_MS = 3000
/** Ms after a connection that failed in which no other is tried: those who wait in line are told at once. */
const REST_MS = 250

/** The server's end notices a cut cable too: it gives up what it has not got rid of for 3 s, and asks after 2 s of silence. */
const SERVER_OPTIONS = '-c tcp_user_timeout=3000 -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2'

export type Row = Record<string, unknown>
/** `name`: PostgreSQL keeps the plan under it, for as long as the connection lives. */
export type Statement = { text: string; values?: unknown[]; name?: string }
/** Asks one statement, or several in one text without values: those are one transaction, and the last one's rows are answered. Rejects with a StorageFault, or PostgreSQL's error. */
export type Ask = (statement: Statement) => Promise<Row[]>

/**
 * One connection to PostgreSQL, over which one turn follows the other. A connection that is lost, or answers too late, is thrown away: the turn is
 * rejected, since what became of it is unknown, and the next one connects anew.
 */
export class Connection {
  private readonly url: string
  private client: pg.Client | null = null
  private last: Promise<unknown> = Promise.resolve()
  private failed: { at: number; error: unknown } | null = null
  private closed = false

  constructor(url: string) {
    this.url = url
  }

  /** Does the work after all that was asked for before. */
  turn<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The storage is closed'))
    const done = this.last.then(() => work(statement => this.ask(statement)))
    this.last = done.catch(() => undefined)
    return done
  }

  /** A turn of one statement. */
  query(statement: Statement): Promise<Row[]> {
    return this.turn(ask => ask(statement))
  }

  /** After the turns that wait. */
  async close(): Promise<void> {
    this.closed = true
    await this.last
    const { client } = this
    this.client = null
    if (client) await Promise.race([client.end().catch(() => undefined), new Promise(resolve => setTimeout(resolve, 500).unref())])
  }

  private async ask({ text, values, name }: Statement): Promise<Row[]> {
    const client = await this.connected()
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query({
        text,
        ...(values ? { values } : {}),
        ...(name === undefined ? {} : { name })
      })
      return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? []
    } catch (error) {
      if (!isAnswer(error)) this.drop(client)
      throw faultOf(error)
    }
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client
    if (this.failed && performance.now() - this.failed.at < REST_MS) throw this.failed.error
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'pejling',
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: STATEMENT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      options: SERVER_OPTIONS
    })
    // Without a listener a connection that is lost between two statements would end the process.
    client.on('error', () => this.drop(client))
    client.on('end', () => this.drop(client))
    try {
      await client.connect()
    } catch (error) {
      cut(client)
      this.failed = { at: performance.now(), error: faultOf(error) }
      throw this.failed.error
    }
    this.failed = null
    this.client = client
    return client
  }

  private drop(client: pg.Client): void {
    if (this.client === client) this.client = null
    cut(client)
  }
}

/** Ends a connection without waiting for the other end, which may not be there. */
function cut(client: pg.Client): void {
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } }
  connection?.stream?.destroy()
}

/** One connection by itself, for what is done once: rejects with the driver's own error, which tells why there is none. */
export async function tryConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, options: SERVER_OPTIONS, query_timeout: ANSWER_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
  } finally {
    await Promise.race([client.end().catch(() => undefined), new Promise(resolve => setTimeout(resolve, 500).unref())])
    cut(client)
  }
}
