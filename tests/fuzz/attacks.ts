import * as Y from 'yjs'
import { addRecord } from '../../src/documents/wall.ts'
import { type BlockOf, type Content, crowd, crowdOfMany, nestedValue, presenceOf, type StructOf, updateOf, type Where } from '../helpers/bombs.ts'
import { syncFrame } from '../helpers/server-clients.ts'
import type { Random } from './random.ts'

/** What is known of a document that is attacked: which kind it is, and a client id of somebody else who writes in it. */
export type Target = { kind: 'session' | 'wall' | 'ballot' | 'results'; victim: number }

export type Attack =
  | { kind: 'frame'; bytes: Uint8Array }
  | { kind: 'text'; text: string }
  /** In so many fragments. */
  | { kind: 'fragments'; bytes: Uint8Array; of: number }
  /** Past the WebSocket protocol, on the connection itself. */
  | { kind: 'stream'; bytes: Uint8Array }

const roots = {
  session: ['workshop', 'steering'],
  wall: ['notes', 'focus', 'actions', 'reviews'],
  ballot: ['me', 'answers', 'votes', 'done'],
  results: ['board', 'progress', 'published']
}
const oddRoots = ['', '__proto__', 'constructor', 'secret', 'notes', 'answers', 'published', 'x'.repeat(500)]
const oddNumbers = [0, 1, 2, 127, 128, 255, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 50, Number.MAX_SAFE_INTEGER]
const oddKeys = ['__proto__', 'toString', 'a/__proto__', '', 'svar/K1', 'svar/K2', 'n0', 'n1', 'x'.repeat(200)]

/** The attack of this random. Heavy ones are rare, as each takes as long as a hundred others. */
export function attackOn(target: Target, random: Random): Attack {
  const roll = random.int(1000)
  if (roll < 5) return { kind: 'stream', bytes: streamBytes(random) }
  if (roll < 12) return { kind: 'text', text: random.one(['', 'hej', '{}', JSON.stringify({ type: 'sync' }), '\u0000']) }
  const bytes = frame(target, random)
  if (roll < 20) return { kind: 'fragments', bytes, of: 2 + random.int(4) }
  return { kind: 'frame', bytes }
}

function frame(target: Target, random: Random): Uint8Array {
  const roll = random.int(1000)
  if (roll < 200) return syncFrame(random.one([1, 2]), honest(target, random))
  if (roll < 400) return syncFrame(random.one([1, 2]), mutated(honest(target, random), random))
  if (roll < 700) return syncFrame(random.one([1, 2, 2, 2]), strange(target, random))
  if (roll < 760) return mutated(syncFrame(random.one([0, 1, 2]), random.chance(0.5) ? honest(target, random) : strange(target, random)), random)
  if (roll < 900) return presence(target, random)
  if (roll < 940) return syncFrame(0, random.chance(0.5) ? stateVector(target, random) : random.bytes(random.int(30)))
  if (roll < 945) return syncFrame(2, heavy(target, random))
  if (roll < 960) return Uint8Array.of(random.one([100, 101, 120, 2, 3]), ...random.bytes(random.int(20)))
  return random.bytes(random.int(60))
}

/** What a client would send, and some of it is let in. */
function honest(target: Target, random: Random): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientId(target, random)
  doc.transact(() => {
    for (let i = random.int(3); i >= 0; i--) {
      if (target.kind === 'wall')
        addRecord(doc, random.one(['notes', 'focus', 'actions']), `n${random.int(50)}`, { step: 's', lane: 'l' }, { text: text(random) })
      else doc.getMap(random.one(roots[target.kind])).set(random.chance(0.1) ? random.one(oddKeys) : `svar/K${random.int(30)}`, random.int(5))
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

/** Built of good parts that do not fit: clocks, neighbours, holders, contents and roots at random. */
function strange(target: Target, random: Random): Uint8Array {
  const blocks = Array.from({ length: 1 + random.int(3) }, (): BlockOf => {
    const client = clientId(target, random)
    const structs = Array.from({ length: 1 + random.int(5) }, (): StructOf => ({ where: where(target, random), content: content(random) }))
    return {
      client,
      clock: random.chance(0.6) ? random.int(4) : random.one(oddNumbers),
      structs,
      ...(random.chance(0.05) ? { count: random.one(oddNumbers) } : {})
    }
  })
  const deletes = Array.from({ length: random.int(3) }, (): [number, [number, number][]] => [
    clientId(target, random),
    Array.from({ length: random.int(4) }, (): [number, number] => [number(random), number(random)])
  ])
  return updateOf(random.chance(0.2) ? [] : blocks, deletes, random.chance(0.03) ? { blocks: random.one(oddNumbers) } : {})
}

function heavy(target: Target, random: Random): Uint8Array {
  const root = random.one(roots[target.kind])
  const count = 100 + random.int(5000)
  const first = 1000 + random.int(1e6)
  switch (random.int(7)) {
    case 0:
      return crowd(root, 'k', count, first)
    case 1:
      return crowdOfMany(root, 'k', count, first)
    case 2:
      return nestedValue(root, 'k', count, first)
    case 3:
      return updateOf([
        { client: first, clock: 0, structs: Array.from({ length: count }, (_, i) => ({ where: { root, key: `k${i}` }, content: { any: i } })) }
      ])
    case 4: {
      const ranges = Array.from({ length: 5 * count }, (_, i): [number, number] => [2 * i, 1])
      return updateOf([], [[target.victim, ranges]])
    }
    case 5: {
      const structs = Array.from({ length: count }, (_, i) => ({
        where: i ? { holder: [first, i - 1] as [number, number], key: 'k' } : { root, key: 'k' },
        content: { map: true as const }
      }))
      return updateOf([{ client: first, clock: 0, structs }])
    }
    default:
      return updateOf([{ client: first, clock: 0, structs: [{ where: { root, key: 'k' }, content: { any: 'x'.repeat(200 * count) } }] }])
  }
}

const clientId = ({ victim }: Target, random: Random): number => {
  const roll = random.int(20)
  if (roll === 0) return victim
  if (roll === 1) return random.one(oddNumbers)
  return 1000 + random.int(roll < 10 ? 50 : 1e9)
}
const number = (random: Random): number => (random.chance(0.7) ? random.int(20) : random.one(oddNumbers))
const text = (random: Random): string => random.one(['', 'Hej', 'æøå 🎉', '\ud800', 'x'.repeat(random.int(300)), 'Vi ses på torsdag'])

function where(target: Target, random: Random): Where {
  const id = (): [number, number] => [clientId(target, random), number(random)]
  const root = random.chance(0.9) ? random.one(roots[target.kind]) : random.one(oddRoots)
  const key = random.chance(0.8) ? { key: random.chance(0.9) ? `k${random.int(20)}` : random.one(oddKeys) } : {}
  const roll = random.int(10)
  if (roll < 6) return { root, ...key }
  if (roll === 6) return { holder: id(), ...key }
  if (roll === 7) return { left: id() }
  if (roll === 8) return { right: id() }
  return { left: id(), right: id() }
}

function content(random: Random): Content {
  switch (random.int(10)) {
    case 0:
      return { deleted: number(random) }
    case 1:
      return { gc: number(random) }
    case 2:
      return { skip: number(random) }
    case 3:
      return { string: text(random) }
    case 4:
      return { map: true }
    case 5:
      return { list: true }
    case 6:
      return { doc: 'd' }
    case 7:
      return { bytes: random.bytes(random.int(20)) }
    default:
      return { any: random.one([1, 'x', null, true, { a: 1 }, [1, [2, [3, [4, [5]]]]], 1.5, { __proto__x: 1 }, 'x'.repeat(3000)]) }
  }
}

function presence(target: Target, random: Random): Uint8Array {
  const people = Array.from({ length: 1 + random.int(random.chance(0.02) ? 2000 : 3) }, (): [number, number, string] => [
    clientId(target, random),
    number(random),
    random.one(['{}', 'null', '{"name":"x"}', '{', '[[[[[[]]]]]]', '"x"', JSON.stringify('x'.repeat(random.int(4000)))])
  ])
  const bytes = presenceOf(people)
  return random.chance(0.3) ? mutated(bytes, random) : bytes
}

function stateVector(target: Target, random: Random): Uint8Array {
  return Y.encodeStateVector(new Map(Array.from({ length: random.int(5) }, (): [number, number] => [clientId(target, random), number(random)])))
}

/** Bytes with something turned, left out, put in, said twice or cut off. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let out = [...bytes]
  for (let i = random.int(4); i >= 0; i--) {
    const at = random.int(out.length + 1)
    const roll = random.int(6)
    if (roll === 0) out[at] = random.int(256)
    else if (roll === 1) out[at] = (out[at] ?? 0) ^ (1 << random.int(8))
    else if (roll === 2) out.splice(at, 1 + random.int(4))
    else if (roll === 3) out.splice(at, 0, ...random.bytes(1 + random.int(6)))
    else if (roll === 4) out = [...out, ...out.slice(at, at + 50)]
    else out = out.slice(0, at)
  }
  return Uint8Array.from(out)
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

/** An HTTP request as it goes over the wire: near one that there is, or nothing like one. */
export function requestBytes(board: { board: string; code: string; keys: Record<string, string> }, random: Random): Uint8Array {
  if (random.chance(0.1)) return random.bytes(1 + random.int(200))
  const method = random.one(['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'BREW', 'CONNECT'])
  const id = random.chance(0.8) ? board.board : random.one(['', 'x', '%00', '..', '%2e%2e', 'a'.repeat(5000), "' OR 1=1 --"])
  const path = random.one([
    '/api/boards',
    '/api/join',
    `/api/boards/${id}`,
    `/api/boards/${id}/participants`,
    `/api/boards/${id}/export`,
    `/api/boards/${id}/close`,
    `/sync/${id}/wall`,
    `/${'../'.repeat(random.int(5))}etc/passwd`,
    '/%c0%ae%c0%ae/',
    '/healthz',
    '/metrics',
    `/${random.one(['', '*', '?', '//', '%', '%zz', 'x'.repeat(20_000)])}`
  ])
  const key = random.chance(0.6) ? random.one(Object.values(board.keys)) : random.one(['', 'a'.repeat(24), 'x', 'x'.repeat(10_000)])
  const body = random.one([
    '',
    '{}',
    '[]',
    'null',
    '{"code":"CCCCCC"}',
    `{"code":"${board.code}"}`,
    '{"title":1}',
    '{"__proto__":{"x":1}}',
    `{"a":${'['.repeat(5000)}`,
    '{"minimum":1e999}',
    '\u0000'
  ])
  const length = random.chance(0.85) ? Buffer.byteLength(body) : random.one([-1, 0, 1, 1e9, 'x'])
  const lines = [
    `${method} ${path} ${random.one(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9'])}`,
    ...(random.chance(0.95) ? ['Host: localhost'] : []),
    `Authorization: ${random.one(['Bearer', 'bearer', 'Basic'])} ${key}`,
    `Content-Type: ${random.one(['application/json', 'application/json; charset=utf-8', 'text/plain', 'application/jsonx', ''])}`,
    ...(random.chance(0.1) ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${length}`]),
    ...(random.chance(0.1) ? ['Origin: https://elsewhere.example'] : []),
    ...(random.chance(0.1)
      ? [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Key: ${random.one(['', 'x', 'dGhlIHNhbXBsZSBub25jZQ=='])}`,
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Protocol: pejling, ${key}`
        ]
      : ['Connection: close']),
    ...(random.chance(0.05) ? [`X: ${'x'.repeat(random.int(40_000))}`] : [])
  ]
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
  return random.chance(0.3) ? mutated(bytes, random) : bytes
}
