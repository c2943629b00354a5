import type { Server } from '../placement.ts'
import type { Connection } from './connection.ts'

/** How long a server has its boards after it last said that it lives, ms: whoever waits for one that was killed waits about so long. */
const LEASE_MS = 3000
/** How often it says so, ms. */
const RENEW_MS = 1000
/** How often it looks who else lives, ms. */
const LOOK_MS = 300

/**
 * [one-owner] What lets this server have boards: a row that it renews each second, over a connection of its own. Its own deadline counts from before a renewal
 * was sent, so that it ends before PostgreSQL's; of a clock that stands still while a machine sleeps and one that may be set, the earlier one rules.
 * Once it is lost, all boards are given up; then the server comes back as a new one by itself.
 */
export class Lease {
  private readonly connection: Connection
  private readonly address: string
  private readonly listeners: (() => void)[] = []
  private current: string | null = null
  private until = { process: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY }
  private others: readonly Server[] = []
  private clocks: NodeJS.Timeout[] = []
  private renewing: Promise<void> | null = null
  private stopped = false

  constructor(connection: Connection, address: string) {
    this.connection = connection
    this.address = address
  }

  /** Called each time the lease is lost. */
  onLost(listener: () => void): void {
    this.listeners.push(listener)
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
      setInterval(() => void this.id, RENEW_MS / 10),
      setInterval(() => this.renewing ?? this.look().catch(() => undefined), LOOK_MS)
    ]
    for (const clock of this.clocks) clock.unref()
  }

  /** Gives it back, so that others need not wait for its end. */
  async stop(): Promise<void> {
    this.stopped = true
    this.clocks.forEach(clearInterval)
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

  private async look(): Promise<void> {
    const rows = await this.connection.query({
      text: 'SELECT id, address FROM servers WHERE NOT dead AND until > clock_timestamp() ORDER BY id',
      name: 'servers'
    })
    this.others = rows.map(({ id, address }) => ({ id: String(id), address: String(address) }))
  }

  private lose(): void {
    this.current = null
    for (const listener of this.listeners) listener()
  }
}
