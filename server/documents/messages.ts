/** What goes over a connection to a document, as the rooms know it. `transport/sync/frame.ts` knows the bytes. */

/** One client's presence: a Yjs client id, a clock that grows, and any small JSON value; null when it has left. */
export type Presence = { client: number; clock: number; state: unknown }

export type Inbound =
  /** Sync step 1: tells what the client has, and asks for what it lacks. */
  | { type: 'ask'; vector: Uint8Array }
  /** Sync step 2: all that the client has and the server lacked when it asked. */
  | { type: 'state'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'presence'; entries: Presence[] }
  | { type: 'who' }

export type Outbound =
  | { type: 'ask'; vector: Uint8Array }
  | { type: 'state'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'presence'; entries: Presence[] }
  | { type: 'saved'; count: number }
  | { type: 'refused'; count: number; code: number }

/**
 * All that a room knows of a socket. No call throws; after `close` nothing more is sent. False where the message is left
 * out because too much waits for a slow reader; a later one may be let through.
 */
export type Socket = {
  send(message: Outbound): boolean
  /** What is sent meanwhile goes out in one piece. */
  together(sending: () => void): void
  close(code: number): void
}
