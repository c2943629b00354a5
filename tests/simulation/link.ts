import * as Y from 'yjs'
import type { DocumentSession } from '../../server/boards/contract.ts'
import type { Inbound, Outbound } from '../../server/documents/messages.ts'
import type { Random } from '../support/random.ts'
import type { ServerLife } from './server-life.ts'

/** What a link needs of the world around it. Times are ms of a clock that only the simulation moves. */
export type World = {
  readonly random: Random
  readonly now: number
  after(ms: number, happens: () => void): void
  /** The server that a new connection comes to: the board's, where it has one. */
  reach(): ServerLife
  readonly board: string
  /** Yjs client ids that no other document of this run has. */
  newClient(): number
}

const REMOTE = Symbol('remote')
/** Longest delay of one message, ms. Messages of a direction keep their order, as over TCP. */
const SLOWEST = 80

/** A document of one person's device and its connection, which behaves as y-websocket's provider does. */
export class Link {
  readonly document: string
  readonly key: string
  doc: Y.Doc
  /** Client ids → clocks that the server has called saved, and that were seen of others: nothing of that may ever be missing. */
  readonly promised = new Map<number, number>()
  /** Close codes that a well-behaved client should never get. */
  readonly refusals: number[] = []
  online = true
  private readonly world: World
  private wire: Wire | null = null

  constructor(world: World, document: string, key: string) {
    this.world = world
    this.document = document
    this.key = key
    this.doc = this.newDocument()
  }

  get settled(): boolean {
    return this.wire?.synced === true && this.wire.saved === this.wire.sent
  }

  isAt(life: ServerLife): boolean {
    return this.wire?.life === life
  }

  connect(): void {
    if (this.wire || !this.online) return
    const { world } = this
    const wire = new Wire(this, world)
    this.wire = wire
    wire.open()
    wire.send({ type: 'ask', vector: Y.encodeStateVector(this.doc) })
  }

  /** The connection is gone, on this side at least; the server may learn of it much later. */
  cut(): void {
    this.wire?.cut()
    this.wire = null
  }

  /** The server's process is gone: its sockets end, and the client tries again. */
  lost(): void {
    if (!this.wire) return
    this.cut()
    this.world.after(20 + this.world.random.int(200), () => this.connect())
  }

  /** The page is loaded anew: with what the device had kept, or with nothing. */
  reload(keep: boolean): void {
    const state = keep ? Y.encodeStateAsUpdate(this.doc) : null
    this.cut()
    this.doc.destroy()
    this.doc = this.newDocument()
    if (state) Y.applyUpdate(this.doc, state, REMOTE)
    this.connect()
  }

  receive(wire: Wire, message: Outbound): void {
    if (wire !== this.wire) return
    if (message.type === 'ask') wire.send({ type: 'state', update: Y.encodeStateAsUpdate(this.doc, message.vector) })
    else if (message.type === 'state' || message.type === 'update') {
      Y.applyUpdate(this.doc, message.update, REMOTE)
      if (message.type === 'state') wire.synced = true
      // Of what came with this message, not of all that is here: a page that was loaded anew has changes of its earlier id that nobody else has seen.
      for (const { id, length } of Y.decodeUpdate(message.update).structs)
        if (id.client !== this.doc.clientID) this.promise(id.client, id.clock + length)
    } else if (message.type === 'saved') {
      wire.saved = message.count
      this.promise(this.doc.clientID, wire.clockAt(message.count))
    }
  }

  closed(wire: Wire, code: number): void {
    if (wire !== this.wire) return
    this.wire = null
    if (code >= 4400 && code < 4500) this.refusals.push(code)
    this.world.after(20 + this.world.random.int(200), () => this.connect())
  }

  private promise(client: number, clock: number): void {
    this.promised.set(client, Math.max(clock, this.promised.get(client) ?? 0))
  }

  private newDocument(): Y.Doc {
    const doc = new Y.Doc()
    doc.clientID = this.world.newClient()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.wire?.send({ type: 'update', update })
    })
    return doc
  }
}

/** One connection of a link: two directions with delays, of which a cut loses what is on its way. */
class Wire {
  synced = false
  sent = 0
  saved = 0
  private readonly link: Link
  private readonly world: World
  readonly life: ServerLife
  private readonly arrivals = { up: 0, down: 0 }
  private readonly clocks: number[] = [0]
  private early: Inbound[] = []
  private line: DocumentSession | null = null
  /** Each side may have ended it without the other knowing. */
  private readonly gone = { here: false, there: false }

  constructor(link: Link, world: World) {
    this.link = link
    this.world = world
    this.life = world.reach()
  }

  open(): void {
    this.travel('up', () => {
      const { board } = this.world
      const send = (message: Outbound): boolean => {
        this.answer(message)
        return true
      }
      const socket = { send, together: (sending: () => void) => sending(), close: (code: number) => this.closeThere(code) }
      this.life.boards.connect({ board, document: this.link.document, key: this.link.key, generation: null }, socket).then(
        line => {
          if (typeof line === 'number') return this.closeThere(line)
          if (this.gone.there) return line.leave()
          this.line = line
          for (const message of this.early.splice(0)) line.receive(message)
        },
        () => this.closeThere(4503)
      )
    })
  }

  send(message: Inbound): void {
    if (message.type === 'state' || message.type === 'update') {
      this.sent++
      // Of what this connection has carried: a deletion says nothing of what was written over the one before.
      const own = Y.decodeUpdate(message.update).structs.filter(({ id }) => id.client === this.link.doc.clientID)
      this.clocks.push(Math.max(this.clocks.at(-1) ?? 0, ...own.map(({ id, length }) => id.clock + length)))
    }
    this.travel('up', () => (this.line ? this.line.receive(message) : this.early.push(message)))
  }

  /** Up to where this device's own changes were in the first so many document messages. */
  clockAt(count: number): number {
    return this.clocks[count] ?? 0
  }

  cut(): void {
    this.gone.here = true
    // The server hears of it when its pings stay unanswered, or at once.
    this.world.after(this.world.random.chance(0.5) ? 0 : this.world.random.int(600), () => this.leave())
  }

  private leave(): void {
    if (this.gone.there) return
    this.gone.there = true
    if (!this.life.ended) this.line?.leave()
  }

  private answer(message: Outbound): void {
    if (this.gone.there || this.life.ended) return
    this.travel('down', () => this.link.receive(this, message))
  }

  private closeThere(code: number): void {
    if (this.gone.there) return
    this.leave()
    if (!this.life.ended) this.travel('down', () => this.link.closed(this, code))
  }

  private travel(direction: 'up' | 'down', arrive: () => void): void {
    const { random } = this.world
    const delay = random.chance(0.3) ? 0 : random.int(SLOWEST)
    const at = Math.max(this.arrivals[direction], this.world.now + delay)
    this.arrivals[direction] = at
    this.world.after(at - this.world.now, () => {
      if (this.gone.here || (direction === 'up' && (this.gone.there || this.life.ended))) return
      if (direction === 'down') arrive()
      else this.life.whenAwake(() => this.gone.there || this.life.ended || arrive())
    })
  }
}
