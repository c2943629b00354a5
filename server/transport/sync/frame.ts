import { createDecoder, type Decoder, hasContent, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { MESSAGE_SAVED, MESSAGE_TIME, REFUSED, SAVED } from '../../../src/core/board/api.ts'
import {
  MESSAGE_AUTH,
  MESSAGE_AWARENESS,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE
} from '../../../src/core/board/wire.ts'
import type { DocumentLimits } from '../../documents/limits.ts'
import type { Inbound, Outbound, Presence } from '../../documents/messages.ts'
import type { SyncLimits } from './limits.ts'

/** How much a frame may say of who is present. */
type PresenceLimits = Pick<SyncLimits, 'presences'> & Pick<DocumentLimits, 'presenceBytes'>

/** An awareness message about nobody: keeps a y-websocket client from thinking that the connection is dead. */
export const KEEPALIVE: Uint8Array = Uint8Array.of(MESSAGE_AWARENESS, 1, 0)

/** Whether a frame asks for the time. Answered by the socket: no document has a part in it. */
export const asksTime = (frame: Uint8Array): boolean => frame.length === 1 && frame[0] === MESSAGE_TIME

/** The answer to that as it goes over the wire. `now`: Unix ms. */
export function timeFrame(now: number): Buffer {
  const encoder = createEncoder()
  writeNumbers(encoder, [MESSAGE_TIME, now])
  const payload = toUint8Array(encoder)
  return Buffer.concat([frameHeader(payload.length), payload])
}

/** What a frame says. Null for what may be passed over: types of others' own from 100 up, and auth. Throws on all else, and on what is over a limit. */
export function decodeFrame(frame: Uint8Array, limits: PresenceLimits): Inbound | null {
  const decoder = createDecoder(frame)
  const type = readVarUint(decoder)
  if (type === MESSAGE_SYNC) return readSync(decoder)
  if (type === MESSAGE_AWARENESS) return { type: 'presence', entries: readPresence(readVarUint8Array(decoder), limits) }
  if (type === MESSAGE_QUERY_AWARENESS) return { type: 'who' }
  if (type === MESSAGE_AUTH || type >= 100) return null
  throw new Error('No such message')
}

function readSync(decoder: Decoder): Inbound {
  const step = readVarUint(decoder)
  const bytes = readVarUint8Array(decoder)
  if (step === SYNC_STEP_1) return { type: 'ask', vector: bytes }
  if (step === SYNC_STEP_2) return { type: 'state', update: bytes }
  if (step === SYNC_UPDATE) return { type: 'update', update: bytes }
  throw new Error('No such sync message')
}

function readPresence(bytes: Uint8Array, limits: PresenceLimits): Presence[] {
  const decoder = createDecoder(bytes)
  const entries: Presence[] = []
  if (readVarUint(decoder) > limits.presences) throw new Error('Too many people')
  while (hasContent(decoder)) {
    if (entries.length === limits.presences) throw new Error('Too many people')
    const client = readVarUint(decoder)
    const clock = readVarUint(decoder)
    const text = readVarUint8Array(decoder)
    // Left out unread: a client that passes on what it has heard of others says nothing of such a one.
    if (text.length > limits.presenceBytes) continue
    entries.push({ client, clock, state: JSON.parse(utf8.decode(text)) })
  }
  return entries
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const frames = new WeakMap<Outbound, Buffer>()

/** A message as it goes over the wire, with the header of its WebSocket frame (RFC 6455, section 5.2); made once however many get it. */
export function encodeFrame(message: Outbound): Buffer {
  let frame = frames.get(message)
  if (!frame) {
    const encoder = createEncoder()
    write(encoder, message)
    const payload = toUint8Array(encoder)
    frame = Buffer.concat([frameHeader(payload.length), payload])
    frames.set(message, frame)
  }
  return frame
}

/** Of one whole binary message from a server: not in parts, not masked. */
function frameHeader(length: number): Buffer {
  const whole = 0x80 | 0x2
  if (length < 126) return Buffer.of(whole, length)
  if (length < 2 ** 16) return Buffer.of(whole, 126, length >> 8, length & 255)
  const header = Buffer.alloc(10)
  header[0] = whole
  header[1] = 127
  header.writeUIntBE(length, 4, 6)
  return header
}

function write(encoder: Encoder, message: Outbound): void {
  const sync = (step: number, bytes: Uint8Array): void => {
    writeVarUint(encoder, MESSAGE_SYNC)
    writeVarUint(encoder, step)
    writeVarUint8Array(encoder, bytes)
  }
  if (message.type === 'ask') sync(SYNC_STEP_1, message.vector)
  else if (message.type === 'state') sync(SYNC_STEP_2, message.update)
  else if (message.type === 'update') sync(SYNC_UPDATE, message.update)
  else if (message.type === 'saved') writeNumbers(encoder, [MESSAGE_SAVED, SAVED, message.count])
  else if (message.type === 'refused') writeNumbers(encoder, [MESSAGE_SAVED, REFUSED, message.count, message.code])
  else {
    writeVarUint(encoder, MESSAGE_AWARENESS)
    writeVarUint8Array(encoder, presenceBytes(message.entries))
  }
}

function presenceBytes(entries: Presence[]): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, entries.length)
  for (const { client, clock, state } of entries) {
    writeNumbers(encoder, [client, clock])
    writeVarString(encoder, JSON.stringify(state))
  }
  return toUint8Array(encoder)
}

function writeNumbers(encoder: Encoder, numbers: number[]): void {
  for (const number of numbers) writeVarUint(encoder, number)
}
