import { createEncoder, type Encoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'

/** Updates of Yjs version 1 that no Yjs would write, byte by byte. */

/** What stands in front of a struct's content: its neighbours or its root and key. */
export type Where = { left?: [number, number]; right?: [number, number]; root?: string; holder?: [number, number]; key?: string }
export type Content =
  | { deleted: number }
  | { gc: number }
  | { skip: number }
  | { string: string }
  | { any: unknown }
  | { map: true }
  | { list: true }
  | { text: true }
  /** XML and what a later Yjs may have: a number, and a name where the kind has one. */
  | { xml: number; name?: string }
  | { json: string }
  | { embed: unknown }
  | { format: [key: string, value: unknown] }
  | { doc: string }
  | { bytes: Uint8Array }
export type StructOf = { where?: Where; content: Content }
export type BlockOf = { client: number; clock: number; structs: StructOf[]; count?: number }

const GC = 0
const refs = {
  deleted: 1,
  json: 2,
  bytes: 3,
  string: 4,
  embed: 5,
  format: 6,
  map: 7,
  list: 7,
  text: 7,
  xml: 7,
  any: 8,
  doc: 9,
  skip: 10,
  gc: GC
} as const

export function updateOf(
  blocks: BlockOf[],
  deletes: [client: number, ranges: [number, number][]][] = [],
  options: { blocks?: number } = {}
): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, options.blocks ?? blocks.length)
  for (const { client, clock, structs, count } of blocks) {
    for (const number of [count ?? structs.length, client, clock]) writeVarUint(encoder, number)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  writeVarUint(encoder, deletes.length)
  for (const [client, ranges] of deletes) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, ranges.length)
    for (const range of ranges) for (const number of range) writeVarUint(encoder, number)
  }
  return toUint8Array(encoder)
}

function writeStruct(encoder: Encoder, { where = {}, content }: StructOf): void {
  const [kind] = Object.keys(content) as [keyof typeof refs]
  if ('gc' in content || 'skip' in content) {
    writeUint8(encoder, refs[kind])
    writeVarUint(encoder, 'gc' in content ? content.gc : content.skip)
    return
  }
  const { left, right, root, holder, key } = where
  writeUint8(encoder, (left ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20) | refs[kind])
  for (const id of [left, right]) if (id) for (const number of id) writeVarUint(encoder, number)
  if (!left && !right) {
    writeVarUint(encoder, holder ? 0 : 1)
    if (holder) for (const number of holder) writeVarUint(encoder, number)
    else writeVarString(encoder, root ?? 'notes')
    if (key !== undefined) writeVarString(encoder, key)
  }
  if ('deleted' in content) writeVarUint(encoder, content.deleted)
  else if ('string' in content) writeVarString(encoder, content.string)
  else if ('any' in content) {
    writeVarUint(encoder, 1)
    writeAny(encoder, content.any as Parameters<typeof writeAny>[1])
  } else if ('map' in content) writeVarUint(encoder, 1)
  else if ('list' in content) writeVarUint(encoder, 0)
  else if ('text' in content) writeVarUint(encoder, 2)
  else if ('xml' in content) {
    writeVarUint(encoder, content.xml)
    if (content.name !== undefined) writeVarString(encoder, content.name)
  } else if ('json' in content) {
    writeVarUint(encoder, 1)
    writeVarString(encoder, content.json)
  } else if ('embed' in content) writeVarString(encoder, JSON.stringify(content.embed))
  else if ('format' in content) {
    const [key, value] = content.format
    writeVarString(encoder, key)
    writeVarString(encoder, JSON.stringify(value))
  } else if ('bytes' in content) writeVarUint8Array(encoder, content.bytes)
  else {
    writeVarString(encoder, content.doc)
    writeAny(encoder, {})
  }
}

/** Bytes of a plain value nested so deep, as Yjs writes it: writing it with Yjs itself would overflow the stack. */
export function nestedValue(root: string, key: string, depth: number, client = 40): Uint8Array {
  const encoder = createEncoder()
  for (const number of [1, 1, client, 0]) writeVarUint(encoder, number)
  writeUint8(encoder, 0x20 | refs.any)
  writeVarUint(encoder, 1)
  writeVarString(encoder, root)
  writeVarString(encoder, key)
  writeVarUint(encoder, 1)
  for (let i = 0; i < depth; i++) {
    writeUint8(encoder, 117)
    writeVarUint(encoder, 1)
  }
  writeAny(encoder, 1)
  writeVarUint(encoder, 0)
  return toUint8Array(encoder)
}

/** `count` values in one place, each as if its writer had not seen the others: Yjs passes all before it on the way to its own. */
export function crowd(root: string, key: string, count: number, client = 40): Uint8Array {
  return updateOf([{ client, clock: 0, structs: Array.from({ length: count }, () => ({ where: { root, key }, content: { any: 1 } })) }])
}
export function crowdOfMany(root: string, key: string, count: number, first = 1000): Uint8Array {
  return updateOf(
    Array.from({ length: count }, (_, i) => ({ client: first + i, clock: 0, structs: [{ where: { root, key }, content: { any: 1 } }] }))
  )
}

/** An awareness message about many. */
export function presenceOf(people: [client: number, clock: number, state: string][]): Uint8Array {
  const inner = createEncoder()
  writeVarUint(inner, people.length)
  for (const [client, clock, state] of people) {
    writeVarUint(inner, client)
    writeVarUint(inner, clock)
    writeVarString(inner, state)
  }
  const outer = createEncoder()
  writeVarUint(outer, 1)
  writeVarUint8Array(outer, toUint8Array(inner))
  return toUint8Array(outer)
}

/** What a change makes of a document, as an update. */
export function made(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  write(doc)
  return Y.encodeStateAsUpdate(doc)
}
