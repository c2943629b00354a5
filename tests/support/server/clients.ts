import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MESSAGE_SAVED, REFUSED } from '../../../src/core/board/api.ts'
import { MESSAGE_SYNC, type SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from '../../../src/core/board/wire.ts'
import { until } from './until.ts'

/** A document through the real WebsocketProvider, with every byte that it has received. */
export type Client = {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly received: Uint8Array[]
  /** The code that a socket of it was last closed with; one that never opened, since the server was away, has none. */
  closed: number | null
  /** Of the document messages that this connection has sent, so many are on disk. */
  saved: number
  /** So many document messages this connection has sent. */
  readonly sent: number
  refused: { count: number; code: number } | null
  synced(): Promise<void>
  /** Fulfilled when all that was sent so far is confirmed; rejects when the client is stopped before. */
  allSaved(): Promise<void>
  stop(): void
}

type Where = { port: number; board: string; document: string; key: string }
const open = new Set<() => void>()
// Each provider listens for the end of the process.
process.setMaxListeners(0)

/** Ends every client that a test has left open. */
export function stopClients(): void {
  for (const stop of open) stop()
}

export function connect(
  where: Where,
  options: { doc?: Y.Doc; awareness?: boolean; generation?: number; origin?: string; onSaved?: (count: number) => void } = {}
): Client {
  const doc = options.doc ?? new Y.Doc()
  const received: Uint8Array[] = []
  let sent = 0
  let stopped = false
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: options.origin === undefined ? {} : { origin: options.origin } })
      // Counted per connection, as the server counts.
      sent = 0
      client.saved = 0
      this.on('message', data => received.push(new Uint8Array(data as Buffer)))
      let opened = false
      this.on('open', () => (opened = true))
      this.on('close', code => opened && (client.closed = code))
      this.on('error', () => undefined)
    }
    override send(data: Uint8Array | ArrayBuffer): void {
      const bytes = new Uint8Array(data)
      if (bytes[0] === MESSAGE_SYNC && (bytes[1] === SYNC_STEP_2 || bytes[1] === SYNC_UPDATE)) sent++
      super.send(data)
    }
  }
  const client: Client = {
    doc,
    received,
    closed: null,
    saved: 0,
    get sent() {
      return sent
    },
    refused: null,
    get provider() {
      return provider
    },
    synced: () => until(() => provider.synced, `${where.document} to be synced`),
    // Sent, and the answer to the server's question among it.
    allSaved: () =>
      until(() => {
        if (stopped) throw new Error(`${where.document} was stopped before all of it was saved`)
        return provider.synced && sent > 0 && client.saved === sent
      }, `${where.document} to be saved`),
    stop() {
      stopped = true
      open.delete(client.stop)
      provider.destroy()
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${where.port}/sync/${where.board}`, where.document, doc, {
    protocols: ['pejling', where.key],
    ...(options.generation === undefined ? {} : { params: { g: String(options.generation) } }),
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    disableBc: true
  })
  provider.messageHandlers[MESSAGE_SAVED] = (_encoder: unknown, decoder: Parameters<typeof readVarUint>[0]) => {
    const kind = readVarUint(decoder)
    const count = readVarUint(decoder)
    if (kind === REFUSED) client.refused = { count, code: readVarUint(decoder) }
    else {
      client.saved = count
      options.onSaved?.(count)
    }
  }
  if (!options.awareness) provider.awareness.setLocalState(null)
  open.add(client.stop)
  return client
}

/** A socket without any Yjs behind it, for what a provider would never send. */
export type Raw = {
  readonly socket: WebSocket
  readonly received: Uint8Array[]
  closed: number | null
  send(bytes: Uint8Array | string): void
  stop(): void
}

export async function connectRaw(where: Where, options: { protocols?: string[]; path?: string } = {}): Promise<Raw> {
  const url = `ws://127.0.0.1:${where.port}${options.path ?? `/sync/${where.board}/${where.document}`}`
  const socket = new WebSocket(url, options.protocols ?? ['pejling', where.key])
  const raw: Raw = { socket, received: [], closed: null, send: bytes => socket.send(bytes), stop: () => socket.terminate() }
  open.add(raw.stop)
  socket.on('message', data => raw.received.push(new Uint8Array(data as Buffer)))
  socket.on('close', code => (raw.closed = code))
  socket.on('error', () => undefined)
  await until(() => socket.readyState !== WebSocket.CONNECTING, 'a socket to open')
  return raw
}

/** Sync step 1 (0), step 2 (1) or an update (2) as a frame. */
export function syncFrame(step: typeof SYNC_STEP_1 | typeof SYNC_STEP_2 | typeof SYNC_UPDATE, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_SYNC)
  writeVarUint(encoder, step)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}

/** Our own message, as numbers: kind, count and, of a refusal, the code. */
export function ownMessages(received: Uint8Array[]): number[][] {
  return received
    .filter(frame => frame[0] === MESSAGE_SAVED)
    .map(frame => {
      const decoder = createDecoder(frame)
      const numbers: number[] = []
      while (decoder.pos < decoder.arr.length) numbers.push(readVarUint(decoder))
      return numbers.slice(1)
    })
}
