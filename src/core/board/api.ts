import type { Way } from '../ballot/way.ts'
import type { Workshop } from '../workshop/workshop.ts'
import type { KeyKind } from './access.ts'
import type { Settings } from './settings.ts'

/** The HTTP calls' bodies and answers (design: /api). Dates are ISO strings, times Unix milliseconds. */

export type MakeBoard = { title: string; workshop: Workshop; settings: Settings }
export type MadeBoard = {
  board: string
  /** Eight characters without look-alikes. */
  code: string
  keys: { facilitator: string; participant: string; screen: string }
  /** ISO time at which the board is deleted by itself. */
  expires: string
}

export type JoinBoard = { code: string }
export type JoinedBoard = { board: string; key: string }

/** `way`: how the ballot will come; a phone where it is absent. Paper is typed in by a facilitator alone. */
export type MakeParticipant = { way?: Way }
export type MadeParticipant = { participant: string; key: string }

export type BoardInfo = {
  board: string
  title: string
  workshop: { slug: string; title: string; minutes: number }
  settings: Settings
  /** What the key that asked opens. */
  kind: KeyKind
  /** The ballot that the key opens, where it opens one. */
  participant?: string
  closed: boolean
  made: string
  expires: string
  /** Distinguishes this board's documents from those of a board restored from an older copy: `?g=` on the sync URL. */
  generation: number
  /** The server's clock as it answered, Unix ms. */
  now: number
  /** Where no server has answered, but this device with what it has kept. */
  kept?: true
  /**
   * Origins by which other devices reach the server, the likeliest first: the public address where one is set, else, for a
   * facilitator or big screen on the server's own machine, its addresses on the networks. Absent where the page's own will do.
   */
  reach?: string[]
  /** How others join; absent once the board is closed. */
  invite?: { code: string; participant: string /** Facilitators only. */; screen?: string }
  /** Facilitators only, also once the board is closed: the key of the minutes' link, which reads the minutes and lets nobody in. */
  reader?: string
}

export type ErrorBody = { error: { code: string; message: string } }

/** Close codes of a sync socket. 4400 to 4499 are final for y-websocket 3.1; all others are retried. */
export const closeCodes = {
  restart: 1012,
  malformed: 4400,
  unknownKey: 4401,
  notYours: 4403,
  notFound: 4404,
  otherGeneration: 4409,
  deleted: 4410,
  tooLarge: 4413,
  otherProtocol: 4426,
  tooFast: 4429,
  tryAgain: 4503
} as const

/** The subprotocol that the server selects; the key is the second one that the client offers. */
export const SUBPROTOCOL = 'pejling'

/**
 * Our own message type on a sync socket. Its body is varUint kind (0 saved, 1 refused), varUint count: of the document
 * messages (sync step 2 and update) that this connection has sent, the first `count` are on disk.
 * A refusal carries the same count, then a close code as varUint, and the socket is closed with it.
 */
export const MESSAGE_SAVED = 100
export const SAVED = 0
export const REFUSED = 1

/** Another of our own: a client that asks sends this byte alone, and is answered with it and the server's clock (varUint, Unix ms). */
export const MESSAGE_TIME = 101
