import type { Connection } from './connection.ts'
import type { Inbound } from './messages.ts'

/** What waits for its turn: everything that asks for a document's content or may change it. */
export type Message = Extract<Inbound, { type: 'ask' | 'state' | 'update' }>
type Waiting = { connection: Connection; message: Message }

/** A document's messages that have come in and are not looked at yet, in the order of their coming. */
export class Inbox {
  private waiting: Waiting[] = []
  /** So many have been taken so far. */
  private taken = 0

  get isEmpty(): boolean {
    return this.waiting.length === 0
  }

  /** Whether nothing that waits can change the document. */
  get onlyAsks(): boolean {
    return this.waiting.every(({ message }) => message.type === 'ask')
  }

  put(connection: Connection, message: Message): void {
    this.waiting.push({ connection, message })
  }

  /** Takes at most so many, and none but the first after `until` (ms of the process's clock); those of connections that have ended are passed over. */
  take(most: number, until: number, each: (connection: Connection, message: Message) => void): void {
    let taken = 0
    for (const { connection, message } of this.waiting) {
      if (taken === most || (taken > 0 && performance.now() > until)) break
      taken++
      if (connection.ending === null) each(connection, message)
    }
    this.waiting.splice(0, taken)
    this.taken += taken
  }

  /** Answers, whenever it is called, whether all that waits now has been taken. */
  caughtUp(): () => boolean {
    const last = this.taken + this.waiting.length
    return () => this.taken >= last
  }

  /** Empties it, and answers whose changes are lost with it. */
  drop(): Connection[] {
    const lost = this.waiting.filter(({ message }) => message.type !== 'ask').map(({ connection }) => connection)
    this.taken += this.waiting.length
    this.waiting = []
    return lost
  }
}
