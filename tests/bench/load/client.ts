import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { WebSocket } from 'ws'
import type { Dialect } from './peers.ts'

/** Where a document is, and with which key. `ports`: of the servers at which it is to be had, all alike. */
export type Place = { ports: readonly number[]; dialect: Dialect; board: string; key: string | null }

/** A raw socket that speaks the sync protocol and decodes no more of it than it must. */
export type Client = {
  readonly opened: Promise<void>
  /** Step 2 has come. Rejects where the socket ends before. */
  readonly synced: Promise<void>
  /** Bytes and frames received so far. */
  bytes: number
  frames: number
  /** The code that it was closed with by the server. */
  closed: number | null
  /** Every frame that is not a handshake, step 2 included. */
  onFrame: (frame: Buffer) => void
  update(update: Uint8Array): void
  presence(update: Uint8Array): void
  stop(): void
}

const EMPTY_VECTOR = Uint8Array.of(0)
const EMPTY_UPDATE = Uint8Array.of(0, 0)
const AUTH = 2
const SYNC_REPLY = 4

/** `nth`: clients with numbers that follow each other are spread over the servers. */
export function openClient({ ports, dialect, board, key }: Place, nth = 0): Client {
  const port = ports[nth % ports.length]
  const ours = dialect === 'ours'
  const hp = dialect === 'hocuspocus'
  const path = ours ? `/sync/${board}/wall` : hp ? '/' : `/${board}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ours ? ['pejling', key ?? ''] : [], {
    perMessageDeflate: false,
    skipUTF8Validation: true
  })
  const prefix = hp ? prefixOf(board) : new Uint8Array()
  const skip = prefix.length
  const frame = (type: number, ...parts: (number | Uint8Array | string)[]): Uint8Array => {
    const encoder = createEncoder()
    writeUint8Array(encoder, prefix)
    writeVarUint(encoder, type)
    for (const part of parts) {
      if (typeof part === 'number') writeVarUint(encoder, part)
      else if (typeof part === 'string') writeVarString(encoder, part)
      else writeVarUint8Array(encoder, part)
    }
    return toUint8Array(encoder)
  }
  const client: Client = {
    opened: new Promise((resolve, reject) => {
      socket.once('open', () => {
        if (hp) socket.send(frame(AUTH, 0, 'token'))
        socket.send(frame(0, 0, EMPTY_VECTOR))
        resolve()
      })
      socket.once('error', reject)
    }),
    synced: new Promise((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        client.bytes += data.length
        client.frames++
        const type = data[skip]
        const sync = type === 0 || type === SYNC_REPLY
        if (sync && data[skip + 1] === 0) socket.send(frame(0, 1, EMPTY_UPDATE))
        if (sync && data[skip + 1] === 1) resolve()
        client.onFrame(data)
      })
      socket.on('close', code => {
        client.closed = code
        reject(new Error(`Closed with ${code}`))
      })
    }),
    bytes: 0,
    frames: 0,
    closed: null,
    onFrame: () => undefined,
    update: update => socket.send(frame(0, 2, update)),
    presence: update => socket.send(frame(1, update)),
    stop() {
      socket.removeAllListeners('close')
      socket.terminate()
    }
  }
  socket.on('error', () => undefined)
  client.opened.catch(() => undefined)
  client.synced.catch(() => undefined)
  return client
}

function prefixOf(name: string): Uint8Array {
  const encoder = createEncoder()
  writeVarString(encoder, name)
  return toUint8Array(encoder)
}

/** The update in a frame of sync step 2 or of an update; null in any other. */
export function updateIn(frame: Buffer, dialect: Dialect, board: string): Uint8Array | null {
  const decoder = createDecoder(new Uint8Array(frame.buffer, frame.byteOffset, frame.length))
  if (dialect === 'hocuspocus') decoder.pos = prefixOf(board).length
  const type = readVarUint(decoder)
  if (type !== 0 && type !== SYNC_REPLY) return null
  return readVarUint(decoder) === 0 ? null : readVarUint8Array(decoder)
}
