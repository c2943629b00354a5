import { randomInt } from 'node:crypto'
import type { KeyHash, ParticipantId } from '../../src/core/board/ids.ts'
import { laidKey } from '../storage/storage.ts'

/** The participants of a board that are on disk, and how many there are as of this turn. */
export class Seats {
  /** Hash of a ballot's key → participant. */
  private readonly owners: Map<KeyHash, ParticipantId>
  /** As of this turn: one may be on its way to disk. */
  private taken: number

  constructor(owners: Map<KeyHash, ParticipantId>) {
    this.owners = owners
    this.taken = owners.size
  }

  get count(): number {
    return this.taken
  }

  /** The participant whose ballot's key has this hash; null if there is none. */
  participantWith(key: KeyHash): ParticipantId | null {
    return this.owners.get(key) ?? null
  }

  /** Whether a participant is there whose ballot some key still opens. */
  isOpen(participant: ParticipantId): boolean {
    return !this.owners.has(laidKey(participant)) && [...this.owners.values()].includes(participant)
  }

  /** One of those that may be given up, drawn by lot: the choice tells nothing of who came when. Null if there is none. */
  drawEmpty(isEmpty: (participant: ParticipantId) => boolean): ParticipantId | null {
    const empty = [...this.owners.values()].filter(isEmpty)
    return empty[randomInt(Math.max(1, empty.length))] ?? null
  }

  /** Counts one more, who is not on disk yet. */
  reserve(): void {
    this.taken++
  }

  /** A participant is on disk, who was reserved or takes the place of one that has left. */
  fill(key: KeyHash, participant: ParticipantId): void {
    this.owners.set(key, participant)
  }

  /** [laid-stays-laid] A participant's ballot is laid, on disk: its key opens nothing any more. */
  lay(participant: ParticipantId): void {
    this.clear(participant)
    this.owners.set(laidKey(participant), participant)
  }

  /** A participant has left the disk, and somebody else takes the place. */
  clear(participant: ParticipantId): void {
    for (const [key, owner] of this.owners) if (owner === participant) this.owners.delete(key)
  }
}
