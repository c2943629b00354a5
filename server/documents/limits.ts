import type { DocumentKind } from '../../src/core/board/access.ts'
import { updateLimits } from '../update-check/limits.ts'

/** Limits of one document and of who is present in it, each with the reason for its number. */
export const documentLimits = {
  ...updateLimits,
  /**
   * A wall of 200 notes, focus areas and actions is about 150 kB with its history; a session a few; a
   * ballot about 5 kB. Below the largest message, so that a client with too much is told so (4413) and not just cut off.
   */
  documentBytes: { session: 512 * 1024, wall: 768 * 1024, ballot: 64 * 1024, results: 1024 * 1024 } satisfies Record<DocumentKind, number>,
  /** Yjs client ids in one document: 400 people who have each opened it a dozen times. Joining takes longer the more there are. */
  documentClients: 5000,
  /** Structs of one document: a long meeting's wall has 10,000. Each takes 200 bytes in memory, and loading 60,000 takes 50 ms. */
  documentStructs: 60_000,
  /** Updates, and bytes of them, that may come before what they build on, while a client that typed offline is asked for the rest. */
  pendingUpdates: 200,
  pendingBytes: 64 * 1024,
  /** Rows, or bytes, of a document's log before it is written anew as a whole: opening stays under 50 ms. */
  logRows: 500,
  logBytes: 256 * 1024,
  /**
   * Rows of a log that are written anew as one when the board has been quiet: what is stored as one is sent on as it is to who comes first
   * after a restart. A wall of which something was deleted is so too, of however few rows.
   */
  quietRows: 30,
  /** One person's presence is an id and a place. */
  presenceBytes: 2048,
  /** People who have left, whose last clock is remembered so that they are known to be gone: the latest so many. */
  presencesKept: 1000,
  /** Presence of all who changed goes out at most this often, ms. */
  presenceEvery: 50
}
export type DocumentLimits = typeof documentLimits
