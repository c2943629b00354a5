import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import type { Struct } from './item-locator.ts'

/**
 * Whether a document that has a struct's clocks has them as this struct says: the same content at the same place. What either of the two
 * says is deleted may have been anything. For what stands in few structs of one client: looks at each that the clocks reach over.
 */
export function isStored(doc: Y.Doc, struct: Struct): boolean {
  if (struct instanceof Y.GC || struct.content instanceof Y.ContentDeleted) return true
  const { client, clock } = struct.id
  const stored = doc.store.clients.get(client) ?? []
  const end = Math.min(clock + struct.length, Y.getState(doc.store, client))
  for (let at = Y.findIndexSS(stored, clock); at < stored.length; at++) {
    const own = stored[at] as Struct
    if (own.id.clock >= end) break
    if (own instanceof Y.GC || own.deleted) continue
    if (own.id.clock === clock && !isAtSamePlace(own, struct)) return false
    const from = Math.max(clock, own.id.clock)
    const to = Math.min(end, own.id.clock + own.length)
    if (!isDeepStrictEqual(part(own, from, to), part(struct, from, to))) return false
  }
  return true
}

/** An item's content within the clocks [from, to). A map or text counts as its kind: what it holds is structs of its own. */
function part({ id, content }: Y.Item, from: number, to: number): unknown {
  if (content instanceof Y.ContentType) return content.type.constructor
  return content.getContent().slice(from - id.clock, to - id.clock)
}

/** `read`: as it stands in an update, where only an item without neighbours names its parent, and that as the name of a root or an id. */
function isAtSamePlace(own: Y.Item, read: Y.Item): boolean {
  if (!isSameId(own.origin, read.origin) || !isSameId(own.rightOrigin, read.rightOrigin)) return false
  if (read.origin || read.rightOrigin) return true
  const parent = own.parent as Y.AbstractType<unknown>
  const named = read.parent as unknown as string | Y.ID | null
  if (own.parentSub !== read.parentSub || named === null) return false
  return typeof named === 'string' ? parent._item === null && Y.findRootTypeKey(parent) === named : isSameId(parent._item?.id ?? null, named)
}

function isSameId(one: Y.ID | null, other: Y.ID | null): boolean {
  return one === null || other === null ? one === other : one.client === other.client && one.clock === other.clock
}
