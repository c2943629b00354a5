import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/board/access.ts'
import { roots } from '../../src/documents/form.ts'
import { type AcceptedUpdate, SERVER_CLIENT } from '../update-check/check-update.ts'
import type { DocumentLimits } from './limits.ts'
import type { Outbound } from './messages.ts'
import { newDoc } from './new-doc.ts'

/** An update that holds nothing: no structs, no deletes. */
const EMPTY_UPDATE: Uint8Array = Uint8Array.of(0, 0)
/** A struct that is split takes so many bytes more at most: two ids and lengths. */
const SPLIT_BYTES = 40

/**
 * A document and the log that it is stored as. It is made from the log when it is first needed: one that people only look into
 * never is, and who comes first after a restart does not wait for it.
 */
export class StoredDocument {
  private readonly kind: DocumentKind
  private readonly limits: DocumentLimits
  private readonly onUpdate: (update: Uint8Array) => void
  private stored: Uint8Array[]
  private loadedDoc: Y.Doc | null = null
  /** The answer to an empty client, as long as it is valid. */
  private syncReply: Outbound[] | null
  /** Updates in the log. */
  private rows: number
  /** Bytes of the whole log. */
  private bytes: number
  /** Bytes of the log's first row: the document when it was last written as a whole. */
  private snapshotBytes: number
  /** Whether rows of the log hold text that later ones delete. */
  private holdsDeletions: boolean
  /** Upper bound of the encoded document's bytes. */
  private size: number
  /** Upper bound of its structs. */
  private structs = 0

  /** `stored`: the log, in order. `onUpdate` is shown all that changes it from then on. */
  constructor(kind: DocumentKind, stored: Uint8Array[], limits: DocumentLimits, onUpdate: (update: Uint8Array) => void) {
    this.kind = kind
    this.limits = limits
    this.onUpdate = onUpdate
    this.stored = stored
    this.holdsDeletions = kind === 'wall' && stored.slice(1).some(deletes)
    this.syncReply = stored.length > limits.quietRows || this.holdsDeletions ? null : asStored(stored)
    this.rows = stored.length
    this.snapshotBytes = stored[0]?.length ?? 0
    this.bytes = this.size = stored.reduce((sum, update) => sum + update.length, 0)
  }

  /** Throws where what is stored cannot be read. */
  get doc(): Y.Doc {
    this.loadedDoc ??= this.begin()
    return this.loadedDoc
  }

  get isLoaded(): boolean {
    return this.loadedDoc !== null
  }

  private begin(): Y.Doc {
    const doc = newDoc()
    for (const root of Object.keys(roots[this.kind])) doc.getMap(root)
    doc.transact(() => {
      for (const update of this.stored) Y.applyUpdate(doc, update)
    })
    this.stored = []
    for (const list of doc.store.clients.values()) this.structs += list.length
    // After loading: Yjs takes another id when it finds its own in what it loads.
    doc.clientID = SERVER_CLIENT
    doc.on('update', (update: Uint8Array) => {
      this.syncReply = null
      this.onUpdate(update)
    })
    return doc
  }

  /**
   * What those get who have nothing, the last of it being step 2: the whole document, the same message as long as nothing changes.
   * As long as it is not made: what is stored, where that is in few pieces and nothing of it is deleted.
   */
  firstReply(): Outbound[] {
    if (this.loadedDoc && this.syncReply && this.syncReply.length > 1) this.syncReply = null
    this.syncReply ??= asStored([Y.encodeStateAsUpdate(this.doc)])
    return this.syncReply
  }

  /** Forgets what it can make again. */
  dropSyncReply(): void {
    if (this.loadedDoc) this.syncReply = null
  }

  /** Whether its log is better written anew than made longer by these: a document that is large as a whole when the log has grown by half of it. */
  exceedsLogWith(updates: Uint8Array[]): boolean {
    const { logRows, logBytes } = this.limits
    return this.rows + updates.length > logRows || this.bytes + bytesOf(updates) > Math.max(logBytes, 1.5 * this.snapshotBytes)
  }

  /** Whether its log is better written anew when there is time: opening it goes faster, or what was deleted leaves the disk. */
  get needsCompaction(): boolean {
    return this.holdsDeletions || this.rows > this.limits.quietRows
  }

  /** [deleted-is-gone] Whether notes that somebody has deleted still stand in its log: of a wall, where they may be about people. */
  get hasDeletedText(): boolean {
    return this.holdsDeletions
  }

  /** These are being added to the log. */
  log(updates: Uint8Array[]): void {
    this.rows += updates.length
    this.bytes += bytesOf(updates)
    if (this.kind === 'wall') this.holdsDeletions ||= updates.some(deletes)
  }

  /** The whole document, which is being put in the place of its log. */
  rewrite(): Uint8Array {
    const update = Y.encodeStateAsUpdate(this.doc)
    this.rows = 1
    this.holdsDeletions = false
    this.bytes = this.snapshotBytes = update.length
    return update
  }

  /** Others may see these, so that they count. */
  countBytes(updates: Uint8Array[]): void {
    this.size += bytesOf(updates)
  }

  /** Whether it would be over a limit with these. Estimated from above, and counted only where that is too much. */
  isTooLargeWith({ news, clients, growth }: AcceptedUpdate): boolean {
    const { store } = this.doc
    let known = store.clients.size
    for (const client of clients) if (!store.clients.has(client)) known++
    if (known > this.limits.documentClients) return true
    // What is laid or deleted may split what stands on both sides.
    this.structs += 3 * growth
    this.size += SPLIT_BYTES * growth
    if (this.structs > this.limits.documentStructs) {
      this.structs = growth
      for (const list of store.clients.values()) this.structs += list.length
      if (this.structs > this.limits.documentStructs) return true
    }
    const most = this.limits.documentBytes[this.kind]
    if (this.size + news.length > most) this.size = Y.encodeStateAsUpdate(this.doc).length
    return this.size + news.length > most
  }
}

/** A log as messages. Step 2 comes last, so that a client that is told to be synced has all of it. */
const asStored = (log: Uint8Array[]): Outbound[] => [
  ...log.slice(0, -1).map((update): Outbound => ({ type: 'update', update })),
  { type: 'state', update: log.at(-1) ?? EMPTY_UPDATE }
]

/** An update as Yjs writes it ends with how many clients' structs it deletes, 0, or with the length of the last stretch, whose last byte is never 0. */
const deletes = (update: Uint8Array): boolean => update.at(-1) !== 0

const bytesOf = (updates: Uint8Array[]): number => updates.reduce((sum, { length }) => sum + length, 0)
