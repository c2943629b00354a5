import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/access.ts'
import { closeCodes } from '../../src/core/api.ts'
import type { Limits } from '../limits.ts'
import { checkUpdate } from '../update-check/check-update.ts'
import { Awareness } from './awareness.ts'
import { type Connection, refuse } from './connection.ts'
import { type Look, looks } from './looks.ts'
import type { Inbound, Outbound } from './messages.ts'
import { isEmptyVector, vectorBefore } from './state-vector.ts'
import { StoredDocument } from './stored-document.ts'

type Message = Extract<Inbound, { type: 'ask' | 'state' | 'update' }>
/** What a turn has changed in a document, to be stored before anyone sees it. */
export type Change = { updates: Uint8Array[]; authors: [client: number, author: string][] }

/**
 * One open document. Messages wait in its inbox until the turn's `apply`; what came of them goes out in `settle`, once
 * the turn is on disk. Between the two the document is ahead of what anyone may see, so nothing is answered from it.
 */
export class Room {
  readonly kind: DocumentKind
  readonly connections = new Set<Connection>()
  readonly awareness: Awareness | null
  /** While nothing can be stored: what would change the document is refused with 4503, and is not applied. */
  unwritable = false
  readonly document: StoredDocument
  private readonly limits: Limits
  private readonly clientOwners: Map<number, string>
  /** So many of its messages have been taken from the inbox so far. */
  private taken = 0
  private inbox: { connection: Connection; message: Message }[] = []
  private updates: Uint8Array[] = []
  private newOwners: [number, string][] = []
  private readonly writers = new Set<Connection>()
  /** Who asked for what they lack, and with which state vector: of each the last. */
  private readonly asks = new Map<Connection, Uint8Array>()
  private needResync: Connection[] = []

  /** `stored`: what storage has of the document, in order. `begun` is shown the document once, as it was stored. */
  constructor(kind: DocumentKind, stored: Uint8Array[], authors: Map<number, string>, limits: Limits, begun: (doc: Y.Doc) => void = () => undefined) {
    this.kind = kind
    this.limits = limits
    this.clientOwners = authors
    this.awareness = kind === 'wall' ? new Awareness(limits, entries => this.broadcast({ type: 'presence', entries })) : null
    this.document = new StoredDocument(kind, stored, limits, { begun, update: update => this.updates.push(update) })
  }

  get doc(): Y.Doc {
    return this.document.doc
  }

  get waiting(): boolean {
    return this.inbox.length > 0 || this.asks.size > 0
  }

  /** Answers, whenever it is called, whether all that waits now has been taken from the inbox. */
  caughtUp(): () => boolean {
    const last = this.taken + this.inbox.length
    return () => this.taken >= last
  }

  receive(connection: Connection, message: Inbound): void {
    if (connection.ending !== null) return
    if (message.type === 'presence') {
      // Who may only read is told who is there, and is not seen: any client says where it is unasked, so that is no offence.
      if (connection.right === 'write') this.awareness?.receive(connection, message.entries)
    } else if (message.type === 'who') this.sendPresence(connection)
    else this.inbox.push({ connection, message })
  }

  /**
   * Takes at most so many messages from the inbox, and none but the first after `until` (ms of the process's clock); looks at
   * each, and applies what may be applied. Throws where Yjs does.
   */
  apply(most: number, until: number): void {
    if (this.inbox.length === 0) return
    let taken = 0
    const take = (): void => {
      for (const { connection, message } of this.inbox) {
        if (taken === most || (taken > 0 && performance.now() > until)) break
        taken++
        if (connection.ending !== null) continue
        if (message.type === 'ask') this.asks.set(connection, message.vector)
        else this.take(connection, message)
      }
    }
    if (this.inbox.every(({ message }) => message.type === 'ask')) take()
    else this.doc.transact(take)
    this.inbox.splice(0, taken)
    this.taken += taken
  }

  /** Writes in the server's own name. */
  write(change: (doc: Y.Doc) => void): void {
    this.doc.transact(() => change(this.doc))
  }

  get changed(): boolean {
    return this.updates.length > 0
  }

  /** What this turn has changed; null where nothing. The same until `settle`. */
  change(): Change | null {
    return this.updates.length > 0 || this.newOwners.length > 0 ? { updates: this.updates, authors: this.newOwners } : null
  }

  /**
   * The turn is on disk: everyone gets the updates, writers are told how much of theirs is saved, those who asked get an
   * answer; after `until` (ms of the process's clock) one only, and the others in a later turn.
   */
  flush(until: number): void {
    const { updates, writers, needResync: behind } = this
    this.updates = []
    this.newOwners = []
    this.needResync = []
    let before: Uint8Array | null = null
    const since = (): Uint8Array => (before ??= vectorBefore(this.doc, updates))
    this.document.countBytes(updates)
    for (const update of updates) this.broadcast({ type: 'update', update }, since)
    for (const connection of writers) {
      if (connection.pendingUpdates.length === 0) connection.saved = connection.received - (connection.ending === null ? 0 : 1)
      if (connection.ending !== null) refuse(connection, connection.ending)
      else this.send(connection, { type: 'saved', count: connection.saved })
    }
    writers.clear()
    this.answerAll(until)
    for (const connection of behind) this.ask(connection)
  }

  /** For a connection whose reader was too slow and has caught up. */
  resync(connection: Connection): void {
    if (connection.missed !== null && connection.ending === null) this.asks.set(connection, connection.missed)
  }

  /** When the board is closed: who wrote what is no longer known, nor needed, since only the facilitator writes. */
  forgetOwners(): void {
    this.clientOwners.clear()
  }

  leave(connection: Connection): void {
    this.connections.delete(connection)
    this.asks.delete(connection)
    this.awareness?.leave(connection)
  }

  /** Ends all connections; those whose messages of this turn are lost are told so. */
  endAll(code: number): void {
    const lost = new Set([...this.writers, ...this.inbox.filter(({ message }) => message.type !== 'ask').map(({ connection }) => connection)])
    for (const connection of this.connections) {
      if (lost.has(connection)) refuse(connection, connection.ending ?? code)
      else if (connection.ending === null) {
        connection.ending = code
        connection.socket.close(code)
      }
    }
    this.taken += this.inbox.length
    this.inbox = []
    this.asks.clear()
    this.awareness?.stop()
  }

  private take(connection: Connection, { type, update }: Exclude<Message, { type: 'ask' }>): void {
    connection.received++
    this.writers.add(connection)
    let refused = this.judge(connection, update)
    if (refused === 'gap' && type === 'update' && this.mayWait(connection, update)) {
      // A client that typed without a connection may send what it types now before it has been asked for the rest.
      if (connection.pendingUpdates.push(update) === 1) this.needResync.push(connection)
      return
    }
    if (type === 'state') {
      // All that the client has, so also what was left out before: else that would be told to be saved.
      for (const earlier of connection.pendingUpdates) refused ??= this.judge(connection, earlier)
      if (refused === null) connection.pendingUpdates = []
    }
    if (refused !== null) connection.ending = refused === 'gap' ? closeCodes.malformed : refused
  }

  private mayWait({ pendingUpdates: gaps }: Connection, update: Uint8Array): boolean {
    const bytes = gaps.reduce((sum, { length }) => sum + length, update.length)
    return gaps.length < this.limits.pendingUpdates && bytes <= this.limits.pendingBytes
  }

  /** Applies what may be applied. Else the code to close the connection with, or that the update builds on what is missing. */
  private judge(connection: Connection, update: Uint8Array): number | 'gap' | null {
    const mayWrite = (client: number): boolean => connection.right !== 'write' || this.ownsClientId(client, connection.author)
    const verdict = checkUpdate(this.doc, this.kind, update, mayWrite, this.limits)
    if (looks.hasSubscribers) looks.publish({ steps: verdict.steps } satisfies Look)
    if (verdict.ok && !verdict.changes) return null
    if (connection.right !== 'write') return closeCodes.notYours
    if (!verdict.ok) return verdict.reason === 'gap' ? 'gap' : verdict.reason === 'foreign' ? closeCodes.notYours : closeCodes.malformed
    if (this.unwritable) return closeCodes.tryAgain
    if (this.document.isTooLargeWith(verdict)) return closeCodes.tooLarge
    for (const client of verdict.clients) this.claim(client, connection.author)
    try {
      Y.applyUpdate(this.doc, verdict.news)
    } catch (error) {
      connection.ending = closeCodes.malformed
      throw error
    }
    return null
  }

  /** A ballot has one writer, and a session one key that writes: only the wall has authors to tell apart. */
  private ownsClientId(client: number, author: string): boolean {
    const bound = this.clientOwners.get(client)
    return this.kind !== 'wall' || bound === undefined || bound === author
  }

  private claim(client: number, author: string): void {
    if (this.kind !== 'wall' || this.clientOwners.has(client)) return
    this.clientOwners.set(client, author)
    this.newOwners.push([client, author])
  }

  private answerAll(until: number): void {
    // Those who have seen the same ask for the same.
    const made = new Map<string, Outbound[]>()
    let answered = 0
    for (const [connection, vector] of this.asks) {
      if (answered++ > 0 && performance.now() > until) break
      this.asks.delete(connection)
      if (connection.ending === null) this.answer(connection, vector, made)
    }
  }

  private answer(connection: Connection, vector: Uint8Array, made: Map<string, Outbound[]>): void {
    let state = isEmptyVector(vector) ? this.document.firstReply() : null
    if (!state) {
      const asked = Buffer.from(vector).toString('latin1')
      const { doc } = this
      try {
        state = made.get(asked) ?? [{ type: 'state', update: Y.encodeStateAsUpdate(doc, vector) }]
      } catch {
        // A state vector that is none.
        refuse(connection, closeCodes.malformed)
        return
      }
      made.set(asked, state)
    }
    const behind = connection.missed !== null
    connection.missed = null
    connection.synced = true
    const messages = state
    const sendState = (): void => {
      for (const message of messages) this.send(connection, message, () => vector)
    }
    // Where asking takes the making of a document first, the answer does not wait for it.
    const atOnce = this.document.isLoaded
    if (!atOnce) connection.socket.together(sendState)
    connection.socket.together(() => {
      if (atOnce) sendState()
      this.ask(connection)
      if (behind && connection.received > 0) this.send(connection, { type: 'saved', count: connection.saved })
      this.sendPresence(connection)
    })
  }

  private ask(connection: Connection): void {
    this.send(connection, { type: 'ask', vector: Y.encodeStateVector(this.doc) })
  }

  private sendPresence(connection: Connection): void {
    const entries = this.awareness?.present() ?? []
    if (entries.length > 0) this.send(connection, { type: 'presence', entries })
  }

  private broadcast(message: Outbound, since?: () => Uint8Array): void {
    for (const connection of this.connections) if (connection.synced) this.send(connection, message, since)
  }

  /** `since`: what the connection had been sent before this message, in case its reader is too slow for it; else all but what waits to be stored. */
  private send(connection: Connection, message: Outbound, since = () => vectorBefore(this.doc, this.updates)): void {
    if (connection.ending !== null || connection.missed !== null) return
    if (!connection.socket.send(message)) connection.missed = since()
  }
}
