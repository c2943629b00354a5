import type { KeyKind } from '../../src/core/access.ts'
import type { BoardInfo, JoinedBoard, MadeBoard, MadeParticipant, MakeBoard } from '../../src/core/api.ts'
import type { Minutes } from '../../src/core/minutes.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { Workshop } from '../../src/core/workshop.ts'
import type { CommitLoop } from '../commit/commit-loop.ts'
import type { Limits } from '../limits.ts'
import type { BoardRow } from '../storage/storage.ts'
import type { OpenBoard } from './open-board.ts'
import type { Registry } from './registry.ts'

/** What a key opens: the board, the kind of key, and the participant whose ballot it is. */
export type Access = { row: BoardRow; kind: KeyKind; participant: string | null }

/** Boards as the outside knows them. Calls throw a Refusal where they are not granted, or storage does not do its part. */
export type Boards = {
  make(wish: MakeBoard): Promise<MadeBoard>
  /** Null where the code opens nothing. */
  join(code: string): Promise<JoinedBoard | null>
  access(board: string, key: string | null): Promise<Access>
  info(access: Access): BoardInfo
  /** What the board was made with, and how long it stays true, s: to the board's date. */
  workshop(access: Access): { workshop: Workshop; seconds: number }
  addParticipant(access: Access): Promise<MadeParticipant>
  changeSettings(access: Access, wish: { privacy?: Settings['privacy']; minimum?: number }): Promise<Settings>
  close(access: Access): Promise<{ destroyed: number }>
  remove(access: Access): Promise<void>
  minutes(access: Access): Promise<Minutes>
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
  /** Stores what waits and ends all connections with this code. */
  stop(code: number): Promise<void>
  readonly limits: Limits
  readonly registry: Registry
  readonly commits: CommitLoop<OpenBoard>
}
