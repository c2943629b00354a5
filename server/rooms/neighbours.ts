import * as Y from 'yjs'

type Struct = Y.Item | Y.GC
type Id = { client: number; clock: number }
/** What stands in a list. */
type Stored = { head: Y.Item | null; length: number }

const idOf = ({ client, clock }: Id): string => `${client}:${clock}`
/** False where one of the two is not known. */
function isSame(known: Id | null | undefined, wanted: Id | null): boolean {
  if (known === null || known === undefined || wanted === null) return known === wanted
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
  /** Last id of what is laid, or the head of a list → what stands behind it now; undefined where that is not known. */
  private readonly behind = new Map<string, Id | null | undefined>()
  /** What new items follow on. */
  private readonly followed = new Set<string>()
  private readonly lists = new Map<string, Stored>()
  private readonly news = new Map<string, number>()

  constructor(doc: Y.Doc, most: number) {
    this.doc = doc
    this.most = most
  }

  /**
   * Takes the next new item; items that it follows on come before it. `name` names its list (its parent, and its key in a
   * map), `oneOf` gives an item that stands in it. False where there is more work than all together may make.
   */
  take(item: Y.Item, name: string, oneOf: () => Y.Item | null): boolean {
    const news = this.news.get(name) ?? 0
    this.news.set(name, news + 1)
    // Looked at only where an item stands before all others, which is rare: a key's values are gone by from the last.
    const list = item.origin === null ? this.list(name, oneOf) : null
    const { client } = item.id
    const known = Y.getState(this.doc.store, client)
    // Of an item that is partly known, the rest follows on what is known.
    const [left, clock] = item.id.clock < known ? [Y.createID(client, known - 1), known] : [item.origin, item.id.clock]
    const from = left === null ? `${name}|` : idOf(left)
    // Clients lay a new value behind the last one of its key. Before the first, Yjs would look for the first each time.
    const before = left === null && item.parentSub !== null && (list?.length ?? 0) + news > 0
    const inLine = !before && isSame(this.rightOf(left, from, list?.head ?? null), item.rightOrigin)
    this.behind.set(from, inLine ? { client, clock } : undefined)
    this.behind.set(idOf(item.lastId), inLine ? item.rightOrigin : undefined)
    if (!inLine) {
      const passed = this.passed(left, item.rightOrigin, list?.head ?? null)
      this.steps += 1 + passed + (before ? (list?.length ?? 0) / 50 : 0)
      if (passed > 0 || this.followed.has(from)) this.steps += news / 10
    }
    this.followed.add(from)
    return this.steps <= this.most
  }

  /** What stands behind an id now; undefined where that is not known. */
  private rightOf(left: Id | null, from: string, head: Y.Item | null): Id | null | undefined {
    if (this.behind.has(from)) return this.behind.get(from)
    if (left === null) return head?.id ?? null
    const stored = this.stored(left)
    // In the middle of what was laid in this message: what follows is its own next character.
    if (!stored) return { client: left.client, clock: left.clock + 1 }
    if (!(stored instanceof Y.Item)) return undefined
    return left.clock < stored.id.clock + stored.length - 1 ? { client: left.client, clock: left.clock + 1 } : (stored.right?.id ?? null)
  }

  /**
   * Stored items that Yjs passes from the left neighbour on: those that follow on the same one, and what follows on them.
   * Behind a new one it passes none, since no stored one follows on that.
   */
  private passed(left: Id | null, right: Id | null, head: Y.Item | null): number {
    const stored = left === null ? null : this.stored(left)
    if (left !== null && !(stored instanceof Y.Item)) return 0
    const end = right === null ? null : this.stored(right)
    const seen = new Set<Struct>()
    for (let at = stored instanceof Y.Item ? stored.right : head; at !== null && at !== end; at = at.right) {
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

  private list(name: string, oneOf: () => Y.Item | null): Stored {
    const known = this.lists.get(name)
    if (known) return known
    let head = oneOf()
    let length = head ? 1 : 0
    for (; head?.left; head = head.left) length++
    const list = { head, length }
    this.lists.set(name, list)
    return list
  }
}
