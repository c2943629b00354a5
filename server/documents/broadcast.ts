import * as Y from 'yjs'
import { closeCodes } from '../../src/core/board/api.ts'
import type { Awareness } from './awareness.ts'
import { type Connection, refuse } from './connection.ts'
import type { Outbound, Presence } from './messages.ts'
import { isEmptyVector, vectorBefore } from './state-vector.ts'
import type { StoredDocument } from './stored-document.ts'

/** What goes out of a document: updates to all who are synced, answers to those who ask, and who is present. A reader that is too slow is left out until it asks again. */
export class Broadcast {
  readonly connections = new Set<Connection>()
  private readonly document: StoredDocument
  private readonly awareness: Awareness | null
  /** Updates that wait to be stored: nobody has been sent them. */
  private readonly unsent: () => Uint8Array[]
  /** Pending sync step 1 requests: each connection's latest state vector. */
  private readonly asks = new Map<Connection, Uint8Array>()

  constructor(document: StoredDocument, awareness: Awareness | null, unsent: () => Uint8Array[]) {
    this.document = document
    this.awareness = awareness
    this.unsent = unsent
  }

  /** Whether somebody waits for an answer. */
  get waiting(): boolean {
    return this.asks.size > 0
  }

  /** A connection asks for what it lacks, and gets it with `answerAll`. */
  ask(connection: Connection, vector: Uint8Array): void {
    this.asks.set(connection, vector)
  }

  leave(connection: Connection): void {
    this.connections.delete(connection)
    this.asks.delete(connection)
  }

  /** Forgets who asks. */
  stop(): void {
    this.asks.clear()
  }

  /** Updates that are on disk now, in order. */
  updates(updates: Uint8Array[]): void {
    let before: Uint8Array | null = null
    const since = (): Uint8Array => (before ??= vectorBefore(this.document.doc, updates))
    for (const update of updates) this.toAll({ type: 'update', update }, since)
  }

  presence(entries: Presence[]): void {
    this.toAll({ type: 'presence', entries })
  }

  /** Answers those who asked; after `until` (ms of the process's clock) one only, and the others in a later turn. */
  answerAll(until: number): void {
    // Equal state vectors get the same answer.
    const made = new Map<string, Outbound[]>()
    let answered = 0
    for (const [connection, vector] of this.asks) {
      if (answered++ > 0 && performance.now() > until) break
      this.asks.delete(connection)
      if (connection.ending === null) this.answer(connection, vector, made)
    }
  }

  /** Asks a client for all that the server lacks of it. */
  askFor(connection: Connection): void {
    this.send(connection, { type: 'ask', vector: Y.encodeStateVector(this.document.doc) })
  }

  sendPresence(connection: Connection): void {
    const entries = this.awareness?.present() ?? []
    if (entries.length > 0) this.send(connection, { type: 'presence', entries })
  }

  /** `since`: what the connection had been sent before this message, in case its reader is too slow for it; else all but what waits to be stored. */
  send(connection: Connection, message: Outbound, since = () => vectorBefore(this.document.doc, this.unsent())): void {
    if (connection.ending !== null || connection.missed !== null) return
    if (!connection.socket.send(message)) connection.missed = since()
  }

  private toAll(message: Outbound, since?: () => Uint8Array): void {
    for (const connection of this.connections) if (connection.synced) this.send(connection, message, since)
  }

  private answer(connection: Connection, vector: Uint8Array, made: Map<string, Outbound[]>): void {
    const state = this.stateFor(vector, made)
    if (!state) {
      refuse(connection, closeCodes.malformed)
      return
    }
    const behind = connection.missed !== null
    connection.missed = null
    connection.synced = true
    const sendState = (): void => {
      for (const message of state) this.send(connection, message, () => vector)
    }
    // Asking needs the document itself: if that is not made yet, what is stored goes out before.
    const atOnce = this.document.isLoaded
    if (!atOnce) connection.socket.together(sendState)
    connection.socket.together(() => {
      if (atOnce) sendState()
      this.askFor(connection)
      if (behind && connection.received > 0) this.send(connection, { type: 'saved', count: connection.saved })
      this.sendPresence(connection)
    })
  }

  /** All that a client lacks who has what its state vector says; null where that is no state vector. */
  private stateFor(vector: Uint8Array, made: Map<string, Outbound[]>): Outbound[] | null {
    if (isEmptyVector(vector)) return this.document.firstReply()
    const asked = Buffer.from(vector).toString('latin1')
    const { doc } = this.document
    try {
      const state: Outbound[] = made.get(asked) ?? [{ type: 'state', update: Y.encodeStateAsUpdate(doc, vector) }]
      made.set(asked, state)
      return state
    } catch {
      return null
    }
  }
}
