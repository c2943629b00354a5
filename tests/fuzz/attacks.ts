import * as Y from 'yjs'
import { presenceOf } from '../support/hostile/bombs.ts'
import type { Random } from '../support/random.ts'
import { syncFrame } from '../support/server/clients.ts'
import { HonestClient } from './honest-client.ts'
import { mutated } from './mutated.ts'
import { markOf, oddNumbers, type Target } from './parts.ts'
import { randomFor } from './random.ts'
import { type UpdateKind, updateKinds } from './updates.ts'

/** Attacks in a row on one document by one person: what an honest client does in it builds on what it did before. */
export const BLOCK = 50
/** How victims' ids begin: see Target. */
export const FIRST_VICTIM = 77_000_000
export const VICTIMS = 30

const others = [
  'honest update',
  'mutated update',
  'mutated frame',
  'random bytes',
  'state vector',
  'presence',
  'other message',
  'text',
  'fragments',
  'broken stream'
] as const
export type FrameKind = UpdateKind | (typeof others)[number]
export const frameKinds: readonly FrameKind[] = [...others, ...(Object.keys(updateKinds) as UpdateKind[])]

/** So many of each kind in a thousand. A very large one takes as long as a hundred others. */
const shares: Record<FrameKind, number> = {
  'honest update': 200,
  'mutated update': 100,
  'giant clock': 50,
  'missing dependency': 60,
  'deep nesting': 40,
  'delete set': 60,
  'wrong content': 50,
  'other’s id': 50,
  'crooked neighbours': 80,
  'lying count': 20,
  overlap: 50,
  'odd key or value': 30,
  'anything at random': 40,
  'very many': 5,
  'mutated frame': 60,
  'random bytes': 15,
  'state vector': 30,
  presence: 40,
  'other message': 5,
  text: 3,
  fragments: 8,
  'broken stream': 4
}

export type Attack = {
  number: number
  kind: FrameKind
  bytes: Uint8Array
  /** `text`: as a text message. `fragments`: in three. `stream`: past the WebSocket protocol, on the connection itself. */
  as: 'frame' | 'text' | 'fragments' | 'stream'
}

/** The attacks from `from` up to, and without, `to`, which lie in one block. The same for the same seed, kind of document and person. */
export function attacksOn(kind: Target['kind'], person: number, seed: number, from: number, to: number): Attack[] {
  const begin = from - (from % BLOCK)
  const honest = new HonestClient(kind, 100_000_000 + begin / BLOCK)
  const attacks: Attack[] = []
  for (let number = begin; number < to; number++) {
    const random = randomFor(seed, number)
    const target: Target = { kind, victim: FIRST_VICTIM + random.int(VICTIMS), number, person }
    const attack = attackOf(kindOf(random), target, random, honest)
    if (number >= from) attacks.push(attack)
  }
  return attacks
}

function kindOf(random: Random): FrameKind {
  let roll = random.int(1000)
  for (const kind of frameKinds) {
    roll -= shares[kind]
    if (roll < 0) return kind
  }
  throw new Error('The shares are less than a thousand')
}

function attackOf(kind: FrameKind, target: Target, random: Random, honest: HonestClient): Attack {
  const { number } = target
  const mark = markOf(number)
  const frame = (bytes: Uint8Array): Attack => ({ number, kind, bytes, as: 'frame' })
  const update = (): Uint8Array => {
    honest.act(random)
    return random.chance(0.7) ? honest.update() : honest.state()
  }
  const step = random.one([1, 2] as const)
  switch (kind) {
    case 'honest update':
      return frame(syncFrame(step, update()))
    case 'mutated update':
      return frame(syncFrame(step, mutated(random.chance(0.5) ? honest.state() : updateKinds['anything at random'](target, random, mark), random)))
    case 'mutated frame':
      return frame(mutated(syncFrame(random.one([0, 1, 2]), random.chance(0.5) ? honest.state() : honest.update()), random))
    case 'random bytes':
      return frame(random.bytes(random.int(60)))
    case 'state vector':
      return frame(syncFrame(0, random.chance(0.6) ? stateVector(target, random) : random.bytes(random.int(30))))
    case 'presence':
      return frame(presence(target, random))
    case 'other message':
      return frame(Uint8Array.of(random.one([100, 101, 120, 2, 3]), ...random.bytes(random.int(20))))
    case 'text':
      return { ...frame(Buffer.from(random.one(['', 'hej', '{}', JSON.stringify({ type: 'sync' }), '\u0000']))), as: 'text' }
    case 'fragments':
      return { ...frame(syncFrame(step, update())), as: 'fragments' }
    case 'broken stream':
      return { ...frame(streamBytes(random)), as: 'stream' }
    default:
      return frame(syncFrame(step, updateKinds[kind](target, random, mark)))
  }
}

const clientId = ({ victim, number }: Target, random: Random): number =>
  random.one([victim, random.one(oddNumbers), 1000 + random.int(50), 1_000_000_000 + 1000 * number])
const clock = (random: Random): number => (random.chance(0.7) ? random.int(20) : random.one(oddNumbers))

function presence(target: Target, random: Random): Uint8Array {
  const people = Array.from({ length: 1 + random.int(random.chance(0.02) ? 2000 : 3) }, (): [number, number, string] => [
    clientId(target, random),
    clock(random),
    random.one(['{}', 'null', '{"name":"x"}', '{', '[[[[[[]]]]]]', '"x"', JSON.stringify('x'.repeat(random.int(4000)))])
  ])
  const bytes = presenceOf(people)
  return random.chance(0.3) ? mutated(bytes, random) : bytes
}

function stateVector(target: Target, random: Random): Uint8Array {
  return Y.encodeStateVector(new Map(Array.from({ length: random.int(5) }, (): [number, number] => [clientId(target, random), clock(random)])))
}

/** Frames that break the WebSocket protocol: reserved bits, unknown opcodes, no mask, lying lengths, closes that are none. */
function streamBytes(random: Random): Uint8Array {
  return random.one([
    () => Uint8Array.of(0xc2, 0x80, 0, 0, 0, 0),
    () => Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0),
    () => Uint8Array.of(0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    () => Uint8Array.of(0x82, 0x05, 1, 2, 3, 4, 5),
    () => Uint8Array.of(0x83 + random.int(5), 0x80, 0, 0, 0, 0),
    () => Uint8Array.of(0x88, 0x81, 0, 0, 0, 0, 7),
    () => Uint8Array.of(0x88, 0x82, 0, 0, 0, 0, 0, 9),
    () => Uint8Array.of(0x09, 0x80, 0, 0, 0, 0),
    () => random.bytes(1 + random.int(40))
  ])()
}
