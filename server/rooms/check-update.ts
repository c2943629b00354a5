import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/access.ts'
import { type Root, roots } from '../../src/documents/form.ts'
import { Bad, decodeUpdate } from './decode-update.ts'
import type { Limits } from './limits.ts'
import { Neighbours } from './neighbours.ts'

/** The Yjs client id under which the server writes. Never a client's. */
export const SERVER_CLIENT = 1

/**
 * What an update is, before it is applied.
 * `changes: false`: everything in it is known already. `gap`: it builds on something that the server lacks, which an
 * honest client sends when asked. `foreign`: it writes in another's name. `form`: not what this kind of document holds.
 */
export type Verdict = { ok: true; changes: boolean; clients: Set<number> } | { ok: false; reason: Bad['reason'] }

type Struct = Y.Item | Y.GC
type Id = { client: number; clock: number }
/** Where an item stands: in a root map, in a record of one, in the text of a record; or in something that has been deleted. */
type Place = { level: 0 | 1 | 2; root: Root; parent: string; key: string | null } | 'gone'

/**
 * Looks at an update's form: whole, without gaps, by its own author, of known types and roots, within its limits.
 * Yjs itself checks none of it. `mayWrite` says whether the writer may use a client id. Leaves the document as it is.
 */
export function checkUpdate(doc: Y.Doc, kind: DocumentKind, update: Uint8Array, mayWrite: (client: number) => boolean, limits: Limits): Verdict {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = decodeUpdate(update, limits.structsRead)
  } catch (error) {
    return { ok: false, reason: error instanceof Bad ? error.reason : 'malformed' }
  }
  try {
    const fresh = newStructs(doc, decoded.structs, mayWrite, limits)
    const places = new Places(doc, kind, fresh, limits)
    for (const structs of fresh.byClient.values()) for (const struct of structs) checkContent(struct, places, limits)
    checkWork(doc, fresh, places, limits)
    const deletes = checkDeletes(doc, decoded.ds, fresh.next)
    return { ok: true, changes: fresh.byClient.size > 0 || deletes, clients: new Set(fresh.byClient.keys()) }
  } catch (error) {
    if (error instanceof Bad) return { ok: false, reason: error.reason }
    throw error
  }
}

/** Whether the new items find their places without too much work: see Neighbours. */
function checkWork(doc: Y.Doc, fresh: Fresh, places: Places, limits: Limits): void {
  const neighbours = new Neighbours(doc, limits.steps)
  for (const item of inOrder(doc, fresh)) {
    const place = places.of(item)
    if (place === 'gone') continue
    const name = `${place.level}/${place.parent}/${place.key ?? ''}`
    if (!neighbours.take(item, name, () => oneOf(doc, place))) throw new Bad('form')
  }
}

/** The new items, each after those that it follows on, as Yjs lays them. */
function* inOrder(doc: Y.Doc, fresh: Fresh): Iterable<Y.Item> {
  if (fresh.byClient.size === 1) {
    for (const structs of fresh.byClient.values()) for (const struct of structs) if (struct instanceof Y.Item) yield struct
    return
  }
  const laid = new Map<number, number>()
  function* upTo(client: number, clock: number, depth: number): Iterable<Y.Item> {
    const structs = fresh.byClient.get(client) ?? []
    for (;;) {
      const at = laid.get(client) ?? 0
      const struct = structs[at]
      if (!struct || struct.id.clock > clock) return
      // Deeper than people's windows have followed on each other, the order does not matter: it is a guess at the work.
      if (struct instanceof Y.Item && depth < 50) {
        for (const id of [struct.origin, struct.rightOrigin]) {
          if (id && id.client !== client && id.clock >= Y.getState(doc.store, id.client)) yield* upTo(id.client, id.clock, depth + 1)
        }
      }
      if ((laid.get(client) ?? 0) !== at) continue
      laid.set(client, at + 1)
      if (struct instanceof Y.Item) yield struct
    }
  }
  for (const client of fresh.byClient.keys()) yield* upTo(client, Number.POSITIVE_INFINITY, 0)
}

/** An item of a list in the document: the last of a key's values, the first of a text. Null where the list is empty or new. */
function oneOf(doc: Y.Doc, place: Exclude<Place, 'gone'>): Y.Item | null {
  let type = place.level === 0 ? doc.share.get(place.parent) : undefined
  if (place.level > 0) {
    const [client = 0, clock = 0] = place.parent.split(':').map(Number)
    const holder = clock < Y.getState(doc.store, client) ? Y.getItem(doc.store, Y.createID(client, clock)) : null
    if (holder instanceof Y.Item && holder.content instanceof Y.ContentType) type = holder.content.type
  }
  return (place.key === null ? type?._start : type?._map.get(place.key)) ?? null
}

type Fresh = { byClient: Map<number, Struct[]>; next: Map<number, number> }

/** The structs that the document lacks, each following on what it has of that client. */
function newStructs(doc: Y.Doc, structs: (Struct | Y.Skip)[], mayWrite: (client: number) => boolean, limits: Limits): Fresh {
  const byClient = new Map<number, Struct[]>()
  const next = new Map<number, number>()
  let count = 0
  for (const struct of structs) {
    const { client, clock } = struct.id
    const known = next.get(client) ?? Y.getState(doc.store, client)
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct.length < 1) throw new Bad('malformed')
    if (struct instanceof Y.Skip) throw new Bad('gap')
    if (end <= known) continue
    if (clock > known) throw new Bad('gap')
    if (client === SERVER_CLIENT || !mayWrite(client)) throw new Bad('foreign')
    if (++count > limits.structs) throw new Bad('form')
    next.set(client, end)
    const list = byClient.get(client)
    if (list) list.push(struct)
    else byClient.set(client, [struct])
  }
  return { byClient, next }
}

class Places {
  private readonly doc: Y.Doc
  private readonly roots: Record<string, Root>
  private readonly fresh: Fresh
  private readonly limits: Limits
  private readonly known = new Map<Struct, Place>()

  constructor(doc: Y.Doc, kind: DocumentKind, fresh: Fresh, limits: Limits) {
    this.doc = doc
    this.roots = roots[kind]
    this.fresh = fresh
    this.limits = limits
  }

  /** Follows what an item names as its neighbour or parent, until a place that is known. `depth`: holders passed on the way. */
  of(start: Y.Item, depth = 0): Place {
    if (depth > 2) throw new Bad('form')
    const path: Y.Item[] = []
    let item = start
    for (;;) {
      const known = this.known.get(item)
      const place = known ?? this.direct(item, depth)
      if (place instanceof Y.Item) {
        path.push(item)
        // More steps than there are new structs: an item that follows on itself by a detour.
        if (path.length > this.limits.structs) throw new Bad('malformed')
        item = place
        continue
      }
      for (const passed of path) this.known.set(passed, place)
      this.known.set(item, place)
      return place
    }
  }

  /** The place of an item, or the new item in whose place it stands. */
  private direct(item: Y.Item, depth: number): Place | Y.Item {
    const parent: unknown = item.parent
    if (parent instanceof Y.AbstractType) return this.stored(item)
    if (typeof parent === 'string') {
      const root = Object.hasOwn(this.roots, parent) ? this.roots[parent] : undefined
      if (!root) throw new Bad('form')
      return { level: 0, root, parent, key: item.parentSub }
    }
    if (parent !== null && parent !== undefined) return this.inside(parent as Id, item, depth)
    for (const side of [item.origin, item.rightOrigin]) {
      if (!side) continue
      const neighbour = this.find(side, item)
      if (neighbour instanceof Y.GC) return 'gone'
      if (side === item.origin && item.rightOrigin) {
        const right = this.find(item.rightOrigin, item)
        if (right instanceof Y.GC) return 'gone'
      }
      return neighbour
    }
    throw new Bad('malformed')
  }

  /** The place within the map or text that another item holds. */
  private inside(parent: Id, child: Y.Item, depth: number): Place {
    const holder = this.find(parent, child)
    if (holder instanceof Y.GC || holder.content instanceof Y.ContentDeleted) return 'gone'
    if (!(holder.content instanceof Y.ContentType)) throw new Bad('malformed')
    const place = this.of(holder, depth + 1)
    if (place === 'gone') return 'gone'
    if (place.level === 2) throw new Bad('form')
    return { level: place.level === 0 ? 1 : 2, root: place.root, parent: `${parent.client}:${parent.clock}`, key: child.parentSub }
  }

  private stored(item: Y.Item): Place {
    const holder = (item.parent as Y.AbstractType<unknown>)._item
    if (holder) {
      const place = this.stored(holder)
      if (place === 'gone') return 'gone'
      return { level: place.level === 0 ? 1 : 2, root: place.root, parent: `${holder.id.client}:${holder.id.clock}`, key: item.parentSub }
    }
    const name = Y.findRootTypeKey(item.parent as Y.AbstractType<unknown>)
    const root = this.roots[name]
    if (!root) throw new Bad('form')
    return { level: 0, root, parent: name, key: item.parentSub }
  }

  /** A struct that an item refers to, of the document or of this update. */
  private find(id: Id, from: Y.Item): Struct {
    if (id.clock < Y.getState(this.doc.store, id.client)) return Y.getItem(this.doc.store, Y.createID(id.client, id.clock))
    if (id.clock >= (this.fresh.next.get(id.client) ?? 0)) throw new Bad('gap')
    if (id.client === from.id.client && id.clock >= from.id.clock) throw new Bad('malformed')
    const list = this.fresh.byClient.get(id.client) ?? []
    let low = 0
    let high = list.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((list[middle] as Struct).id.clock <= id.clock) low = middle
      else high = middle - 1
    }
    const found = list[low]
    if (!found) throw new Bad('gap')
    return found
  }
}

function checkContent(struct: Struct, places: Places, limits: Limits): void {
  if (struct instanceof Y.GC) {
    if (struct.length > limits.deletedLength) throw new Bad('form')
    return
  }
  const { content } = struct
  const known = [Y.ContentAny, Y.ContentDeleted, Y.ContentString, Y.ContentType].some(type => content instanceof type)
  if (!known) throw new Bad('form')
  const place = places.of(struct)
  if (content instanceof Y.ContentDeleted && content.len > limits.deletedLength) throw new Bad('form')
  if (content instanceof Y.ContentString && content.str.length > limits.textLength) throw new Bad('form')
  if (content instanceof Y.ContentAny && !content.arr.every(value => isSmall(value, limits))) throw new Bad('form')
  if (place === 'gone') return
  if (place.root.writer !== 'client') throw new Bad('foreign')
  const inMap = place.level < 2
  if (inMap !== (place.key !== null)) throw new Bad('form')
  if (place.key !== null && !isKey(place.key, limits)) throw new Bad('form')
  if (!(content instanceof Y.ContentDeleted) && !fits(content, place)) throw new Bad('form')
}

/** Whether a place may hold this content: values in a map of values; maps in a map of records, holding values and texts. */
function fits(content: Y.Item['content'], { level, root }: Exclude<Place, 'gone'>): boolean {
  const value = content instanceof Y.ContentAny && content.arr.length === 1
  const type = content instanceof Y.ContentType ? content.type.constructor : null
  if (level === 0) return root.shape === 'values' ? value : type === Y.Map
  if (level === 1) return value || type === Y.Text
  return content instanceof Y.ContentString
}

/** Keys become names of plain objects where documents are read, so those that JavaScript has a meaning for are refused. */
function isKey(key: string, limits: Limits): boolean {
  return key.length <= limits.keyLength && !key.split('/').some(part => part in Object.prototype)
}

function isSmall(value: unknown, limits: Limits): boolean {
  let size = 0
  const look = (part: unknown, depth: number): boolean => {
    if (++size > limits.valueSize || depth > limits.valueDepth) return false
    if (part === null || typeof part === 'boolean' || typeof part === 'number') return true
    if (typeof part === 'string') return (size += part.length) <= limits.valueSize
    if (Array.isArray(part)) return part.every(inner => look(inner, depth + 1))
    if (typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return false
    return Object.entries(part as object).every(([key, inner]) => (size += key.length) <= limits.valueSize && look(inner, depth + 1))
  }
  return look(value, 0)
}

/** Whether the delete set deletes something that still stands. It is sorted, names only what is known, and spares the server's own. */
function checkDeletes(doc: Y.Doc, set: ReturnType<typeof Y.decodeUpdate>['ds'], next: Map<number, number>): boolean {
  let changes = false
  for (const [client, ranges] of set.clients) {
    const stored = Y.getState(doc.store, client)
    let end = 0
    for (const { clock, len } of ranges) {
      if (len < 1 || clock < end || !Number.isSafeInteger(clock + len)) throw new Bad('malformed')
      end = clock + len
      if (end > Math.max(stored, next.get(client) ?? 0)) throw new Bad('gap')
      if (end > stored) changes = true
      if (clock >= stored) continue
      const structs = doc.store.clients.get(client) ?? []
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at] as Struct
        if (struct.id.clock >= end) break
        if (struct.deleted) continue
        if (client === SERVER_CLIENT) throw new Bad('foreign')
        changes = true
      }
    }
  }
  return changes
}
