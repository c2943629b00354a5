import type { Way } from '../../src/core/ballot/way.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import type { BoardId, KeyHash, ParticipantId } from '../../src/core/board/ids.ts'
import { changeSettings, type Settings } from '../../src/core/board/settings.ts'
import type { Results } from '../../src/core/figures/results.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { parseDocumentName } from '../../src/documents/form.ts'
import { readResults, writeResults } from '../../src/documents/results.ts'
import { readSteering, readTitle } from '../../src/documents/session.ts'
import { readWall } from '../../src/documents/wall.ts'
import { minutesOf } from '../../src/steps/minutes.ts'
import { resultsAfter } from '../../src/steps/publish.ts'
import type { Member } from '../commit/commit-loop.ts'
import { type Connection, refuse } from '../documents/connection.ts'
import { ConnectionsByKey } from '../documents/connections-by-key.ts'
import type { DocumentLimits } from '../documents/limits.ts'
import { Room } from '../documents/room.ts'
import { Refusal, type RefusalCode } from '../refusal.ts'
import { type Batch, type BoardRow, emptyBatch, type LoggedDocument, loggedDocuments, type Storage, type StoredBoard } from '../storage/storage.ts'
import { Ballots } from './ballots.ts'
import type { BoardLimits } from './limits.ts'
import { Seats } from './seats.ts'

type OpenBoardLimits = DocumentLimits & Pick<BoardLimits, 'participants' | 'messagesATurn' | 'turnTime' | 'quietFor'>

/**
 * A board in memory: its shared documents, its ballots, its participants and its row.
 * One turn of it is `applyIncoming` (what has come in is applied, results follow), a commit of its `batch`, and `flush` (others see it).
 * Acts such as `close` add to a batch between two turns, or throw a Refusal before they have changed anything.
 */
export class OpenBoard implements Member {
  readonly rooms: Readonly<Record<LoggedDocument, Room>>
  readonly connections = new ConnectionsByKey()
  private readonly ballots: Ballots
  private readonly seats: Seats
  /** The row as of this turn, and as it is on disk. */
  private current: BoardRow
  private committed: BoardRow
  private ended: number | null = null
  /** What follows from this turn's acts once they are on disk. */
  private onceCommitted: (() => void)[] = []
  /** When a document last changed, or the board was loaded, ms of the process's clock. */
  private changedAt = performance.now()
  private readonly limits: OpenBoardLimits

  /** Throws where a ballot cannot be read. */
  constructor(stored: StoredBoard, storage: Storage, limits: OpenBoardLimits) {
    const { row, documents } = stored
    const room = (document: LoggedDocument): Room => new Room(document, documents[document].updates, documents[document].authors, limits)
    this.rooms = { session: room('session'), wall: room('wall'), results: room('results') }
    this.ballots = new Ballots(stored, storage, limits)
    this.seats = new Seats(stored.participants)
    this.current = row
    this.committed = row
    this.limits = limits
  }

  get id(): BoardId {
    return this.current.id
  }

  /** The row as it is on disk: what calls are answered from. */
  get row(): Readonly<BoardRow> {
    return this.committed
  }

  /** The code with which it ended: deleted, or not stored as it stands here. Null while it is there. */
  get gone(): number | null {
    return this.ended
  }

  /** The participant on disk whose ballot's key has this hash. */
  participantWith(key: KeyHash): ParticipantId | null {
    return this.seats.participantWith(key)
  }

  /**
   * Puts a connection into the room of a document. Null if the name stands for nothing, or for a ballot that is destroyed. A ballot may be
   * unloaded again while this waits for it, hence the loop.
   */
  async attach(name: string, connection: Connection): Promise<Room | null> {
    const document = parseDocumentName(name)
    if (!document) return null
    const { kind, participant = '' } = document
    for (;;) {
      const room = kind === 'ballot' ? await this.ballots.room(participant) : this.rooms[kind]
      if (!room || this.ended !== null) return null
      // While it was loaded its ballot may have been laid, or have given its place to another's.
      if (kind === 'ballot' && !this.seats.isOpen(participant)) return null
      if (kind === 'ballot' && !this.ballots.has(participant, room)) continue
      room.connections.add(connection)
      return room
    }
  }

  private *allRooms(): Iterable<Room> {
    yield* Object.values(this.rooms)
    yield* this.ballots.rooms
  }

  get waiting(): boolean {
    for (const room of this.allRooms()) if (room.waiting) return true
    return false
  }

  caughtUp(): () => boolean {
    const marks = [...this.allRooms()].filter(room => room.waiting).map(room => room.caughtUp())
    return () => marks.every(passed => passed())
  }

  /** True while it has unsaved changes, or deleted text still on disk: it stays in memory then. */
  get busy(): boolean {
    if (this.rooms.wall.document.hasDeletedText) return true
    for (const room of this.allRooms()) if (room.busy) return true
    return false
  }

  /** From time to time. Whether `compact` has something to do: nothing has changed for a while, and some log is long or holds deleted text. */
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

  /** The minutes as of this turn: between two commits nothing is read that is not stored. */
  minutes(): Minutes {
    const { made, expires, closed, workshop, title } = this.current
    const dates = { made: new Date(made).toISOString(), expires: new Date(expires).toISOString() }
    const wall = readWall(this.rooms.wall.doc)
    return minutesOf({ title: readTitle(this.rooms.session.doc) || title, ...dates, closed, workshop, results: this.results, wall })
  }

  applyIncoming(writable: boolean): void {
    const until = performance.now() + this.limits.turnTime
    for (const room of this.allRooms()) {
      room.unwritable = !writable
      room.apply(this.limits.messagesATurn, until)
    }
    const answered = this.ballots.readChanged()
    if (answered || this.rooms.session.changed) this.publish()
  }

  /** Adds a participant, who counts as one of this turn, and whose ballot will come this way. On a full board an empty seat is given up for them. */
  addParticipant(batch: Batch, participant: ParticipantId, key: KeyHash, way: Way): void {
    this.refuseClosed()
    if (this.seats.count >= this.limits.participants) {
      const left = this.emptySeat()
      if (left === null) throw new Refusal('too-many-participants')
      batch.left.push({ board: this.id, participant: left })
      this.ballots.expectNoMore(left)
      this.onceCommitted.push(() => this.forget(left))
    } else this.seats.reserve()
    this.ballots.expect(participant, way)
    this.publish()
    batch.participants.push({ board: this.id, participant, key, way })
    this.onceCommitted.push(() => this.seats.fill(key, participant))
  }

  /** [laid-stays-laid] Lays a ballot: it counts on, and once that is on disk its key opens nothing, and what it had open is closed. */
  layBallot(batch: Batch, participant: ParticipantId): void {
    this.refuseClosed()
    if (!this.seats.isOpen(participant)) throw new Refusal('unknown-key')
    batch.laid.push({ board: this.id, participant })
    this.onceCommitted.push(() => {
      this.seats.lay(participant)
      for (const connection of this.connections.of(participant)) refuse(connection, closeCodes.unknownKey)
    })
  }

  /** Changes the settings as far as the rules of core let it. */
  changeSettings(batch: Batch, wish: Partial<Pick<Settings, 'privacy' | 'minimum'>>): void {
    this.refuseClosed()
    const published = Object.keys(this.results.published).length
    const changed = changeSettings(this.current.settings, wish, { ballots: this.ballots.answeredCount, published })
    if (!changed.ok) throw new Refusal(refusals[changed.reason])
    const { settings } = changed
    this.current = { ...this.current, settings }
    this.publish()
    batch.settings.push({ board: this.id, settings })
    this.onceCommitted.push(() => {
      this.committed = { ...this.committed, settings }
    })
  }

  /** Publishes what is revealed and closes the board. Once that is on disk nobody but the facilitator writes, and there are no ballots. */
  close(batch: Batch): void {
    this.refuseClosed()
    this.publish()
    const { results } = this
    // An empty seat is no answer that could be destroyed.
    const closed = { ...results, closed: { destroyed: results.answered } }
    this.rooms.results.write(doc => writeResults(doc, closed))
    // What people write in stays as it stands now, without its past.
    for (const document of ['session', 'wall'] as const) this.writeWhole(document, batch)
    batch.closed.push(this.id)
    this.onceCommitted.push(() => this.freeze())
  }

  /** Adds to a batch, as a whole, those documents whose log is long or holds deleted text. */
  compact(batch: Batch): void {
    for (const document of loggedDocuments) if (this.rooms[document].document.needsCompaction) this.writeWhole(document, batch)
  }

  batch(): Batch {
    const batch = emptyBatch()
    const board = this.id
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
    this.ballots.addChanged(batch)
    return batch
  }

  flush(): void {
    for (const follow of this.onceCommitted.splice(0)) follow()
    const until = performance.now() + this.limits.turnTime
    for (const room of this.allRooms()) room.flush(until)
    this.ballots.unloadIdle()
  }

  endAll(code: number): void {
    this.ended = code
    for (const room of this.allRooms()) room.endAll(code)
  }

  private refuseClosed(): void {
    if (this.current.closed) throw new Refusal('closed')
  }

  /** Brings the results up to what ballots, steering and people are now. */
  private publish(): void {
    const { current, rooms, seats, ballots } = this
    const wall = readWall(rooms.wall.doc)
    const next = resultsAfter(this.results, {
      settings: current.settings,
      workshop: current.workshop,
      phones: seats.count - ballots.otherWays,
      ballots: ballots.all,
      steering: readSteering(rooms.session.doc, current.workshop),
      notes: wall.notes,
      agreed: wall.focus.length > 0
    })
    rooms.results.write(doc => writeResults(doc, next))
  }

  private writeWhole(document: LoggedDocument, batch: Batch): void {
    batch.updates.push({ board: this.id, document, update: this.rooms[document].document.rewrite(), whole: true })
  }

  private freeze(): void {
    this.current = { ...this.current, closed: true, code: null }
    this.committed = { ...this.current }
    this.ballots.destroy()
    this.rooms.wall.forgetAuthors()
    for (const { connections } of Object.values(this.rooms)) {
      for (const connection of connections) if (connection.kind !== 'facilitator') connection.right = 'read'
    }
  }

  /** A participant who has never answered and has nothing of the board open. */
  private emptySeat(): ParticipantId | null {
    return this.seats.drawEmpty(participant => this.ballots.isUnused(participant) && !this.connections.has(participant))
  }

  private forget(participant: ParticipantId): void {
    this.seats.clear(participant)
    this.ballots.forget(participant)
  }
}

const refusals = {
  frozen: 'settings-frozen',
  'less-private': 'less-private',
  published: 'already-published',
  'lower-minimum': 'lower-minimum',
  'out-of-range': 'minimum-out-of-range'
} as const satisfies Record<string, RefusalCode>
