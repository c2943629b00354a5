import type { Way } from '../../src/core/ballot/way.ts'
import type { BoardId, KeyHash, ParticipantId } from '../../src/core/board/ids.ts'
import type { Settings } from '../../src/core/board/settings.ts'
import type { Workshop } from '../../src/core/workshop/workshop.ts'

/** What is stored of a board itself. Nothing in it opens the board: keys are hashes, the code is an HMAC. */
export type BoardRow = {
  id: BoardId
  title: string
  /** Unix ms. */
  made: number
  /** Unix ms; from then on the board is refused, and soon deleted. */
  expires: number
  closed: boolean
  settings: Settings
  workshop: Workshop
  /** Distinguishes these documents from those of the same board restored from an older copy. */
  generation: number
  /** Hash of the facilitator's key. */
  facilitator: KeyHash
  /** HMAC of the join code, unique among open boards; null once the board is closed. */
  code: string | null
}

/** The documents that are stored as a log of updates. A ballot is stored whole, one row a participant. */
export const loggedDocuments = ['session', 'wall', 'results'] as const
export type LoggedDocument = (typeof loggedDocuments)[number]

/** What stands in the place of a key's hash once its ballot is laid: no key has it, since a hash has no colon. */
export const laidKey = (participant: ParticipantId): KeyHash => `laid:${participant}`

/** Everything that one turn of the server changes. It is stored whole or not at all. */
export type Batch = {
  /** In order. `whole` says that the update is the whole document and replaces what is stored of it. */
  updates: { board: BoardId; document: LoggedDocument; update: Uint8Array; whole: boolean }[]
  /** Replaces the participant's stored ballot. */
  ballots: { board: BoardId; participant: ParticipantId; state: Uint8Array }[]
  /** New participants, each with the hash of the ballot's key, and the way that the ballot comes; absent for a phone. */
  participants: { board: BoardId; participant: ParticipantId; key: KeyHash; way?: Way }[]
  /** [laid-stays-laid] Participants whose ballot's key opens nothing from now on. The ballot stays. */
  laid: { board: BoardId; participant: ParticipantId }[]
  /** Participants to take away, with their ballots. Those of the same batch take their places. */
  left: { board: BoardId; participant: ParticipantId }[]
  /** Who may continue a Yjs client id in a document; `author` is a hash that matches no other stored hash. */
  authors: { board: BoardId; document: LoggedDocument; client: number; author: string }[]
  settings: { board: BoardId; settings: Settings }[]
  /** Boards to close: their ballots, authors and join codes are destroyed, beyond recovery from the files. */
  closed: BoardId[]
}

/** A batch that stores nothing. */
export const emptyBatch = (): Batch => ({ updates: [], ballots: [], participants: [], laid: [], left: [], authors: [], settings: [], closed: [] })

/** Whether a batch stores nothing. */
export const isEmpty = (batch: Batch): boolean => Object.values(batch).every(part => part.length === 0)

/** All that a board is held in memory with. */
export type StoredBoard = {
  row: BoardRow
  /** Of each document what is stored of it, to be applied in order, and who may continue which Yjs client id. */
  documents: Record<LoggedDocument, { updates: Uint8Array[]; authors: Map<number, string> }>
  /** Participant → ballot, of all that have one. */
  ballots: Map<ParticipantId, Uint8Array>
  /** Hash of the ballot's key → participant; of a ballot that is laid `laidKey`. */
  participants: Map<KeyHash, ParticipantId>
  /** Participant → the way that the ballot comes, of all that come otherwise than by phone. */
  ways: Map<ParticipantId, Way>
}

/** What keeps storage from storing, or from reading. */
export type FaultKind = 'full' | 'read-only' | 'damaged' | 'failing'

/**
 * Rejections that say something of the storage itself and not of what was asked of it: then no other write will fare better.
 * `damaged` may come from reading too. The message is the storage's own.
 */
export class StorageFault extends Error {
  readonly fault: FaultKind
  constructor(fault: FaultKind, message: string) {
    super(message)
    this.name = 'StorageFault'
    this.fault = fault
  }
}

/** Another server has the board that was asked for: it is that one's to read and to change. */
export class OwnedElsewhere extends Error {
  constructor() {
    super('Another server has the board')
    this.name = 'OwnedElsewhere'
  }
}

/** A board as an operator sees it: nothing of what it is about. `bytes` is what its documents and ballots take. */
export type ListedBoard = { id: BoardId; made: number; expires: number; closed: boolean; people: number; bytes: number }

/**
 * Where boards are kept. All answers are copies that the caller may keep; a workshop's is only to be read, since boards with the same share it. Whatever a call has changed is durable when
 * its promise is fulfilled; where it is rejected, nothing has changed. `tests/contract/storage.test.ts` is the contract in full.
 */
export type Storage = {
  /** Stores a new board with its first documents. False, and nothing stored, where its id or its code is taken. */
  make(board: BoardRow, documents: { session: Uint8Array; results: Uint8Array }): Promise<boolean>
  board(id: BoardId): Promise<BoardRow | null>
  /** The whole board as it is at one moment. Where several servers share the storage it is this one's from now on; rejects with `OwnedElsewhere` where it is another's. */
  load(id: BoardId): Promise<StoredBoard | null>
  /** Id of the open board with this code HMAC. */
  boardByCode(code: string): Promise<BoardId | null>
  /** Id of the board, open or closed, with this facilitator's key hash. */
  boardByFacilitator(key: KeyHash): Promise<BoardId | null>
  /** Ids of boards that expired at `now` or earlier. */
  expired(now: number): Promise<BoardId[]>
  /** Ids of boards of whose wall something was deleted that still stands in its log: behind the first, an update does not end with a zero byte. */
  boardsWithDeletedText(): Promise<BoardId[]>
  /** Deletes everything of a board, beyond recovery from the files. Nothing happens where there is none. */
  remove(board: BoardId): Promise<void>

  /** All boards, in the order of their making. */
  list(): Promise<ListedBoard[]>
  /**
   * Whether another process has changed anything since this was last asked, or since the storage was opened: then what is
   * held in memory of a board may be of one that is no more.
   */
  changedElsewhere(): Promise<boolean>

  participantByKey(board: BoardId, key: KeyHash): Promise<ParticipantId | null>
  /** What is stored of a document, to be applied in order. */
  document(board: BoardId, document: LoggedDocument): Promise<Uint8Array[]>
  ballots(board: BoardId): Promise<Map<ParticipantId, Uint8Array>>
  ballot(board: BoardId, participant: ParticipantId): Promise<Uint8Array | null>

  /** Rejects, and stores nothing, where the batch names a board that is not there. */
  commit(batch: Batch): Promise<void>
  /** The board is in memory no more: where several servers share the storage, any of them may load it from now on. */
  release(board: BoardId): Promise<void>
  /** Bytes of the disk that may still be written, and of all of it; infinite where there is no disk. */
  room(): Promise<{ free: number; total: number }>
  /** Writes as much as a busy turn does, and rejects where that cannot be stored. */
  probe(): Promise<void>
  close(): Promise<void>
}
