import type { KeyKind, Right } from '../../src/core/board/access.ts'
import type { Socket } from './messages.ts'

/** One socket to one document. */
export type Connection = {
  readonly socket: Socket
  readonly kind: KeyKind
  /** Changes once, when the board is closed. */
  right: Right
  /** Hash that stands for the key among the document's authors. */
  readonly author: string
  /** Document messages (sync step 2 and update) that have come over this connection and been looked at. */
  received: number
  /** Of those, so many are on disk. */
  saved: number
  /** Updates that were left out because something before them is missing, until the client has sent all it has. */
  pendingUpdates: Uint8Array[]
  /** Set from the first sync step 1: only then does it get updates. */
  synced: boolean
  /**
   * Not null while its reader is too slow: what it had been sent by then, as a state vector. It gets nothing more until it has
   * caught up, and then all that it missed at once.
   */
  missed: Uint8Array | null
  /** A close code, from the moment that the connection is ending. */
  ending: number | null
  /** The Yjs client id that it speaks for in awareness. */
  presence?: number
}

/** A connection that has sent and received nothing. `author`: see `Connection.author`. */
export function newConnection(socket: Socket, kind: KeyKind, right: Right, author: string): Connection {
  return { socket, kind, right, author, received: 0, saved: 0, pendingUpdates: [], synced: false, missed: null, ending: null }
}

/** Ends a connection: what it has sent is confirmed as far as it is on disk, the rest refused. */
export function refuse(connection: Connection, code: number): void {
  connection.ending = code
  connection.socket.send({ type: 'refused', count: connection.saved, code })
  connection.socket.close(code)
}
