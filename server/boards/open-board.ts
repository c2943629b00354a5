import { randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { closeCodes } from '../../src/core/api.ts'
import type { Ballot } from '../../src/core/ballot.ts'
import type { Results } from '../../src/core/results.ts'
import { readBallot, wasUsed } from '../../src/documents/ballot.ts'
import { parseDocumentName } from '../../src/documents/form.ts'
import { readResults, writeResults } from '../../src/documents/results.ts'
import { readSteering } from '../../src/documents/session.ts'
import { readWall } from '../../src/documents/wall.ts'
import { resultsAfter } from '../../src/steps/publish.ts'
import type { Connection } from '../documents/connection.ts'
import { ConnectionsByKey } from '../documents/connections-by-key.ts'
import { newDoc } from '../documents/new-doc.ts'
import { Room } from '../documents/room.ts'
import type { Limits } from '../limits.ts'
import { type Batch, type BoardRow, emptyBatch, type LoggedDocument, loggedDocuments, type Storage, type StoredBoard } from '../storage/storage.ts'

/**
 * A board in memory: its three shared documents, what the ballots say, and the ballot documents that somebody has open.
 * One turn of a board is `turn` (what has come in is looked at and applied, results follow from it), a commit of its
 * `batch`, and `settle` (now others may see it).
 */
export class OpenBoard {
  readonly row: BoardRow
  readonly rooms: Record<LoggedDocument, Room>
  /** Participant → ballot, of all that have answered anything; as of this turn. */
  readonly ballots: Map<string, Ballot>
  /** [settings-frozen] Participants who have ever answered, whether or not they have taken it back. */
  readonly answered: Set<string>
  people: number
  /** Hash of a ballot's key → participant, of all that are on disk. */
  readonly participants: Map<string, string>
  /** The row as it is on disk: what calls are answered from. */
  stored: BoardRow
  /** Connections and calls that hold the board open. */
  users = 0
  /** The connections among them. */
  readonly connections = new ConnectionsByKey()
  /** Set when the board has been given up: deleted, or not stored as it stands here. */
  gone: number | null = null
  /** When a document was last to be stored, or the board was loaded, ms of the process's clock: after a restart those who come back are served first. */
  private changedAt = performance.now()
  private readonly storage: Storage
  private readonly limits: Limits
  private readonly loading = new Map<string, Promise<Room>>()
  private readonly openBallots = new Map<string, Room>()

  private constructor(
    row: BoardRow,
    rooms: Record<LoggedDocument, Room>,
    ballots: Map<string, Y.Doc>,
    participants: Map<string, string>,
    storage: Storage,
    limits: Limits
  ) {
    this.row = row
    this.stored = { ...row }
    this.rooms = rooms
    this.ballots = new Map([...ballots].map(([participant, doc]) => [participant, readBallot(doc)]))
    this.answered = new Set([...ballots].flatMap(([participant, doc]) => (wasUsed(doc) ? [participant] : [])))
    this.participants = participants
    this.people = participants.size
    this.storage = storage
    this.limits = limits
  }

  /** Throws where a ballot cannot be read. */
  static from({ row, documents, ballots, participants }: StoredBoard, storage: Storage, limits: Limits): OpenBoard {
    const room = (document: LoggedDocument, begun?: (doc: Y.Doc) => void): Room =>
      new Room(document, documents[document].updates, documents[document].authors, limits, begun)
    const rooms = { session: room('session'), wall: room('wall'), results: room('results') }
    const docs = new Map([...ballots].map(([participant, state]) => [participant, docOf(state)]))
    return new OpenBoard(row, rooms, docs, participants, storage, limits)
  }

  /**
   * Puts a connection into the room of a document. Null where the name stands for nothing, or for a ballot that has been
   * destroyed. A ballot's document is loaded first, and let go when nobody has it open: so what was loaded may be gone again.
   */
  async attach(name: string, connection: Connection): Promise<Room | null> {
    const document = parseDocumentName(name)
    if (!document) return null
    const { kind, participant } = document
    for (;;) {
      const room = kind === 'ballot' ? await this.ballotRoom(participant ?? '') : this.rooms[kind]
      if (!room || this.gone !== null) return null
      // Its ballot may have given its place to another's while it was loaded.
      if (kind === 'ballot' && ![...this.participants.values()].includes(participant ?? '')) return null
      if (kind === 'ballot' && this.openBallots.get(participant ?? '') !== room) continue
      room.connections.add(connection)
      return room
    }
  }

  *allRooms(): Iterable<Room> {
    yield* Object.values(this.rooms)
    yield* this.openBallots.values()
  }

  get waiting(): boolean {
    for (const room of this.allRooms()) if (room.waiting) return true
    return false
  }

  /** Answers, whenever it is called, whether all that waits now has had its turn. */
  caughtUp(): () => boolean {
    const marks = [...this.allRooms()].filter(room => room.waiting).map(room => room.caughtUp())
    return () => marks.every(passed => passed())
  }

  /** Whether something of it is not stored yet, or not yet gone from what is stored. */
  get busy(): boolean {
    if (this.rooms.wall.document.hasDeletedText) return true
    for (const room of this.allRooms()) if (room.waiting || room.changed) return true
    return false
  }

  /** From time to time. Whether `compact` has something to do: nothing has changed for a while, and some log is long or outdated. */
  wantsCompaction(): boolean {
    if (performance.now() - this.changedAt < this.limits.quietFor) return false
    for (const { document } of this.allRooms()) document.dropSyncReply()
    return Object.values(this.rooms).some(({ document }) => document.needsCompaction)
  }

  get results(): Results {
    const results = readResults(this.rooms.results.doc)
    if (!results) throw new Error('A board without results')
    return results
  }

  /** Looks at and applies what has come in; where it is not writable, what only reads. Throws where a document can no longer be trusted: the board is then given up. */
  applyIncoming(writable: boolean): void {
    const until = performance.now() + this.limits.turnTime
    for (const room of this.allRooms()) {
      room.unwritable = !writable
      room.apply(this.limits.messagesATurn, until)
    }
    let follow = this.rooms.session.changed
    for (const [participant, room] of this.openBallots) {
      if (!room.changed) continue
      this.ballots.set(participant, readBallot(room.doc))
      if (wasUsed(room.doc)) this.answered.add(participant)
      follow = true
    }
    if (follow) this.publish()
  }

  /** Brings the results up to what ballots, steering and people are now. */
  publish(): void {
    const { row, rooms, people, ballots } = this
    const next = resultsAfter(this.results, {
      settings: row.settings,
      workshop: row.workshop,
      people,
      ballots: [...ballots.values()],
      steering: readSteering(rooms.session.doc, row.workshop),
      notes: readWall(rooms.wall.doc).notes
    })
    rooms.results.write(doc => writeResults(doc, next))
  }

  /** Says in the results that the board is closed, and how many ballots are destroyed with it. What people write in stays as it stands now, without its past. */
  writeClosed(batch: Batch): void {
    const { results: now } = this
    // An empty seat is no answer that could be destroyed.
    const results = { ...now, closed: { destroyed: now.answered } }
    this.rooms.results.write(doc => writeResults(doc, results))
    for (const document of ['session', 'wall'] as const) this.writeWhole(document, batch)
  }

  /** All that has changed since the last `settle`, to be stored. */
  batch(): Batch {
    const batch = emptyBatch()
    const board = this.row.id
    for (const document of loggedDocuments) {
      const room = this.rooms[document]
      const change = room.change()
      if (!change) continue
      this.changedAt = performance.now()
      for (const [client, author] of change.authors) batch.authors.push({ board, document, client, author })
      if (room.document.exceedsLogWith(change.updates)) this.writeWhole(document, batch)
      else {
        for (const update of change.updates) batch.updates.push({ board, document, update, whole: false })
        room.document.log(change.updates)
      }
    }
    for (const [participant, room] of this.openBallots) {
      if (room.changed) batch.ballots.push({ board, participant, state: Y.encodeStateAsUpdate(room.doc) })
    }
    return batch
  }

  /** Adds to a batch, as a whole, those documents whose log is long or outdated. */
  compact(batch: Batch): void {
    for (const document of loggedDocuments) if (this.rooms[document].document.needsCompaction) this.writeWhole(document, batch)
  }

  private writeWhole(document: LoggedDocument, batch: Batch): void {
    batch.updates.push({ board: this.row.id, document, update: this.rooms[document].document.rewrite(), whole: true })
  }

  /** The turn is on disk. */
  flush(): void {
    const until = performance.now() + this.limits.turnTime
    for (const room of this.allRooms()) room.flush(until)
  }

  /** After the commit of a closing: nobody but the facilitator writes from now on, and there are no ballots. */
  freeze(): void {
    this.row.closed = true
    this.row.code = null
    this.ballots.clear()
    for (const room of this.openBallots.values()) room.endAll(closeCodes.notFound)
    this.openBallots.clear()
    this.loading.clear()
    this.rooms.wall.forgetOwners()
    for (const { connections } of Object.values(this.rooms)) {
      for (const connection of connections) if (connection.kind !== 'facilitator') connection.right = 'read'
    }
    this.stored = { ...this.row }
  }

  endAll(code: number): void {
    this.gone = code
    for (const room of this.allRooms()) room.endAll(code)
  }

  /**
   * A participant who has never answered and has nothing of the board open now: one who pressed twice, or has left, or was made up. Any
   * of them, so that it says nothing of who came when. Null where there is none.
   */
  emptySeat(): string | null {
    const unused = (participant: string): boolean => {
      const room = this.openBallots.get(participant)
      return !this.answered.has(participant) && !this.connections.has(participant) && !room?.waiting && !room?.changed
    }
    const empty = [...this.participants.values()].filter(unused)
    return empty[randomInt(Math.max(1, empty.length))] ?? null
  }

  /** After the commit that took a participant's ballot away. */
  forget(participant: string): void {
    for (const [key, owner] of this.participants) if (owner === participant) this.participants.delete(key)
    this.ballots.delete(participant)
    this.openBallots.get(participant)?.endAll(closeCodes.unknownKey)
    this.openBallots.delete(participant)
    this.loading.delete(participant)
  }

  /** Lets go of a ballot's document when nobody has it open and nothing of it waits. */
  unloadIdleBallots(): void {
    for (const [participant, room] of this.openBallots) {
      if (room.connections.size > 0 || room.waiting || room.changed) continue
      this.openBallots.delete(participant)
      this.loading.delete(participant)
    }
  }

  private async ballotRoom(participant: string): Promise<Room | null> {
    if (this.row.closed) return null
    let loading = this.loading.get(participant)
    if (!loading) {
      loading = this.loadBallot(participant)
      this.loading.set(participant, loading)
      loading.catch(() => this.loading.delete(participant))
    }
    return loading
  }

  private async loadBallot(participant: string): Promise<Room> {
    const state = await this.storage.ballot(this.row.id, participant)
    const room = new Room('ballot', state ? [state] : [], new Map(), this.limits)
    if (!this.row.closed) this.openBallots.set(participant, room)
    return room
  }
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = newDoc()
  Y.applyUpdate(doc, state)
  return doc
}
