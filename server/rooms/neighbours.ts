import * as Y from 'yjs'
import type { Id, Place, Struct } from './places.ts'

/** Stands for a neighbour that is not known, and is no item's. */
const UNKNOWN: Id = { client: -1, clock: -1 }
/** What stands behind an item, or at the head of a list, when all before the next new item are laid; and whether a new one followed on it. */
type Spot = { behind: Id | null; followed: boolean }
/** Values of a key, or pieces of a text: the first that is stored, how many are (of a text 0 or 1), and how many new ones were laid. */
type List = Spot & { first: Y.Item | null; stored: number; news: number }

function isSame(known: Id | null, wanted: Id | null): boolean {
  if (known === null || wanted === null) return known === wanted
  return known.client === wanted.client && known.clock === wanted.clock
}

/**
 * How much work the places of new items make. An item that stands where its writer saw it, between the same two neighbours,
 * makes none. Else Yjs goes from the left one by all that others have laid there since, and by what follows on that: so the
 * work of one message may be the square of its length, and of a small message the length of the document.
 *
 * Counted from above, without laying anything, and in Yjs's own order. One step is one item passed; new ones of the same
 * message are passed ten times as fast.
 */
export class Neighbours {
  private readonly doc: Y.Doc
  private readonly most: number
  private steps = 0
  private readonly spots = new Map<number, Map<number, Spot>>()
  private readonly lists = new Map<string | Y.Item, Map<string | null, List>>()

  constructor(doc: Y.Doc, most: number) {
    this.doc = doc
    this.most = most
  }

  /** Takes the next new item; items that it follows on come before it. False where there is more work than all together may make. */
  take(item: Y.Item, place: Exclude<Place, 'gone'>): boolean {
    const list = this.list(place)
    const { origin, rightOrigin } = item
    const from = origin === null ? list : this.spot(origin)
    // Clients lay a new value behind the last one of its key. Before the first, Yjs would look for the first each time.
    const before = origin === null && place.key !== null && list.stored + list.news > 0
    const inLine = !before && isSame(from.behind, rightOrigin)
    if (!inLine) {
      const passed = this.passed(origin, rightOrigin, list.first)
      this.steps += 1 + passed + (before ? list.stored / 50 : 0)
      if (passed > 0 || from.followed) this.steps += list.news / 10
    }
    list.news++
    from.behind = inLine ? item.id : UNKNOWN
    from.followed = true
    this.put(item.id.client, item.id.clock + item.length - 1, { behind: inLine ? rightOrigin : UNKNOWN, followed: false })
    return this.steps <= this.most
  }

  private list({ level, holder, key }: Exclude<Place, 'gone'>): List {
    let lists = this.lists.get(holder)
    if (!lists) {
      lists = new Map()
      this.lists.set(holder, lists)
    }
    let list = lists.get(key)
    if (!list) {
      const type = level === 0 ? this.doc.share.get(holder as string) : ((holder as Y.Item).content as Y.ContentType).type
      let first = (key === null ? type?._start : type?._map.get(key)) ?? null
      let stored = first ? 1 : 0
      for (; first?.left; first = first.left) stored++
      list = { first, stored, news: 0, behind: first?.id ?? null, followed: false }
      lists.set(key, list)
    }
    return list
  }

  private spot(id: Id): Spot {
    const known = this.spots.get(id.client)?.get(id.clock)
    if (known) return known
    const spot = { behind: this.behind(id), followed: false }
    this.put(id.client, id.clock, spot)
    return spot
  }

  private put(client: number, clock: number, spot: Spot): void {
    let spots = this.spots.get(client)
    if (!spots) {
      spots = new Map()
      this.spots.set(client, spots)
    }
    spots.set(clock, spot)
  }

  /** What stands behind an id that nothing new has been laid behind. */
  private behind(id: Id): Id | null {
    const stored = this.stored(id)
    // In the middle of what was laid in this message: what follows is its own next character.
    if (!stored) return { client: id.client, clock: id.clock + 1 }
    if (!(stored instanceof Y.Item)) return UNKNOWN
    return id.clock < stored.id.clock + stored.length - 1 ? { client: id.client, clock: id.clock + 1 } : (stored.right?.id ?? null)
  }

  /**
   * Stored items that Yjs passes from the left neighbour on: those that follow on the same one, and what follows on them.
   * Behind a new one it passes none, since no stored one follows on that.
   */
  private passed(left: Id | null, right: Id | null, first: Y.Item | null): number {
    const stored = left === null ? null : this.stored(left)
    if (left !== null && !(stored instanceof Y.Item)) return 0
    const end = right === null ? null : this.stored(right)
    const seen = new Set<Struct>()
    for (let at = stored instanceof Y.Item ? stored.right : first; at !== null && at !== end; at = at.right) {
      const { origin } = at
      if (!isSame(origin, left) && (origin === null || !seen.has(Y.getItem(this.doc.store, origin)))) break
      seen.add(at)
      if (this.steps + seen.size > this.most) break
    }
    return seen.size
  }

  private stored(id: Id): Struct | null {
    return id.clock < Y.getState(this.doc.store, id.client) ? Y.getItem(this.doc.store, Y.createID(id.client, id.clock)) : null
  }
}
