import * as Y from 'yjs'
import type { Id } from './places.ts'

/** A stored item, or a piece of it, or a new one. `next`: what stands behind it; undefined where that is still to be read from the stored item. */
type Node = {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  stored: Y.Item | null
  next: Node | null | undefined
}

/** So many items that are looked at take as long as one that is passed: 0.13 µs each. */
const LOOKS_A_STEP = 4

const isSame = (one: Id | null, other: Id | null): boolean =>
  one === null || other === null ? one === other : one.client === other.client && one.clock === other.clock

/**
 * The order of one list as Yjs would make it with new items, worked out beside the document: the document stays as it is, and
 * of the list no more is read than is passed.
 *
 * A client lays an item between two that stand next to each other as it sees the list. So what others have put between them
 * is unknown to those two: an item of the same client between them, or one that they themselves follow on, says that no
 * client has seen that. Such an item Yjs would take, and lay in another order where the others came first.
 */
export class ListOrder {
  private readonly doc: Y.Doc
  private readonly head: Node
  private readonly pieces = new Map<Y.Item, Node[]>()
  /** New ones of each client, by clock. */
  private readonly news = new Map<number, Node[]>()
  /** What the last neighbours that others stand between follow on, and what stood between: what follows on these again need not be gone through. */
  private followed: { nodes: Set<Node>; between: ReadonlySet<Node> } = { nodes: new Set(), between: new Set() }

  /** `first`: of the list as it is stored; null where it is empty. */
  constructor(doc: Y.Doc, first: Y.Item | null) {
    this.doc = doc
    this.head = { client: -1, clock: 0, length: 0, origin: null, rightOrigin: null, stored: null, next: first && this.whole(first) }
  }

  /**
   * Lays an item, whose neighbours are in the list. Answers the work in items passed on the way, from `most` on not to the end;
   * null where no client can have seen such neighbours.
   */
  lay(item: Y.Item, most: number): number | null {
    // In this order: a cut for the left one leaves what begins with the right one as it is.
    const right = item.rightOrigin && this.beginningWith(item.rightOrigin)
    const left = item.origin === null ? this.head : this.endingWith(item.origin)
    if (!left || right === undefined) return null
    const between = this.between(left, right, most)
    if (between === null) return null
    if (between.size === 0) {
      this.insert(left, item)
      return 0
    }
    const looked = this.look(left, right, item.id.client, between)
    return looked === null ? null : between.size + looked / LOOKS_A_STEP + this.insertAmong(left, right, item)
  }

  /** What stands between two; null where the second is not behind the first. */
  private between(left: Node, right: Node | null, most: number): Set<Node> | null {
    const between = new Set<Node>()
    for (let at = this.next(left); at !== right; at = this.next(at)) {
      if (at === null) return null
      if (between.size >= most) break
      between.add(at)
    }
    return between
  }

  /** Whether a client can have seen two next to each other that these stand between: null where not, else how many items were looked at. */
  private look(left: Node, right: Node | null, client: number, between: ReadonlySet<Node>): number | null {
    for (const node of between) {
      if (node.client === client) return null
      for (const side of [left, right]) if (side && node.client === side.client && node.clock < side.clock) return null
    }
    const { followed } = this
    const nodes = between.isSubsetOf(followed.between) ? followed.nodes : new Set<Node>()
    this.followed = { nodes, between }
    let looked = 0
    const open = [left, right]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === null || nodes.has(node)) continue
      nodes.add(node)
      looked++
      for (const id of [node.origin, node.rightOrigin]) {
        const other = id && this.find(id)
        if (other && between.has(other)) return null
        open.push(other ?? null)
      }
    }
    return looked
  }

  /** As Item.integrate of Yjs finds the place: by the items that follow on the same left one, and by who has the lower id. */
  private insertAmong(first: Node, right: Node | null, item: Y.Item): number {
    let left = first
    let passed = 0
    const before = new Set<Node>()
    const conflicting = new Set<Node>()
    for (let at = this.next(left); at !== null && at !== right; at = this.next(at)) {
      passed++
      before.add(at)
      conflicting.add(at)
      const origin = at.origin && this.find(at.origin)
      if (isSame(item.origin, at.origin)) {
        if (at.client < item.id.client) {
          left = at
          conflicting.clear()
        } else if (isSame(item.rightOrigin, at.rightOrigin)) break
      } else if (origin && before.has(origin)) {
        if (!conflicting.has(origin)) {
          left = at
          conflicting.clear()
        }
      } else break
    }
    this.insert(left, item)
    return passed
  }

  private insert(left: Node, { id, length, origin, rightOrigin }: Y.Item): void {
    const node: Node = { client: id.client, clock: id.clock, length, origin, rightOrigin, stored: null, next: this.next(left) }
    left.next = node
    const list = this.news.get(id.client)
    if (list) list.push(node)
    else this.news.set(id.client, [node])
  }

  private next(node: Node): Node | null {
    if (node.next === undefined) node.next = node.stored?.right ? this.whole(node.stored.right) : null
    return node.next
  }

  /** The node of a stored item, or the first of its pieces. */
  private whole(item: Y.Item): Node {
    const pieces = this.pieces.get(item)
    if (pieces) return pieces[0] as Node
    const { id, length, origin, rightOrigin } = item
    const node: Node = { client: id.client, clock: id.clock, length, origin, rightOrigin, stored: item, next: undefined }
    this.pieces.set(item, [node])
    return node
  }

  private listOf(id: Id): Node[] {
    if (id.clock >= Y.getState(this.doc.store, id.client)) return this.news.get(id.client) ?? []
    const struct = Y.getItem(this.doc.store, Y.createID(id.client, id.clock))
    if (!(struct instanceof Y.Item)) return []
    this.whole(struct)
    return this.pieces.get(struct) ?? []
  }

  private find({ client, clock }: Id): Node | undefined {
    const list = this.listOf({ client, clock })
    let low = 0
    let high = list.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((list[middle] as Node).clock <= clock) low = middle
      else high = middle - 1
    }
    const node = list[low]
    return node && node.clock <= clock && clock < node.clock + node.length ? node : undefined
  }

  private endingWith(id: Id): Node | undefined {
    const node = this.find(id)
    if (node && id.clock < node.clock + node.length - 1) this.split(node, id.clock + 1)
    return node
  }

  private beginningWith(id: Id): Node | undefined {
    const node = this.find(id)
    return node && node.clock < id.clock ? this.split(node, id.clock) : node
  }

  /** Cuts a node in two, as Yjs does where somebody lays something in its middle. Answers the second. */
  private split(node: Node, clock: number): Node {
    const list = this.listOf(node)
    const second: Node = { ...node, clock, length: node.clock + node.length - clock, origin: { client: node.client, clock: clock - 1 } }
    node.length = clock - node.clock
    node.next = second
    list.splice(list.indexOf(node) + 1, 0, second)
    return second
  }
}
