import { type Content, crowd, crowdOfMany, nestedValue, type StructOf, updateOf, type Where } from '../support/hostile/bombs.ts'
import type { Random } from '../support/random.ts'
import { fitting, idsOf, oddNumbers, roots, type Target } from './parts.ts'

/** Updates that are large in something: a number, a depth, a count. */

export function giantClock(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const length = random.one([1, 2, 1000, 999_999, 1_000_000, 1_000_001, ...oddNumbers.slice(5)])
  const jump: StructOf = { content: random.chance(0.5) ? { gc: length } : { gc: 1 } }
  const clock = random.chance(0.6) ? 0 : random.one(oddNumbers)
  const behind = random.chance(0.5) ? [fitting(target, random, mark)] : []
  if (random.chance(0.2))
    return updateOf([{ client, clock, structs: [{ ...fitting(target, random, mark), content: { deleted: length } }, ...behind] }])
  return updateOf([{ client, clock, structs: [jump, ...behind] }])
}

export function nested(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const root = random.one(roots[target.kind])
  if (random.chance(0.4)) return nestedValue(root, `k${random.int(50)}`, random.one([0, 1, 2, 3, 4, 5, 6, 50, 1000, 5000]), client)
  const depth = random.one([1, 1, 2, 2, 3, 4, 10, 300])
  const structs = Array.from({ length: depth }, (_, i): StructOf => {
    const where: Where = i === 0 ? { root, key: `d${random.int(50)}` } : { holder: [client, i - 1], key: 'text' }
    return { where, content: i === 1 ? { text: true } : { map: true } }
  })
  const last: StructOf = {
    where: { holder: [client, depth - 1], ...(depth === 2 ? {} : { key: 'k' }) },
    content: depth === 2 ? { string: mark } : { any: mark }
  }
  return updateOf([{ client, clock: 0, structs: [...structs, last] }])
}

export function deletes(target: Target, random: Random, mark: string): Uint8Array {
  const [client, other] = idsOf(target, random)
  const ranges = (count: number, odd: number): [number, number][] => {
    // Seldom the whole note: much else is laid beside its letters.
    let clock = count > 10 || random.chance(0.05) ? 0 : 5
    return Array.from({ length: count }, () => {
      clock += random.int(3)
      const range: [number, number] = random.chance(odd) ? [random.one(oddNumbers), random.one(oddNumbers)] : [clock, 1 + random.int(2)]
      clock = range[0] + range[1]
      return range
    })
  }
  return random.one([
    () => updateOf([], [[target.victim, ranges(1 + random.int(4), 0)]]),
    () => updateOf([], [[target.victim, ranges(1 + random.int(2), 0)]]),
    () => updateOf([], [[target.victim, ranges(1 + random.int(4), 0.3)]]),
    () => updateOf([], [[random.one([1, other, target.victim]), ranges(1 + random.int(3), 0.5)]]),
    () => updateOf([{ client, clock: 0, structs: [{ content: { gc: 5000 } }] }], [[client, ranges(500 + random.int(1500), 0)]]),
    () => updateOf([{ client, clock: 0, structs: [fitting(target, random, mark)] }], [[client, [[0, 1]]]]),
    // The letters of a long text, every other one.
    () =>
      updateOf(
        [{ client, clock: 0, structs: [longText(target, random)] }],
        [[client, Array.from({ length: 1 + random.int(300) }, (_, i) => [2 * i, 1])]]
      ),
    () => updateOf([], [[target.victim, Array.from({ length: random.int(3000) }, (_, i): [number, number] => [2 * i, 1])]])
  ])()
}
const longText = (target: Target, random: Random): StructOf =>
  target.kind === 'wall' ? { where: { left: [target.victim, 5 + random.int(5)] }, content: { string: 'æ'.repeat(600) } } : { content: { gc: 600 } }

/** As much work as a message may make, or more: it is refused above a limit, and taken below it. */
export function many(target: Target, random: Random, mark: string): Uint8Array {
  const [client] = idsOf(target, random)
  const root = random.one(roots[target.kind])
  const count = random.one([100, 500, 1000, 3000, 3999, 4000, 4001, 8000])
  const holds: Content = target.kind === 'wall' ? { map: true } : { any: 1 }
  return random.one([
    () => crowd(root, 'k', Math.min(count, 1000), client),
    () => crowdOfMany(root, 'k', Math.min(count, 300), client),
    () =>
      updateOf(
        Array.from({ length: Math.min(count, 500) }, (_, i) => ({
          client: client + i,
          clock: 0,
          structs: [{ where: { root, key: `k${i}` }, content: holds }]
        }))
      ),
    () => updateOf([{ client, clock: 0, structs: Array.from({ length: count }, (_, i) => ({ where: { root, key: `k${i}` }, content: holds })) }]),
    () => updateOf([{ client, clock: 0, structs: Array.from({ length: 5 * count }, () => ({ content: { gc: 1 } })) }]),
    () =>
      updateOf([
        {
          client,
          clock: 0,
          structs: Array.from({ length: count }, (_, i) =>
            i === 0
              ? fitting(target, random, mark)
              : { where: { left: [client, i - 1] }, content: target.kind === 'wall' ? { string: 'a' } : { any: i } }
          )
        }
      ]),
    () => updateOf([{ client, clock: 0, structs: Array.from({ length: count }, () => longLetter(target)) }]),
    () => updateOf([{ client, clock: 0, structs: [{ where: { root, key: 'k' }, content: { any: 'x'.repeat(200 * count) } }] }])
  ])()
}
const longLetter = ({ victim }: Target): StructOf => ({ where: { left: [victim, 6], right: [victim, 7] }, content: { string: 'a' } })
