import type { KeyKind } from '../../src/core/board/access.ts'
import type { Connection } from './connection.ts'

/** A board's connections by the key that they came with, in the order of their coming. */
export class ConnectionsByKey {
  private readonly connections = new Map<string, Set<Connection>>()
  private guestCount = 0

  /** Connections of participants, with a ballot of their own or without. */
  get guests(): number {
    return this.guestCount
  }

  /** Answers the oldest of the same key where it has `most` already: that one gives way to the new one, and is the caller's to end. */
  add(name: string, connection: Connection, most: number): Connection | null {
    let own = this.connections.get(name)
    if (!own) {
      own = new Set()
      this.connections.set(name, own)
    }
    const [oldest] = own
    const givesWay = oldest && own.size >= most ? oldest : null
    if (givesWay) this.remove(name, givesWay)
    // Removing the last of a key forgets the key.
    this.connections.set(name, own.add(connection))
    if (isGuest(connection.kind)) this.guestCount++
    return givesWay
  }

  remove(name: string, connection: Connection): void {
    const own = this.connections.get(name)
    if (!own?.delete(connection)) return
    if (own.size === 0) this.connections.delete(name)
    if (isGuest(connection.kind)) this.guestCount--
  }

  /** All that came with a key. */
  of(name: string): Connection[] {
    return [...(this.connections.get(name) ?? [])]
  }

  has(name: string): boolean {
    return this.connections.has(name)
  }
}

/** Whether a key is a participant's, with a ballot of their own or without. */
export const isGuest = (kind: KeyKind): boolean => kind === 'participant' || kind === 'ballot'
