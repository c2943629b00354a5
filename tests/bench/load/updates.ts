import { createEncoder, type Encoder, length, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'

/**
 * Yjs updates by hand, since a document for each of 10,000 writers would make the generator the bottleneck. A writer sets
 * values in a record of its own in the root map `notes`, with the bytes that `record.set(key, value)` gives in Yjs 13:
 * the new item, which names the one before it as its origin, and the deletion of that one.
 */
export type Writer = {
  readonly client: number
  /** Name of the writer's record. */
  readonly record: string
  /** The writer's first update, which makes its record. */
  first(): Uint8Array
  set(key: string, value: string): Uint8Array
}

const CONTENT_TYPE = 7
const CONTENT_ANY = 8
const HAS_ORIGIN = 0x80
const HAS_PARENT_SUB = 0x20
const TYPE_MAP = 1

/** Each set of a key is preceded by this in its value, so that a reader finds it in a frame without decoding. */
export const MARK = '@@'
const DIGITS = 7
/** The value that carries a number: `@@` and seven digits. */
export const valueWith = (number: number): string => MARK + number.toString().padStart(DIGITS, '0')

/** Every number that a frame carries. */
export function numbersIn(frame: Buffer, found: (number: number) => void): void {
  for (let at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + 2 + DIGITS)) {
    let number = 0
    for (let i = at + 2; i < at + 2 + DIGITS; i++) number = number * 10 + (frame[i] as number) - 48
    found(number)
  }
}

export function newWriter(client: number): Writer {
  let clock = 0
  const last = new Map<string, number>()
  const record = `w${client}`
  const begin = (): Encoder => {
    const encoder = createEncoder()
    for (const number of [1, 1, client, clock]) writeVarUint(encoder, number)
    return encoder
  }
  const end = (encoder: Encoder, deleted?: number): Uint8Array => {
    clock++
    const ranges = deleted === undefined ? [0] : [1, client, 1, deleted, 1]
    for (const number of ranges) writeVarUint(encoder, number)
    return toUint8Array(encoder)
  }
  return {
    client,
    record,
    first() {
      const encoder = begin()
      writeUint8(encoder, CONTENT_TYPE | HAS_PARENT_SUB)
      writeVarUint(encoder, 1)
      writeVarString(encoder, 'notes')
      writeVarString(encoder, record)
      writeVarUint(encoder, TYPE_MAP)
      return end(encoder)
    },
    set(key, value) {
      const before = last.get(key)
      last.set(key, clock)
      const encoder = begin()
      if (before === undefined) {
        writeUint8(encoder, CONTENT_ANY | HAS_PARENT_SUB)
        for (const number of [0, client, 0]) writeVarUint(encoder, number)
        writeVarString(encoder, key)
      } else {
        // Yjs says that there is a key, and leaves it out: it is that of the origin.
        writeUint8(encoder, CONTENT_ANY | HAS_PARENT_SUB | HAS_ORIGIN)
        for (const number of [client, before]) writeVarUint(encoder, number)
      }
      writeVarUint(encoder, 1)
      writeAny(encoder, value)
      return end(encoder, before)
    }
  }
}

/** y-protocols' awareness update about one client. */
export function presenceOf(client: number, clock: number): Uint8Array {
  const encoder = createEncoder()
  for (const number of [1, client, clock]) writeVarUint(encoder, number)
  writeVarString(encoder, JSON.stringify({ name: `Deltager ${client}`, at: 'sedler' }))
  if (length(encoder) > 200) throw new Error('A presence is small')
  return toUint8Array(encoder)
}
