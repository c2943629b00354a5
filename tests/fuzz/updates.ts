import { type BlockOf, type Content, type StructOf, updateOf, type Where } from '../support/hostile/bombs.ts'
import type { Random } from '../support/random.ts'
import { deletes, giantClock, many, nested } from './large-updates.ts'
import { fitting, idsOf, oddKeys, oddNumbers, oddRoots, roots, shortText, shuffled, somewhere, type Target, valueAt } from './parts.ts'

/** A kind of update that is sent at a document: what it is about, and what makes one. */
export type UpdateKind = keyof typeof updateKinds
type Make = (target: Target, random: Random, mark: string) => Uint8Array

/**
 * Updates that look valid. Most kinds make some that are, and that are let in: what is refused at the door for one thing
 * says nothing of what stands behind it.
 */
export const updateKinds = {
  'giant clock': giantClock,
  'missing dependency': missing,
  'deep nesting': nested,
  'delete set': deletes,
  'wrong content': wrongContent,
  'other’s id': otherId,
  'crooked neighbours': crooked,
  'lying count': lying,
  overlap: overlapping,
  'odd key or value': oddValue,
  'anything at random': anything,
  'very many': many
} satisfies Record<string, Make>

function missing(target: Target, random: Random, mark: string): Uint8Array {
  const [client, other, third] = idsOf(target, random)
  const one = fitting(target, random, mark)
  const lacking: [number, number] = random.one([
    [other, random.int(3)],
    [target.victim, random.one([20_000, 2 ** 31])],
    [client, 5]
  ])
  return random.one([
    () => updateOf([{ client, clock: 1 + random.int(3), structs: [one] }]),
    () => updateOf([{ client, clock: 0, structs: [one, { where: { left: lacking }, content: one.content }] }]),
    () => updateOf([{ client, clock: 0, structs: [one, { where: { left: [client, 0], right: lacking }, content: one.content }] }]),
    () => updateOf([{ client, clock: 0, structs: [{ where: { holder: lacking, key: 'k' }, content: { any: mark } }] }]),
    () => updateOf([{ client, clock: 0, structs: [one, { content: { skip: 1 + random.int(3) } }, one] }]),
    () => updateOf([{ client, clock: 0, structs: [one] }], [[other, [[random.int(3), 1]]]]),
    // What is missing comes along, in front or behind.
    () =>
      updateOf(
        shuffled(
          [
            { client, clock: 0, structs: [{ where: { left: [other, 0] }, content: one.content }] },
            { client: other, clock: 0, structs: [one] }
          ],
          random
        )
      ),
    () =>
      updateOf(
        shuffled(
          [
            { client, clock: 0, structs: [{ where: { left: [other, 0] }, content: one.content }] },
            { client: other, clock: 0, structs: [one] }
          ],
          random
        )
      ),
    () =>
      updateOf(
        shuffled(
          [
            { client, clock: 0, structs: [{ where: { left: [other, 0] }, content: one.content }] },
            { client: other, clock: 0, structs: [one] }
          ],
          random
        )
      ),
    // In a circle, or in three steps.
    () =>
      updateOf(
        shuffled(
          [
            { client, clock: 0, structs: [{ where: { left: [other, random.int(2)] }, content: one.content }, one] },
            { client: other, clock: 0, structs: [{ where: { left: [third, 0] }, content: one.content }, one] },
            { client: third, clock: 0, structs: [random.chance(0.5) ? one : { where: { left: [client, random.int(2)] }, content: one.content }] }
          ],
          random
        )
      )
  ])()
}

function wrongContent(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const content = random.one<Content>([
    { map: true },
    { list: true },
    { text: true },
    { any: mark },
    { string: mark },
    { json: '{"a":1}' },
    { embed: { a: 1 } },
    { format: ['bold', true] },
    { xml: 3, name: 'p' },
    { xml: 4 },
    { xml: 5, name: 'h' },
    { xml: 6 },
    { xml: 200 },
    { doc: 'd' },
    { bytes: random.bytes(random.int(20)) },
    { deleted: 1 }
  ])
  const { where } = somewhere(target, random)
  return updateOf([{ client, clock: 0, structs: [...(random.chance(0.3) ? [fitting(target, random, mark)] : []), { where, content }] }])
}

function otherId(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  // The victim's, the server's, one that other attackers share, and one's own beside it.
  const other = random.one([target.victim, target.victim, 1, 1000 + random.int(50), 1000 + random.int(50)])
  const clock = random.one([0, 1, 5, 14, 15, 16, random.int(40)])
  const blocks: BlockOf[] = [{ client: other, clock, structs: [fitting(target, random, mark)] }]
  if (random.chance(0.3)) blocks.push({ client, clock: 0, structs: [fitting(target, random, mark)] })
  return updateOf(shuffled(blocks, random))
}

function crooked(target: Target, random: Random, mark: string): Uint8Array {
  const [client, other] = idsOf(target, random)
  const letter = (): [number, number] => [target.victim, 5 + random.int(10)]
  const mine = (upTo: number): [number, number] => [random.one([client, client, other]), random.int(upTo)]
  const anyId = (upTo: number): [number, number] => (random.chance(0.5) ? letter() : mine(upTo))
  const text = target.kind === 'wall'
  const structs = (): StructOf[] =>
    Array.from({ length: 1 + random.int(6) }, (_, i): StructOf => {
      const content: Content = text ? { string: shortText(random) + mark } : { any: mark }
      const where = random.one<Where>([
        { left: letter(), right: letter() },
        { left: letter() },
        { right: letter() },
        i === 0 ? { left: letter() } : { left: [client, 0], right: letter() },
        i === 0 ? { right: letter() } : { left: anyId(2 * i), right: anyId(2 * i) }
      ])
      return text
        ? { where, content }
        : random.chance(0.5)
          ? fitting(target, random, mark)
          : { where: { left: [target.victim, random.int(2)] }, content }
    })
  const blocks: BlockOf[] = [{ client, clock: 0, structs: structs() }]
  if (random.chance(0.4)) blocks.push({ client: other, clock: 0, structs: structs() })
  if (random.chance(0.1)) blocks.push({ client, clock: blocks[0]?.structs.length ?? 0, structs: [fitting(target, random, mark)] })
  return updateOf(shuffled(blocks, random))
}

function lying(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const block = { client, clock: 0, structs: [fitting(target, random, mark)] }
  return random.one([
    () => updateOf([{ ...block, count: random.one(oddNumbers) }]),
    () => updateOf([block], [], { blocks: random.one(oddNumbers) }),
    () => Uint8Array.of(...updateOf([block]), 0),
    () => updateOf([block]).slice(0, -1),
    () => updateOf([block, { client: client + 1, clock: 0, structs: [] }])
  ])()
}

/** What is known already, or may be, as something else, and with something new behind it. */
function overlapping(target: Target, random: Random, mark: string): Uint8Array {
  // Few ids of this person's own, so that most are known by then.
  const client = 5_000_000 + target.person * 100 + random.int(8)
  const structs = Array.from({ length: 1 + random.int(3) }, (): StructOf => {
    const length = 1 + random.int(6)
    const content = random.one<Content>([{ gc: length }, { gc: length }, { deleted: length }, { string: mark }])
    return target.kind === 'wall'
      ? { where: { left: [target.victim, 5 + random.int(10)] }, content }
      : { ...fitting(target, random, mark), ...(random.chance(0.5) ? { content: { deleted: length } } : {}) }
  })
  return updateOf(
    [{ client, clock: random.one([0, 0, 0, random.int(30)]), structs }],
    random.chance(0.3) ? [[client, [[random.int(5), 1 + random.int(5)]]]] : []
  )
}

function oddValue(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const root = random.chance(0.85) ? random.one(roots[target.kind]) : random.one(oddRoots)
  const key = random.chance(0.5) ? random.one(oddKeys) : `svar/K${random.int(30)}`
  const where =
    target.kind === 'wall' && random.chance(0.6)
      ? { holder: [target.victim, 0] as [number, number], key }
      : random.chance(0.9)
        ? { root, key }
        : { root }
  return updateOf([{ client, clock: 0, structs: [{ where, content: { any: random.chance(0.3) ? mark : valueAt(random) } }] }])
}

/** Built of good parts that do not fit: clocks, neighbours, holders, contents and roots at random. */
function anything(target: Target, random: Random, mark: string): Uint8Array {
  const number = (): number => (random.chance(0.7) ? random.int(20) : random.one(oddNumbers))
  const client = (): number =>
    random.one([...idsOf(target, random), ...idsOf(target, random), target.victim, 1000 + random.int(50), random.one(oddNumbers)])
  const id = (): [number, number] => [client(), number()]
  const where = (): Where =>
    random.one<() => Where>([
      () => somewhere(target, random).where,
      () => somewhere(target, random).where,
      () => somewhere(target, random).where,
      () => somewhere(target, random).where,
      () => somewhere(target, random).where,
      () => ({ root: random.one(roots[target.kind]), key: `k${random.int(20)}` }),
      () => ({ holder: id(), ...(random.chance(0.7) ? { key: 'k' } : {}) }),
      () => ({ left: id() }),
      () => ({ right: id() }),
      () => ({ left: id(), right: id() })
    ])()
  const content = (): Content =>
    random.one<Content>([
      { deleted: number() },
      { gc: number() },
      { skip: number() },
      { string: mark },
      { map: true },
      { any: valueAt(random) },
      { any: mark }
    ])
  const blocks = Array.from({ length: 1 + random.int(2) }, (): BlockOf => ({
    client: client(),
    clock: random.chance(0.8) ? 0 : number(),
    structs: Array.from({ length: 1 + random.int(2) }, () =>
      random.chance(0.5) ? fitting(target, random, mark) : { where: where(), content: content() }
    )
  }))
  const set = Array.from({ length: random.int(3) }, (): [number, [number, number][]] => [
    client(),
    Array.from({ length: random.int(4) }, () => [number(), number()])
  ])
  return updateOf(blocks, set)
}
