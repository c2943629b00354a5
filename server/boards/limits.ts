import type { KeyKind } from '../../src/core/board/access.ts'

/** Limits of a board, of all boards together and of what is done to them from time to time, each with the reason for its number. */
export const boardLimits = {
  /** Messages of one document that one turn takes, and ms of looking at them, so that others get theirs. One is always taken. */
  messagesATurn: 2000,
  turnTime: 8,
  /** A board is quiet when nothing has come for this long, ms, and its long logs are written anew. How often it is looked, ms. */
  quietFor: 5000,
  compactQuietEvery: 2000,
  /**
   * Participants of a board: a hall of 200, and those who joined twice. On a full board a newcomer replaces a ballot that was never answered
   * and that nobody has open.
   */
  participants: 400,
  /**
   * Sockets of each key of a board; the oldest of a key gives way to its next, so that no key shuts out another. A facilitator or a
   * screen has three documents open, in twenty windows. A ballot's key has four: three windows, and what a phone leaves behind that
   * has changed network. The participant key, which all share who have not sat down yet, has three for each of 400.
   */
  keyConnections: { facilitator: 60, screen: 60, participant: 1200, ballot: 16, reader: 0 } satisfies Record<KeyKind, number>,
  /** Sockets of all participant and ballot keys of a board. Facilitators and screens have limits of their own. */
  boardConnections: 1200 + 400 * 16,
  /** Boards in memory at once, each some 100 kB: a region's schools on the same morning. */
  openBoards: 4000,
  /** Bytes of the disk that are kept for meetings that run, or a twentieth of a small disk: with less, no more boards are made. */
  diskKept: 256 * 1024 * 1024,
  /**
   * Ms. A server among several that is told to stop first says so at `/readyz`, for so long that the load balancer has asked: whoever comes back is sent elsewhere.
   * Its boards are then handed over within `handOverWithin`, so that not all people come back at once.
   */
  noticeFor: 3000,
  handOverWithin: 10_000,
  /** How often expired boards that nobody has open are looked for, ms. */
  deleteExpiredEvery: 60 * 60 * 1000,
  /** How long after the start walls are written anew that a killed server left with deleted notes in them, ms: who comes back is served first. */
  compactAfterCrashIn: 60_000,
  /** How often it is looked whether the date of an open board has come, or another process has deleted one, ms. */
  endGoneEvery: 2000
}
export type BoardLimits = typeof boardLimits
