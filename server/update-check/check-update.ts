import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/board/access.ts'
import { splitKey } from '../../src/documents/form.ts'
import { decodeUpdate, UpdateFault } from './decode-update.ts'
import { IntegrationCost } from './integration-cost.ts'
import { isStored } from './is-stored.ts'
import { type Id, ItemLocator, type NewStructs, type Place, type Struct } from './item-locator.ts'
import type { UpdateLimits } from './limits.ts'

/** The Yjs client id under which the server writes. Never a client's. */
export const SERVER_CLIENT = 1

/**
 * What an update is, before it is applied.
 * `changes: false`: everything in it is known already; else `news` is what is to be applied in its stead, and holds nothing
 * that is known. `missing-dependency`: it builds on something that the server lacks, which an honest client sends when asked. `foreign`: it
 * writes in another's name. `form`: not what this kind of document holds.
 */
export type Verdict = ({ ok: true; changes: false } | ({ ok: true; changes: true } & AcceptedUpdate) | { ok: false; reason: UpdateFault['reason'] }) &
  Work
/** `steps`: how much work it was to find out, in neighbours passed, 0.1 µs each: see `limits.integrationBudget`. */
type Work = { steps: number }

/** Looking at a new struct takes as long as passing so many neighbours. */
const STRUCT = 30
/**
 * `clients`: who wrote the new structs. `growth`: how many structs and deleted stretches are new. `structs` and `deletes`: what `news` holds, the structs in the order
 * in which they are to be laid.
 */
export type AcceptedUpdate = {
  news: Uint8Array
  clients: ReadonlySet<number>
  growth: number
  structs: readonly Struct[]
  deletes: Deletes
}

type Deletes = ReturnType<typeof Y.decodeUpdate>['ds']

/**
 * Looks at an update's form: whole, without gaps or circles, by its own author, of known types and roots, within its limits.
 * Yjs itself checks none of it. `mayWrite` says whether the writer may use a client id. Leaves the document as it is.
 */
export function checkUpdate(
  doc: Y.Doc,
  kind: DocumentKind,
  update: Uint8Array,
  mayWrite: (client: number) => boolean,
  limits: UpdateLimits
): Verdict {
  const work = { steps: 0 }
  try {
    let { structs, ds } = decode(update, limits, work)
    let fresh = newStructs(doc, structs, mayWrite, limits)
    let places = new ItemLocator(doc, kind, fresh)
    let deletes = checkDeletes(doc, ds, fresh.next, places, limits, work)
    if (fresh.byClient.size === 0 && deletes === 0) return { ok: true, changes: false, ...work }
    let news = update
    if (fresh.known) {
      // Yjs looks for the neighbours of what it knows, and lays a struct that is known in part into another list than its own.
      news = Y.diffUpdate(update, vectorOf(doc, structs))
      ;({ structs, ds } = decode(news, limits, work))
      fresh = newStructs(doc, structs, mayWrite, limits)
      places = new ItemLocator(doc, kind, fresh)
      deletes = checkDeletes(doc, ds, fresh.next, places, limits, work)
    }
    const neighbours = new IntegrationCost(doc, limits.integrationBudget, work)
    let growth = deletes
    const ordered: Struct[] = []
    for (const struct of inOrder(doc, fresh)) {
      growth++
      ordered.push(struct)
      work.steps += STRUCT
      const place = checkStruct(struct, places, limits)
      if (place !== 'gone' && !neighbours.take(struct as Y.Item, place)) throw new UpdateFault('form')
    }
    return { ok: true, changes: true, news, clients: new Set(fresh.byClient.keys()), growth, structs: ordered, deletes: ds, ...work }
  } catch (error) {
    if (error instanceof UpdateFault) return { ok: false, reason: error.reason, ...work }
    throw error
  }
}

function decode(update: Uint8Array, limits: UpdateLimits, work: Work): ReturnType<typeof Y.decodeUpdate> {
  try {
    return decodeUpdate(update, limits.structsRead, work)
  } catch (error) {
    throw error instanceof UpdateFault ? error : new UpdateFault('malformed')
  }
}

/** What the document has of the clients of these structs, as a state vector. */
function vectorOf(doc: Y.Doc, structs: (Struct | Y.Skip)[]): Uint8Array {
  return Y.encodeStateVector(new Map(structs.map(({ id }) => [id.client, Y.getState(doc.store, id.client)])))
}

/**
 * The structs that the document lacks, each following on what it has of that client. `known`: whether there were others. Of those that are
 * the server's own nothing else may be said than what it has written: else something would be told to be saved that stands nowhere.
 */
function newStructs(
  doc: Y.Doc,
  structs: (Struct | Y.Skip)[],
  mayWrite: (client: number) => boolean,
  limits: UpdateLimits
): NewStructs & { known: boolean } {
  const byClient = new Map<number, Struct[]>()
  const next = new Map<number, number>()
  let count = 0
  let isKnown = false
  for (const struct of structs) {
    const { client, clock } = struct.id
    const known = next.get(client) ?? Y.getState(doc.store, client)
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct.length < 1) throw new UpdateFault('malformed')
    if (struct instanceof Y.Skip) throw new UpdateFault('missing-dependency')
    if (clock < known) isKnown = true
    if (client === SERVER_CLIENT && clock < known && !isStored(doc, struct)) throw new UpdateFault('foreign')
    if (end <= known) continue
    if (clock > known) throw new UpdateFault('missing-dependency')
    if (client === SERVER_CLIENT || !mayWrite(client)) throw new UpdateFault('foreign')
    if (++count > limits.structs) throw new UpdateFault('form')
    next.set(client, end)
    const list = byClient.get(client)
    if (list) list.push(struct)
    else byClient.set(client, [struct])
  }
  return { byClient, next, known: isKnown }
}

/** The new structs, each after those that it follows on or stands in, in the order in which Yjs lays them. Throws where there is no such order. */
function* inOrder(doc: Y.Doc, { byClient, next }: NewStructs): Iterable<Struct> {
  const laid = new Map<number, number>()
  const waiting = new Set<number>()
  const stack: Id[] = []
  const wait = (id: Id): void => {
    if (waiting.has(id.client)) throw new UpdateFault('malformed')
    waiting.add(id.client)
    stack.push(id)
  }
  for (const first of [...byClient.keys()].sort((a, b) => b - a)) {
    wait({ client: first, clock: Number.POSITIVE_INFINITY })
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { client, clock } = top
      const at = laid.get(client) ?? 0
      const struct = byClient.get(client)?.[at]
      const lacking = struct instanceof Y.Item ? lackingOf(struct) : null
      if (!struct || struct.id.clock > clock) {
        waiting.delete(client)
        stack.pop()
      } else if (lacking) wait(lacking)
      else {
        laid.set(client, at + 1)
        yield struct
      }
    }
  }

  /** The first that an item refers to and that is neither stored nor laid. */
  function lackingOf({ id, origin, rightOrigin, parent }: Y.Item): Id | null {
    const holder = parent !== null && typeof parent === 'object' ? (parent as unknown as Id) : null
    for (const other of [origin, rightOrigin, holder]) {
      if (!other || other.clock < Y.getState(doc.store, other.client)) continue
      if (other.client === id.client) {
        if (other.clock >= id.clock) throw new UpdateFault('malformed')
        continue
      }
      if (other.clock >= (next.get(other.client) ?? 0)) throw new UpdateFault('missing-dependency')
      const reached = byClient.get(other.client)?.[laid.get(other.client) ?? 0]
      if (reached && reached.id.clock <= other.clock) return other
    }
    return null
  }
}

/** Where a struct stands; 'gone' for one that stands in nothing that is left. */
function checkStruct(struct: Struct, places: ItemLocator, limits: UpdateLimits): Place {
  if (struct instanceof Y.GC) {
    if (struct.length > limits.deletedLength) throw new UpdateFault('form')
    return 'gone'
  }
  const { content } = struct
  const place = places.of(struct)
  if (content instanceof Y.ContentDeleted) {
    if (content.len > limits.deletedLength) throw new UpdateFault('form')
  } else if (content instanceof Y.ContentString) {
    if (content.str.length > limits.textLength) throw new UpdateFault('form')
  } else if (content instanceof Y.ContentAny) {
    if (!content.arr.every(value => isSmall(value, limits))) throw new UpdateFault('form')
  } else if (!(content instanceof Y.ContentType)) throw new UpdateFault('form')
  if (place === 'gone') return place
  if (place.root.writer !== 'client') throw new UpdateFault('foreign')
  const inMap = place.level < 2
  if (inMap !== (place.key !== null)) throw new UpdateFault('form')
  if (place.key !== null && !isKey(place.key, limits)) throw new UpdateFault('form')
  if (!(content instanceof Y.ContentDeleted) && !fits(content, place)) throw new UpdateFault('form')
  return place
}

/** Whether clients write in a place: what the server has written there is theirs to change. */
const isClients = (place: Place): boolean => place !== 'gone' && place.root.writer === 'client'

/** Whether a place may hold this content: values in a map of values; maps in a map of records, holding values and texts. */
function fits(content: Y.Item['content'], { level, root }: Exclude<Place, 'gone'>): boolean {
  const value = content instanceof Y.ContentAny && content.arr.length === 1
  const type = content instanceof Y.ContentType ? content.type.constructor : null
  if (level === 0) return root.shape === 'values' ? value : type === Y.Map
  if (level === 1) return value || type === Y.Text
  return content instanceof Y.ContentString
}

const meaningful: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Keys become names of plain objects where documents are read, so those that JavaScript has a meaning for are refused. */
function isKey(key: string, limits: UpdateLimits): boolean {
  return key.length <= limits.keyLength && !splitKey(key).some(part => meaningful.has(part))
}

function isSmall(value: unknown, limits: UpdateLimits): boolean {
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

/**
 * How many stretches of the delete set delete something that still stands. It is sorted, names only what is known or new,
 * and spares the server's own but where clients may write.
 */
function checkDeletes(doc: Y.Doc, set: Deletes, next: Map<number, number>, places: ItemLocator, limits: UpdateLimits, work: Work): number {
  let count = 0
  for (const [client, ranges] of set.clients) {
    const stored = Y.getState(doc.store, client)
    const structs = doc.store.clients.get(client) ?? []
    const known = Math.max(stored, next.get(client) ?? 0)
    let end = 0
    for (const { clock, len } of ranges) {
      if (len < 1 || clock < end || !Number.isSafeInteger(clock + len)) throw new UpdateFault('malformed')
      end = clock + len
      if (end > known) throw new UpdateFault('missing-dependency')
      let deletes = end > stored
      const looksAtAll = client === SERVER_CLIENT
      for (let at = clock < stored ? Y.findIndexSS(structs, clock) : structs.length; at < structs.length && (looksAtAll || !deletes); at++) {
        const struct = structs[at] as Struct
        if (struct.id.clock >= end) break
        work.steps++
        if (struct instanceof Y.GC || struct.deleted) continue
        if (looksAtAll && !isClients(places.of(struct))) throw new UpdateFault('foreign')
        deletes = true
      }
      if (!deletes) continue
      if (++count > limits.structs) throw new UpdateFault('form')
    }
  }
  return count
}
