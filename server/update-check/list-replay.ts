import * as Y from 'yjs'
import type { Id } from './item-locator.ts'

/**
 * A stored item, or a piece of it, or a new one. `next`: what stands behind it; undefined where that is still to be read from the
 * stored item. `originAt`, `rightAt`: where its origins were found last. The numbers say in which round it was met, and as what:
 * marks on the nodes, since sets of them would cost more than all the rest.
 */
type Node = {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  stored: Y.Item | null
  next: Node | null | undefined
  originAt: Node | undefined
  rightAt: Node | undefined
  /** Stands between the two neighbours of the item that is being laid. */
  between: number
  /** Follows on nothing that stands in the stretch of that number: see `look`. */
  clear: number
  /** Stands in the stretch of that number. */
  stretch: number
  /** Yjs has passed it, and what it has passed since it last moved on. */
  before: number
  conflicting: number
}

/** Cost of laying one item, in items passed. Measured in a cold process, as an attack meets it. */
const LAYING = 50

const isSame = (one: Id | null, other: Id | null): boolean =>
  one === null || other === null ? one === other : one.client === other.client && one.clock === other.clock

/** True if the node covers this clock of its client. */
const isIn = (node: Node, clock: number): boolean => node.clock <= clock && clock < node.clock + node.length

const nodeOf = (
  client: number,
  clock: number,
  length: number,
  origin: Id | null,
  rightOrigin: Id | null,
  stored: Y.Item | null,
  next: Node | null | undefined
): Node => ({
  client,
  clock,
  length,
  origin,
  rightOrigin,
  stored,
  next,
  originAt: undefined,
  rightAt: undefined,
  between: 0,
  clear: 0,
  stretch: 0,
  before: 0,
  conflicting: 0
})

/**
 * The order of one list as Yjs would make it with new items, worked out beside the document: the document stays as it is, and
 * of the list no more is read than is passed.
 *
 * A client lays an item between two that stand next to each other as it sees the list. So what others have put between them
 * is unknown to those two: an item of the same client between them, or one that they themselves follow on, says that no
 * client has seen that. Such an item Yjs would take, and lay in another order where the others came first.
 */
export class ListReplay {
  private readonly doc: Y.Doc
  private readonly head: Node
  private readonly pieces = new Map<Y.Item, Node[]>()
  /** New ones of each client, by clock. */
  private readonly news = new Map<number, Node[]>()
  private rounds = 0

  /** `first`: of the list as it is stored; null where it is empty. */
  constructor(doc: Y.Doc, first: Y.Item | null) {
    this.doc = doc
    this.head = nodeOf(-1, 0, 0, null, null, null, first && this.whole(first))
  }

  /**
   * Lays an item, whose neighbours are in the list. Answers the work in items passed or looked at on the way, from `most` on not to
   * the end; null where no client can have seen such neighbours.
   */
  lay(item: Y.Item, most: number): number | null {
    // In this order: a cut for the left one leaves what begins with the right one as it is.
    const right = item.rightOrigin && this.beginningWith(item.rightOrigin)
    const left = item.origin === null ? this.head : this.endingWith(item.origin)
    if (!left || right === undefined) return null
    const between = this.between(left, right, most)
    if (between === null) return null
    if (between.length === 0) {
      this.insert(left, item)
      return 0
    }
    const looked = this.look(left, right, item.id.client, between)
    return looked === null ? null : LAYING + between.length + looked + this.insertAmong(left, right, item)
  }

  /** What stands between two, marked with the number of this round; null where the second is not behind the first. */
  private between(left: Node, right: Node | null, most: number): Node[] | null {
    const between: Node[] = []
    const round = ++this.rounds
    for (let at = this.next(left); at !== right; at = this.next(at)) {
      if (at === null) return null
      if (between.length >= most) break
      at.between = round
      between.push(at)
    }
    return between
  }

  /**
   * Whether a client can have seen two next to each other that these stand between: null where not, else how many items were
   * looked at. What was found to follow on nothing in a stretch need not be gone through again for a part of that stretch.
   */
  private look(left: Node, right: Node | null, client: number, between: Node[]): number | null {
    const round = this.rounds
    for (const node of between) {
      if (node.client === client) return null
      for (const side of [left, right]) if (side && node.client === side.client && node.clock < side.clock) return null
    }
    const known = (between[0] as Node).stretch
    const isKnown = known !== 0 && between.every(node => node.stretch === known)
    const stretch = isKnown ? known : round
    if (!isKnown) for (const node of between) node.stretch = stretch
    let isOfPart = false
    const looked: Node[] = []
    const open: (Node | null)[] = [left, right]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === null || node.clear === stretch) continue
      node.clear = stretch
      looked.push(node)
      for (const other of [this.originOf(node), this.rightOf(node)]) {
        if (!other) continue
        if (other.between === round) return null
        if (other.stretch === stretch) isOfPart = true
        open.push(other)
      }
    }
    // Clear of this part, and not of the whole stretch: from now on this part is one of its own.
    if (isOfPart) {
      for (const node of between) node.stretch = round
      for (const node of looked) node.clear = round
    }
    return looked.length
  }

  /** As Item.integrate of Yjs finds the place: by the items that follow on the same left one, and by who has the lower id. */
  private insertAmong(first: Node, right: Node | null, item: Y.Item): number {
    let left = first
    let passed = 0
    const round = ++this.rounds
    let conflicts = round
    for (let at = this.next(left); at !== null && at !== right; at = this.next(at)) {
      passed++
      at.before = round
      at.conflicting = conflicts
      const origin = this.originOf(at)
      if (isSame(item.origin, at.origin)) {
        if (at.client < item.id.client) {
          left = at
          conflicts = ++this.rounds
        } else if (isSame(item.rightOrigin, at.rightOrigin)) break
      } else if (origin?.before === round) {
        if (origin.conflicting !== conflicts) {
          left = at
          conflicts = ++this.rounds
        }
      } else break
    }
    this.insert(left, item)
    return passed
  }

  private insert(left: Node, { id, length, origin, rightOrigin }: Y.Item): void {
    const node = nodeOf(id.client, id.clock, length, origin, rightOrigin, null, this.next(left))
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
    const node = nodeOf(id.client, id.clock, length, origin, rightOrigin, item, undefined)
    this.pieces.set(item, [node])
    return node
  }

  /** The node that an item follows on; undefined where it follows on none, or where that is not in this list. */
  private originOf(node: Node): Node | undefined {
    const { origin, originAt } = node
    if (origin === null || (originAt && isIn(originAt, origin.clock))) return originAt
    node.originAt = this.find(origin)
    return node.originAt
  }

  private rightOf(node: Node): Node | undefined {
    const { rightOrigin, rightAt } = node
    if (rightOrigin === null || (rightAt && isIn(rightAt, rightOrigin.clock))) return rightAt
    node.rightAt = this.find(rightOrigin)
    return node.rightAt
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
    return node && isIn(node, clock) ? node : undefined
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
    const second: Node = {
      ...node,
      clock,
      length: node.clock + node.length - clock,
      origin: { client: node.client, clock: clock - 1 },
      originAt: node
    }
    node.length = clock - node.clock
    node.next = second
    list.splice(list.indexOf(node) + 1, 0, second)
    return second
  }
}
