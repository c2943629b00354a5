import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/board/access.ts'
import { type Root, roots } from '../../src/documents/form.ts'
import { UpdateFault } from './decode-update.ts'

export type Struct = Y.Item | Y.GC
export type Id = { client: number; clock: number }
/** The structs of an update that the document lacks, of each client in the order of their clocks, and the clock behind them. */
export type NewStructs = { byClient: Map<number, Struct[]>; next: Map<number, number> }
/**
 * Where an item stands: in a root map, in a record of one, in the text of a record; or in something that has been deleted.
 * Two places with the same holder and key are the same list: the values that a key has had, or the pieces of a text.
 */
export type Place = { level: 0 | 1 | 2; root: Root; holder: string | Y.Item; key: string | null } | 'gone'

/** The places of an update's items in a document that they are not in yet. Throws Bad where Yjs would find none, or one that the document's kind does not have. */
export class ItemLocator {
  private readonly doc: Y.Doc
  private readonly roots: Record<string, Root>
  private readonly fresh: NewStructs
  private readonly known = new Map<Struct, Place>()

  constructor(doc: Y.Doc, kind: DocumentKind, fresh: NewStructs) {
    this.doc = doc
    this.roots = roots[kind]
    this.fresh = fresh
  }

  /** Items that it follows on, or stands in, come before it. */
  of(item: Y.Item): Place {
    let place = this.known.get(item)
    if (place === undefined) {
      place = item.parent instanceof Y.AbstractType ? this.stored(item) : this.named(item)
      this.known.set(item, place)
    }
    return place
  }

  /** The place that a new item names: by its neighbours, or by its parent where it has none. */
  private named({ origin, rightOrigin, parent, parentSub }: Y.Item): Place {
    if (origin || rightOrigin) {
      const left = origin && this.at(origin)
      const right = rightOrigin && this.at(rightOrigin)
      if (left === 'gone' || right === 'gone') return 'gone'
      // Yjs takes the left one's list, and looks for the right one to its end: the order would depend on who came first.
      if (left && right && (left.holder !== right.holder || left.key !== right.key)) throw new UpdateFault('form')
      return (left ?? right) as Place
    }
    // As it is read, a parent is the name of a root or an id; its type says what it becomes.
    const named = parent as unknown as string | Id | null
    if (named === null) throw new UpdateFault('malformed')
    if (typeof named !== 'string') return this.inside(named, parentSub)
    const root = Object.hasOwn(this.roots, named) ? this.roots[named] : undefined
    if (!root) throw new UpdateFault('form')
    return { level: 0, root, holder: named, key: parentSub }
  }

  private at(id: Id): Place {
    const struct = this.find(id)
    return struct instanceof Y.GC ? 'gone' : this.of(struct)
  }

  /** The place within the map or text that another item holds. */
  private inside(parent: Id, key: string | null): Place {
    const holder = this.find(parent)
    if (holder instanceof Y.GC || holder.content instanceof Y.ContentDeleted) return 'gone'
    if (!(holder.content instanceof Y.ContentType)) throw new UpdateFault('malformed')
    const place = this.of(holder)
    return place === 'gone' ? 'gone' : { level: below(place.level), root: place.root, holder, key }
  }

  private stored(item: Y.Item): Place {
    const type = item.parent as Y.AbstractType<unknown>
    const holder = type._item
    if (holder) {
      const place = this.of(holder)
      return place === 'gone' ? 'gone' : { level: below(place.level), root: place.root, holder, key: item.parentSub }
    }
    const name = Y.findRootTypeKey(type)
    const root = this.roots[name]
    if (!root) throw new UpdateFault('form')
    return { level: 0, root, holder: name, key: item.parentSub }
  }

  /** A struct that an item refers to, of the document or of this update. */
  private find({ client, clock }: Id): Struct {
    const store = this.doc.store
    if (clock < Y.getState(store, client)) return Y.getItem(store, Y.createID(client, clock))
    const list = this.fresh.byClient.get(client)
    if (!list || clock >= (this.fresh.next.get(client) ?? 0)) throw new UpdateFault('missing-dependency')
    return list[Y.findIndexSS(list, clock)] as Struct
  }
}

function below(level: 0 | 1 | 2): 1 | 2 {
  if (level === 2) throw new UpdateFault('form')
  return level === 0 ? 1 : 2
}
