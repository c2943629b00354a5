import type { Connection } from './connection.ts'
import type { DocumentLimits } from './limits.ts'
import type { Presence } from './messages.ts'

/** Clocks start at 0 and grow by one a change. */
const CLOCK_HIGHEST = 2 ** 40

type Seen = { author: string; holder: Connection | null; clock: number; state: unknown }

/**
 * Who is at the wall: a relay of our own, since y-protocols' class keeps whatever anybody claims. A connection speaks for
 * one Yjs client id, the first that it names; an id that another author has used is not given to it. Clients send on what
 * they have heard of others, which is left out.
 */
export class Awareness {
  private readonly seen = new Map<number, Seen>()
  /** Of those the ones that have left, in that order. */
  private readonly gone = new Set<number>()
  private readonly limits: DocumentLimits
  private readonly send: (entries: Presence[]) => void
  private readonly changed = new Set<number>()
  private timer: NodeJS.Timeout | undefined

  constructor(limits: DocumentLimits, send: (entries: Presence[]) => void) {
    this.limits = limits
    this.send = send
  }

  receive(connection: Connection, entries: Presence[]): void {
    for (const { client, clock, state } of entries) {
      if (connection.presence === undefined && state !== null && this.free(client, connection)) connection.presence = client
      if (connection.presence !== client) continue
      const text = JSON.stringify(state)
      if (text.length > this.limits.presenceBytes || clock > CLOCK_HIGHEST) continue
      const last = this.seen.get(client)
      // A client sends back what it hears of itself: answering that would never end.
      if (last?.holder === connection && clock <= last.clock && text === JSON.stringify(last.state)) continue
      // Someone who comes back goes on from where the others have seen it leave.
      this.seen.delete(client)
      this.seen.set(client, { author: connection.author, holder: connection, clock: Math.max(clock, (last?.clock ?? -1) + 1), state })
      this.gone.delete(client)
      this.changes(client)
    }
  }

  leave(connection: Connection): void {
    const client = connection.presence
    const last = client === undefined ? undefined : this.seen.get(client)
    if (client === undefined || last?.holder !== connection) return
    this.seen.delete(client)
    this.seen.set(client, { ...last, holder: null, clock: last.clock + 1, state: null })
    this.gone.add(client)
    this.changes(client)
    // Who comes and goes all day under new ids is not remembered for ever: the first of them go, and sets keep their order.
    for (const first of this.gone) {
      if (this.gone.size <= this.limits.presencesKept) break
      this.gone.delete(first)
      this.seen.delete(first)
    }
  }

  /** Everyone who is here now. */
  present(): Presence[] {
    return this.entries(this.seen.keys()).filter(entry => entry.state !== null)
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private free(client: number, connection: Connection): boolean {
    const last = this.seen.get(client)
    return !last || (last.author === connection.author && last.holder === null)
  }

  private changes(client: number): void {
    this.changed.add(client)
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      const entries = this.entries(this.changed)
      this.changed.clear()
      this.send(entries)
    }, this.limits.presenceEvery)
  }

  private entries(clients: Iterable<number>): Presence[] {
    return [...clients].flatMap(client => {
      const last = this.seen.get(client)
      return last ? [{ client, clock: last.clock, state: last.state }] : []
    })
  }
}
