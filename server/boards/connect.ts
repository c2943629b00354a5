import { closeCodes } from '../../src/core/board/api.ts'
import { parseDocumentName } from '../../src/documents/form.ts'
import type { CommitLoop } from '../commit/commit-loop.ts'
import { type Connection, newConnection, refuse } from '../documents/connection.ts'
import { isGuest } from '../documents/connections-by-key.ts'
import type { Inbound, Socket } from '../documents/messages.ts'
import type { Room } from '../documents/room.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import type { Access, Boards, DocumentSession, DocumentWish } from './contract.ts'
import { authorHash } from './keys.ts'
import type { BoardLimits } from './limits.ts'
import type { OpenBoard } from './open-board.ts'
import type { Registry } from './registry.ts'
import { right } from './rights.ts'

type Inside = {
  access: Boards['access']
  registry: Registry
  commits: CommitLoop<OpenBoard>
  limits: Pick<BoardLimits, 'boardConnections' | 'keyConnections'>
  report: Report
}

/** See `Boards.connect`. */
export async function connect(inside: Inside, wish: DocumentWish, socket: Socket): Promise<DocumentSession | number> {
  const { registry, limits, report } = inside
  const document = parseDocumentName(wish.document)
  let access: Access
  try {
    access = await inside.access(wish.board, wish.key)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cannot-store') return closeCodes.tryAgain
    if (error instanceof Refusal) return error.code === 'no-board' ? closeCodes.notFound : closeCodes.unknownKey
    throw error
  }
  if (!document) return closeCodes.notFound
  if (wish.generation !== null && wish.generation !== access.row.generation) return closeCodes.otherGeneration

  let board: OpenBoard | null
  try {
    board = await registry.hold(wish.board)
  } catch (error) {
    if (error instanceof Refusal) return closeCodes.tryAgain
    throw error
  }
  if (!board) return closeCodes.notFound
  const held = board
  const { boardConnections, keyConnections } = limits
  if (isGuest(access.kind) && held.connections.guests >= boardConnections) {
    registry.release(held)
    return closeCodes.tryAgain
  }
  const own = document.participant !== undefined && document.participant === access.participant
  const rightNow = () => right(access.kind, document.kind, { closed: held.row.closed, own })
  const connection = newConnection(socket, access.kind, rightNow(), authorHash(wish.document, wish.key ?? ''))
  const refused = connection.right === 'none' ? (own && held.row.closed ? closeCodes.notFound : closeCodes.notYours) : null
  let room: Room | null = null
  try {
    if (refused === null) room = await held.attach(wish.document, connection)
  } finally {
    if (!room) registry.release(held)
  }
  if (!room) {
    return refused ?? held.gone ?? closeCodes.notFound
  }
  // The board may have been closed while a ballot was loaded.
  connection.right = rightNow()
  const name = access.participant ?? access.kind
  const oldest = held.connections.add(name, connection, keyConnections[access.kind])
  if (oldest) refuse(oldest, closeCodes.tryAgain)
  report({ name: 'connected', document: document.kind })

  return new OpenSession(connection, name, room, held, inside)
}

/** A class, so that it holds nothing of what was looked up on the way to it: a board's row among it. */
class OpenSession implements DocumentSession {
  private readonly connection: Connection
  private readonly name: string
  private readonly room: Room
  private readonly board: OpenBoard
  private readonly inside: Inside
  private left = false

  constructor(connection: Connection, name: string, room: Room, board: OpenBoard, inside: Inside) {
    this.connection = connection
    this.name = name
    this.room = room
    this.board = board
    this.inside = inside
  }

  receive(message: Inbound): void {
    this.room.receive(this.connection, message)
    this.wake()
  }

  resync(): void {
    this.room.resync(this.connection)
    this.wake()
  }

  leave(): void {
    if (this.left) return
    this.left = true
    this.board.connections.remove(this.name, this.connection)
    this.room.leave(this.connection)
    this.inside.registry.release(this.board)
    this.inside.report({ name: 'disconnected', document: this.room.kind })
  }

  private wake(): void {
    if (this.room.waiting) this.inside.commits.wake(this.board)
  }
}
