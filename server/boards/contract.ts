import type { KeyKind } from '../../src/core/board/access.ts'
import type { BoardInfo, JoinedBoard, MadeBoard, MadeParticipant, MakeBoard, MakeParticipant } from '../../src/core/board/api.ts'
import type { BoardId, Key, ParticipantId } from '../../src/core/board/ids.ts'
import type { Settings } from '../../src/core/board/settings.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import type { Workshop } from '../../src/core/workshop/workshop.ts'
import type { Inbound, Socket } from '../documents/messages.ts'
import type { BoardRow } from '../storage/storage.ts'
import type { OpenBoard } from './open-board.ts'

/** What a key opens: the board, the kind of key, and the participant whose ballot it is. */
export type Access = { row: Readonly<BoardRow>; kind: KeyKind; participant: ParticipantId | null }

/** What a socket asks for: a document by its name on the wire, with a key, and the generation that the client knows. */
export type DocumentWish = { board: BoardId; document: string; key: Key | null; generation: number | null }

/** A socket's open way into a document. */
export type DocumentSession = {
  receive(message: Inbound): void
  /** The reader was too slow and has caught up: it is sent what it missed. */
  resync(): void
  leave(): void
}

/** Boards as the outside knows them. Calls throw a Refusal where they are not granted, or storage does not do its part. */
export type Boards = {
  make(wish: MakeBoard): Promise<MadeBoard>
  /** Null where the code opens nothing. */
  join(code: string): Promise<JoinedBoard | null>
  /** [recovery-code] The facilitator's way in. Null where the recovery code opens nothing. */
  recover(code: string): Promise<JoinedBoard | null>
  access(board: BoardId, key: Key | null): Promise<Access>
  info(access: Access): BoardInfo
  /** What the board was made with, and how long it stays true, s: to the board's date. */
  workshop(access: Access): { workshop: Workshop; seconds: number }
  addParticipant(access: Access, wish: MakeParticipant): Promise<MadeParticipant>
  /** [laid-stays-laid] The ballot that the key opens counts on, and the key opens nothing any more. */
  layBallot(access: Access): Promise<void>
  changeSettings(access: Access, wish: { privacy?: Settings['privacy']; minimum?: number }): Promise<Settings>
  close(access: Access): Promise<{ destroyed: number }>
  remove(access: Access): Promise<void>
  minutes(access: Access): Promise<Minutes>
  /**
   * Opens a document for a key, or answers with the code to close the socket with. Nothing of the document has been sent
   * by then: it is the client that begins, with sync step 1.
   */
  connect(wish: DocumentWish, socket: Socket): Promise<DocumentSession | number>
  /** Rejects where nothing can be stored. */
  check(): Promise<void>
  /** Deletes what has expired. */
  deleteExpired(): Promise<void>
  /** Ends boards whose date has come, and those that another process has deleted. */
  endGoneBoards(): Promise<void>
  /** Rewrites long logs of quiet boards as one snapshot, which also removes deleted text. */
  compactQuietBoards(): Promise<void>
  /** The same for walls that a crash left with deleted text on disk. */
  compactAfterCrash(): Promise<void>
  /**
   * [one-owner] Gives the boards up to other servers, one after the other within `ms`. What waits of a board is stored, its connections end with `code`, and then
   * it is released.
   */
  handOver(code: number, ms: number): Promise<void>
  /** Stores what waits and ends all connections with this code. */
  stop(code: number): Promise<void>
  /** [one-owner] Ends all connections at once, to be opened anew: this server may no longer have its boards. */
  giveUp(): void
  /** Fulfilled when nothing waits to be stored. */
  idle(): Promise<void>
  /** The board, where it is in memory: for tests, which look at what nobody is told. */
  loaded(board: BoardId): Promise<OpenBoard | null>
}
