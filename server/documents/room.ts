import type * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/board/access.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import { applyChecked } from '../update-check/apply-checked.ts'
import { checkUpdate } from '../update-check/check-update.ts'
import { Authorship } from './authorship.ts'
import { Awareness } from './awareness.ts'
import { Broadcast } from './broadcast.ts'
import { type Connection, refuse } from './connection.ts'
import { Inbox, type Message } from './inbox.ts'
import type { DocumentLimits } from './limits.ts'
import { type Look, looks } from './looks.ts'
import type { Inbound } from './messages.ts'
import { StoredDocument } from './stored-document.ts'

/** What a turn has changed in a document, to be stored before anyone sees it. */
export type Change = { updates: Uint8Array[]; authors: [client: number, author: string][] }

/**
 * One open document. Messages wait in its inbox until the turn's `apply`; what came of them goes out in `flush`, once
 * the turn is on disk. Between the two the document is ahead of what anyone may see, so nothing is answered from it.
 */
export class Room {
  readonly kind: DocumentKind
  readonly document: StoredDocument
  readonly awareness: Awareness | null
  /** While nothing can be stored: what would change the document is refused with 4503, and is not applied. */
  unwritable = false
  private readonly limits: DocumentLimits
  private readonly inbox = new Inbox()
  private readonly out: Broadcast
  /** A ballot has one writer, and a session one key that writes: only the wall has authors to tell apart. */
  private readonly authorship: Authorship | null
  private updates: Uint8Array[] = []
  private readonly writers = new Set<Connection>()
  private needResync: Connection[] = []

  /** `stored`: what storage has of the document, in order. */
  constructor(kind: DocumentKind, stored: Uint8Array[], authors: Map<number, string>, limits: DocumentLimits) {
    this.kind = kind
    this.limits = limits
    this.document = new StoredDocument(kind, stored, limits, update => this.updates.push(update))
    this.awareness = kind === 'wall' ? new Awareness(limits, entries => this.out.presence(entries)) : null
    this.authorship = kind === 'wall' ? new Authorship(authors) : null
    this.out = new Broadcast(this.document, this.awareness, () => this.updates)
  }

  get doc(): Y.Doc {
    return this.document.doc
  }

  get connections(): Set<Connection> {
    return this.out.connections
  }

  /** Whether something has come in that is not applied, or not answered. */
  get waiting(): boolean {
    return !this.inbox.isEmpty || this.out.waiting
  }

  get changed(): boolean {
    return this.updates.length > 0
  }

  get busy(): boolean {
    return this.waiting || this.changed
  }

  caughtUp(): () => boolean {
    return this.inbox.caughtUp()
  }

  receive(connection: Connection, message: Inbound): void {
    if (connection.ending !== null) return
    if (message.type === 'presence') {
      // Readers receive presence and never send it. y-websocket sends it unasked, so we ignore it and do not disconnect.
      if (connection.right === 'write') this.awareness?.receive(connection, message.entries)
    } else if (message.type === 'who') this.out.sendPresence(connection)
    else this.inbox.put(connection, message)
  }

  /**
   * Takes at most so many messages from the inbox, and none but the first after `until` (ms of the process's clock); looks at
   * each, and applies what may be applied. Throws where Yjs does.
   */
  apply(most: number, until: number): void {
    if (this.inbox.isEmpty) return
    const take = (): void => this.inbox.take(most, until, (connection, message) => this.take(connection, message))
    if (this.inbox.onlyAsks) take()
    else this.doc.transact(take)
  }

  /** Writes in the server's own name. */
  write(change: (doc: Y.Doc) => void): void {
    this.doc.transact(() => change(this.doc))
  }

  /** What this turn has changed; null where nothing. The same until `flush`. */
  change(): Change | null {
    const authors = this.authorship?.news ?? []
    return this.updates.length > 0 || authors.length > 0 ? { updates: this.updates, authors } : null
  }

  /**
   * The turn is on disk: everyone gets the updates, writers are told how much of theirs is saved, those who asked get an
   * answer; after `until` (ms of the process's clock) one only, and the others in a later turn.
   */
  flush(until: number): void {
    const { updates, writers, needResync } = this
    this.updates = []
    this.needResync = []
    this.authorship?.flush()
    this.document.countBytes(updates)
    this.out.updates(updates)
    for (const connection of writers) {
      if (connection.pendingUpdates.length === 0) connection.saved = connection.received - (connection.ending === null ? 0 : 1)
      if (connection.ending !== null) refuse(connection, connection.ending)
      else this.out.send(connection, { type: 'saved', count: connection.saved })
    }
    writers.clear()
    this.out.answerAll(until)
    for (const connection of needResync) this.out.askFor(connection)
  }

  /** For a connection whose reader was too slow and has caught up. */
  resync(connection: Connection): void {
    if (connection.missed !== null && connection.ending === null) this.out.ask(connection, connection.missed)
  }

  /** Forgets who wrote what. After closing only the facilitator writes, so nobody is told apart. */
  forgetAuthors(): void {
    this.authorship?.clear()
  }

  leave(connection: Connection): void {
    this.out.leave(connection)
    this.awareness?.leave(connection)
  }

  /** Ends all connections; those whose messages of this turn are lost are told so. */
  endAll(code: number): void {
    const lost = new Set([...this.writers, ...this.inbox.drop()])
    for (const connection of this.connections) {
      if (lost.has(connection)) refuse(connection, connection.ending ?? code)
      else if (connection.ending === null) {
        connection.ending = code
        connection.socket.close(code)
      }
    }
    this.out.stop()
    this.awareness?.stop()
  }

  private take(connection: Connection, message: Message): void {
    if (message.type === 'ask') {
      this.out.ask(connection, message.vector)
      return
    }
    const { type, update } = message
    connection.received++
    this.writers.add(connection)
    let refused = this.judge(connection, update)
    if (refused === 'missing-dependency' && type === 'update' && this.mayWait(connection, update)) {
      // A client that typed without a connection may send what it types now before it has been asked for the rest.
      if (connection.pendingUpdates.push(update) === 1) this.needResync.push(connection)
      return
    }
    if (type === 'state') {
      // All that the client has, so also what was left out before: else that would be told to be saved.
      for (const earlier of connection.pendingUpdates) refused ??= this.judge(connection, earlier)
      if (refused === null) connection.pendingUpdates = []
    }
    if (refused !== null) connection.ending = refused === 'missing-dependency' ? closeCodes.malformed : refused
  }

  private mayWait({ pendingUpdates: gaps }: Connection, update: Uint8Array): boolean {
    const bytes = gaps.reduce((sum, { length }) => sum + length, update.length)
    return gaps.length < this.limits.pendingUpdates && bytes <= this.limits.pendingBytes
  }

  /** Applies what may be applied. Else the code to close the connection with, or that the update builds on what is missing. */
  private judge(connection: Connection, update: Uint8Array): number | 'missing-dependency' | null {
    const { author, right } = connection
    const mayWrite = (client: number): boolean => right !== 'write' || (this.authorship?.mayWrite(client, author) ?? true)
    const verdict = checkUpdate(this.doc, this.kind, update, mayWrite, this.limits)
    if (looks.hasSubscribers) looks.publish({ steps: verdict.steps } satisfies Look)
    if (verdict.ok && !verdict.changes) return null
    if (right !== 'write') return closeCodes.notYours
    if (!verdict.ok)
      return verdict.reason === 'missing-dependency'
        ? 'missing-dependency'
        : verdict.reason === 'foreign'
          ? closeCodes.notYours
          : closeCodes.malformed
    if (this.unwritable) return closeCodes.tryAgain
    if (this.document.isTooLargeWith(verdict)) return closeCodes.tooLarge
    for (const client of verdict.clients) this.authorship?.claim(client, author)
    try {
      applyChecked(this.doc, verdict)
    } catch (error) {
      connection.ending = closeCodes.malformed
      throw error
    }
    return null
  }
}
