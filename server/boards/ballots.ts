import * as Y from 'yjs'
import type { Ballot } from '../../src/core/ballot/ballot.ts'
import type { CameBallot, Way } from '../../src/core/ballot/way.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import type { BoardId, ParticipantId } from '../../src/core/board/ids.ts'
import { readBallot, wasUsed } from '../../src/documents/ballot.ts'
import type { DocumentLimits } from '../documents/limits.ts'
import { newDoc } from '../documents/new-doc.ts'
import { Room } from '../documents/room.ts'
import type { Batch, Storage, StoredBoard } from '../storage/storage.ts'

/** The ballots of an open board: what each says as of this turn, and the rooms of those that somebody has open. */
export class Ballots {
  private readonly board: BoardId
  private readonly storage: Storage
  private readonly limits: DocumentLimits
  private readonly contents: Map<ParticipantId, Ballot>
  private readonly answered: Set<ParticipantId>
  /** Of those that come otherwise than by phone, as of this turn. */
  private readonly ways: Map<ParticipantId, Way>
  private readonly loading = new Map<ParticipantId, Promise<Room>>()
  private readonly open = new Map<ParticipantId, Room>()
  private destroyed: boolean

  /** Throws where a ballot cannot be read. */
  constructor({ row, ballots, ways }: StoredBoard, storage: Storage, limits: DocumentLimits) {
    const docs = [...ballots].map(([participant, state]) => [participant, docOf(state)] as const)
    this.board = row.id
    this.destroyed = row.closed
    this.storage = storage
    this.ways = new Map(ways)
    this.limits = limits
    this.contents = new Map(docs.map(([participant, doc]) => [participant, readBallot(doc)]))
    this.answered = new Set(docs.filter(([, doc]) => wasUsed(doc)).map(([participant]) => participant))
  }

  /** The rooms that are in memory. */
  get rooms(): Iterable<Room> {
    return this.open.values()
  }

  /** Every ballot in which something was ever answered. */
  get all(): CameBallot[] {
    return [...this.contents].map(([participant, ballot]) => ({ ...ballot, way: this.ways.get(participant) ?? 'phone' }))
  }

  /** How many participants do not come by a phone of their own. */
  get otherWays(): number {
    return this.ways.size
  }

  /** A participant's ballot will come this way. */
  expect(participant: ParticipantId, way: Way): void {
    if (way !== 'phone') this.ways.set(participant, way)
  }

  /** A participant's place is given up in this turn. */
  expectNoMore(participant: ParticipantId): void {
    this.ways.delete(participant)
  }

  /** [settings-frozen] How many have ever answered, whether or not they have taken it back. */
  get answeredCount(): number {
    return this.answered.size
  }

  /** A ballot's room, loaded where it is not in memory. Null once the ballots are destroyed. A caller asks `has` whether it was unloaded meanwhile. */
  async room(participant: ParticipantId): Promise<Room | null> {
    if (this.destroyed) return null
    let loading = this.loading.get(participant)
    if (!loading) {
      loading = this.load(participant)
      this.loading.set(participant, loading)
      loading.catch(() => this.loading.delete(participant))
    }
    return loading
  }

  /** Whether this room is still the ballot's, and was not unloaded. */
  has(participant: ParticipantId, room: Room): boolean {
    return this.open.get(participant) === room
  }

  /** Reads anew what this turn has changed. False where it has changed no ballot. */
  readChanged(): boolean {
    let changed = false
    for (const [participant, room] of this.open) {
      if (!room.changed) continue
      this.contents.set(participant, readBallot(room.doc))
      if (wasUsed(room.doc)) this.answered.add(participant)
      changed = true
    }
    return changed
  }

  /** Adds the ballots that this turn has changed to a batch. */
  addChanged(batch: Batch): void {
    for (const [participant, room] of this.open) {
      if (room.changed) batch.ballots.push({ board: this.board, participant, state: Y.encodeStateAsUpdate(room.doc) })
    }
  }

  /** True for a participant who has never answered and of whom nothing waits to be stored. */
  isUnused(participant: ParticipantId): boolean {
    const room = this.open.get(participant)
    return !this.answered.has(participant) && !room?.busy
  }

  /** Ends the room of a ballot that is gone from disk. */
  forget(participant: ParticipantId): void {
    this.contents.delete(participant)
    this.open.get(participant)?.endAll(closeCodes.unknownKey)
    this.open.delete(participant)
    this.loading.delete(participant)
  }

  /** Ends all of it: the ballots are gone from disk. */
  destroy(): void {
    this.destroyed = true
    this.contents.clear()
    for (const room of this.open.values()) room.endAll(closeCodes.notFound)
    this.open.clear()
    this.loading.clear()
  }

  /** Unloads the rooms that nobody has open and of which nothing waits. */
  unloadIdle(): void {
    for (const [participant, room] of this.open) {
      if (room.connections.size > 0 || room.busy) continue
      this.open.delete(participant)
      this.loading.delete(participant)
    }
  }

  private async load(participant: ParticipantId): Promise<Room> {
    const state = await this.storage.ballot(this.board, participant)
    const room = new Room('ballot', state ? [state] : [], new Map(), this.limits)
    if (!this.destroyed) this.open.set(participant, room)
    return room
  }
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = newDoc()
  Y.applyUpdate(doc, state)
  return doc
}
