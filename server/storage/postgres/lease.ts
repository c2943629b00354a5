import type { Server } from '../placement.ts'
import type { Connection } from './connection.ts'

/** How long a server has its boards after it last said that it lives, ms: whoever waits for one that was killed waits at most so long. */
const LEASE_MS = 2500
/** How often it says so, ms. The two seconds between this and LEASE_MS are what a pause, or PostgreSQL, may take without costing a meeting. */
const RENEW_MS = 500
/** How often it looks at its clocks, ms. */
const CLOCKS_MS = 50
/** How often it looks who else lives, ms; and at the moment at which another one's lease ends. */
const LOOK_MS = 300

/**
 * [one-owner] What lets this server have boards: a row that it renews twice a second, over a connection of its own. Its deadline counts from before a
 * renewal was sent, so that it ends before PostgreSQL's. One clock stands still while a machine sleeps, the other may be set: the earlier one rules.
 * Once it is lost, all boards are given up; then the server comes back as a new one by itself.
 */
export class Lease {
  private readonly connection: Connection
  private readonly address: string
  private readonly onLoss: (() => void)[] = []
  private readonly onChange: (() => void)[] = []
  private current: string | null = null
  private until = { process: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY }
  private others: readonly Server[] = []
  private clocks: NodeJS.Timeout[] = []
  private nextEnd: NodeJS.Timeout | undefined
  private renewing: Promise<void> | null = null
  private stopped = false

  constructor(connection: Connection, address: string) {
    this.connection = connection
    this.address = address
  }

  /** Called each time the lease is lost. */
  onLost(listener: () => void): void {
    this.onLoss.push(listener)
  }

  /** Called each time that `servers` are others than before. */
  onServers(listener: () => void): void {
    this.onChange.push(listener)
  }

  /** This server's id while it may have boards; null while it may not. Looks at the clocks. */
  get id(): string | null {
    if (this.current !== null && (performance.now() >= this.until.process || Date.now() >= this.until.wall)) this.lose()
    return this.current
  }

  /** The servers that lived at the last renewal, in the order of their start, this one among them. */
  get servers(): readonly Server[] {
    return this.others
  }

  /** Takes the lease, and keeps it until `stop`. Rejects where it could not be had the first time. */
  async start(): Promise<void> {
    await this.renew()
    this.clocks = [
      setInterval(() => this.renew().catch(() => undefined), RENEW_MS),
      setInterval(() => void this.id, CLOCKS_MS),
      setInterval(() => this.lookSoon(), LOOK_MS)
    ]
    for (const clock of this.clocks) clock.unref()
  }

  /** Gives it back, so that others need not wait for its end. */
  async stop(): Promise<void> {
    this.stopped = true
    this.clocks.forEach(clearInterval)
    clearTimeout(this.nextEnd)
    await this.renewing?.catch(() => undefined)
    const id = this.current
    this.current = null
    if (id !== null) await this.connection.query({ text: 'UPDATE servers SET dead = true WHERE id = $1', values: [id] }).catch(() => undefined)
    await this.connection.close()
  }

  /** PostgreSQL has said that this server is dead: it comes back as a new one without waiting for its clock. */
  wasLost(): void {
    if (this.current !== null) this.lose()
    this.renew().catch(() => undefined)
  }

  private renew(): Promise<void> {
    if (this.stopped) return Promise.resolve()
    // A renewal that is late must not be followed by one that knows nothing of it.
    this.renewing ??= this.ask().finally(() => {
      this.renewing = null
    })
    return this.renewing
  }

  private async ask(): Promise<void> {
    const { id } = this
    const sent = { process: performance.now(), wall: Date.now() }
    const until = `clock_timestamp() + interval '${LEASE_MS} ms'`
    const [row] = await this.connection.query(
      id === null
        ? { text: `INSERT INTO servers (address, until) VALUES ($1, ${until}) RETURNING id`, values: [this.address] }
        : { text: `UPDATE servers SET until = ${until} WHERE id = $1 AND NOT dead RETURNING id`, values: [id], name: 'renew' }
    )
    // Lost while the answer was on its way: this row is nobody's, and runs out.
    if (this.current !== id) return
    if (!row) return this.lose()
    this.current = String(row.id)
    this.until = { process: sent.process + LEASE_MS, wall: sent.wall + LEASE_MS }
    await this.look()
  }

  /** Behind a renewal, which looks too. */
  private lookSoon(): void {
    if (!this.renewing && !this.stopped) this.look().catch(() => undefined)
  }

  private async look(): Promise<void> {
    const rows = await this.connection.query({
      text: `SELECT id, address, ceil(extract(epoch FROM until - clock_timestamp()) * 1000)::int AS rest
        FROM servers WHERE NOT dead AND until > clock_timestamp() ORDER BY id`,
      name: 'servers'
    })
    const before = this.others
    this.others = rows.map(({ id, address }) => ({ id: String(id), address: String(address) }))
    const ends = rows.filter(({ id }) => String(id) !== this.current).map(({ rest }) => Number(rest))
    clearTimeout(this.nextEnd)
    // One that lives has renewed its lease long before: this finds those that do not.
    if (ends.length > 0 && !this.stopped) this.nextEnd = setTimeout(() => this.lookSoon(), Math.min(...ends) + 1).unref()
    const isSame = before.length === this.others.length && before.every(({ id }, at) => id === this.others[at]?.id)
    if (!isSame) for (const listener of this.onChange) listener()
  }

  private lose(): void {
    this.current = null
    for (const listener of this.onLoss) listener()
  }
}
