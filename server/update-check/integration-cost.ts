import * as Y from 'yjs'
import type { Id, Place, Struct } from './item-locator.ts'
import { ListReplay } from './list-replay.ts'

/** What stands behind an item, or at the head of a list, when all before the next new item are laid. */
type Cursor = { behind: Id | null }
/** The first of a list as it is stored, and how many are stored: of a text 0 or 1. */
type ListStart = { first: Y.Item | null; stored: number }
/**
 * Values of a key, or pieces of a text: where it begins, as soon as that has been asked, and what is new. `order`: from the first
 * new item on that does not stand where its writer saw it.
 */
type List = { place: Exclude<Place, 'gone'>; begin: ListStart | null; head: Cursor | null; news: Y.Item[]; order: ListReplay | null }

function isSame(known: Id | null, wanted: Id | null): boolean {
  if (known === null || wanted === null) return known === wanted
  return known.client === wanted.client && known.clock === wanted.clock
}

/**
 * How much work the places of new items make, and whether they are places at all: see ListReplay. An item that stands where
 * its writer saw it, between the same two neighbours, makes none. Else Yjs goes from the left one by all that others have laid
 * there since: so the work of one message may be the square of its length, and of a small message the length of the document.
 */
export class IntegrationCost {
  private readonly doc: Y.Doc
  private readonly most: number
  private readonly work: { steps: number }
  private steps = 0
  private readonly cursors = new Map<number, Map<number, Cursor>>()
  private readonly lists = new Map<string | Y.Item, Map<string | null, List>>()

  /** Refuses where there are more than `most` steps; adds them to `work`. */
  constructor(doc: Y.Doc, most: number, work: { steps: number }) {
    this.doc = doc
    this.most = most
    this.work = work
  }

  /**
   * Takes the next new item; items that it follows on come before it. False where no client can have seen its neighbours next
   * to each other, or where there is more work than all together may make. One step is one item passed.
   */
  take(item: Y.Item, place: Exclude<Place, 'gone'>): boolean {
    const list = this.list(place)
    const { origin, rightOrigin } = item
    if (list.order) return this.lay(list.order, list, item)
    const from = origin === null ? this.head(list) : this.cursor(origin)
    if (isSame(from.behind, rightOrigin)) {
      from.behind = item.id
      this.put(item.id.client, item.id.clock + item.length - 1, { behind: rightOrigin })
      list.news.push(item)
      return true
    }
    list.order = new ListReplay(this.doc, this.begin(list).first)
    for (const before of list.news) if (!this.lay(list.order, null, before)) return false
    return this.lay(list.order, list, item)
  }

  private lay(order: ListReplay, list: List | null, item: Y.Item): boolean {
    const passed = order.lay(item, this.most)
    if (passed === null) return false
    // Before the first of a key's values Yjs looks for the first each time, from the last one on.
    const steps = 1 + passed + (list !== null && item.origin === null ? this.begin(list).stored / 8 : 0)
    this.steps += steps
    this.work.steps += steps
    return this.steps <= this.most
  }

  private list(place: Exclude<Place, 'gone'>): List {
    let lists = this.lists.get(place.holder)
    if (!lists) {
      lists = new Map()
      this.lists.set(place.holder, lists)
    }
    let list = lists.get(place.key)
    if (!list) {
      list = { place, begin: null, head: null, news: [], order: null }
      lists.set(place.key, list)
    }
    return list
  }

  /** Goes by all values that a key has ever had, so only for who needs it: not for one that is set after the last. */
  private begin(list: List): ListStart {
    if (!list.begin) {
      const { level, holder, key } = list.place
      const type = level === 0 ? this.doc.share.get(holder as string) : ((holder as Y.Item).content as Y.ContentType).type
      let first = (key === null ? type?._start : type?._map.get(key)) ?? null
      let stored = first ? 1 : 0
      for (; first?.left; first = first.left) stored++
      list.begin = { first, stored }
    }
    return list.begin
  }

  private head(list: List): Cursor {
    list.head ??= { behind: this.begin(list).first?.id ?? null }
    return list.head
  }

  private cursor(id: Id): Cursor {
    const known = this.cursors.get(id.client)?.get(id.clock)
    if (known) return known
    const cursor = { behind: this.behind(id) }
    this.put(id.client, id.clock, cursor)
    return cursor
  }

  private put(client: number, clock: number, cursor: Cursor): void {
    let cursors = this.cursors.get(client)
    if (!cursors) {
      cursors = new Map()
      this.cursors.set(client, cursors)
    }
    cursors.set(clock, cursor)
  }

  /** What stands behind an id that nothing new has been laid behind. */
  private behind(id: Id): Id | null {
    const next = { client: id.client, clock: id.clock + 1 }
    // In the middle of what was laid in this message, or of what is stored: what follows is its own next character.
    if (id.clock >= Y.getState(this.doc.store, id.client)) return next
    const stored: Struct = Y.getItem(this.doc.store, Y.createID(id.client, id.clock))
    if (!(stored instanceof Y.Item) || next.clock < stored.id.clock + stored.length) return next
    return stored.right?.id ?? null
  }
}
