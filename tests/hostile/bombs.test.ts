import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { addRecord, editText, readWall, textOf } from '../../src/documents/wall.ts'
import { type BlockOf, crowd, crowdOfMany, made, nestedValue, presenceOf, type StructOf, updateOf } from '../support/hostile/bombs.ts'
import { type NeighbourThread, neighbourOn } from '../support/hostile/neighbour.ts'
import { type UnderAttack, underAttack } from '../support/hostile/under-attack.ts'
import { isLongRun } from '../support/run/long-run.ts'
import { connect, ownMessages, type Raw, stopClients, syncFrame } from '../support/server/clients.ts'
import { until } from '../support/server/until.ts'

/**
 * What brings Yjs itself to its knees in a few bytes, each thrown at a running server. After each: a neighbour on another
 * board has not waited, the bystanders on the same board have seen nothing, whoever comes later can load the document, and
 * nobody was told that any of it is saved.
 */

/**
 * What the server may spend on one bomb: steps on looking at its messages, which are the same on every machine (see Verdict in
 * check-update.ts); and processor time on that and everything around it, in walls (see Yardstick), and in a long run in ms. On the
 * first Yjs alone spent 15 s, 6,000 walls; a machine that is used by others too works more slowly than its yardstick by turns.
 */
const STEPS = 250_000
const WORK = { walls: isLongRun ? 60 : 240, ms: 150 }
const { malformed, notYours, tooFast } = closeCodes

let attacked: UnderAttack
let neighbour: NeighbourThread
let board: MadeBoard
let attacker: MadeParticipant
beforeAll(async () => {
  attacked = await underAttack()
  neighbour = await neighbourOn(attacked, await attacked.make(), attacked.server.pid as number)
})
afterEach(stopClients)
afterAll(async () => {
  await neighbour.stop()
  await attacked.stop()
})

async function fresh(): Promise<void> {
  board = await attacked.make()
  attacker = await attacked.participant(board)
}
const nameOf = (kind: string) => (kind === 'ballot' ? `ballot.${attacker.participant}` : kind)
const clientOf = (document: string, key: string) => connect({ port: attacked.port, board: board.board, document, key })
const whole = (raw: Raw): Uint8Array | null => {
  const frame = raw.received.findLast(bytes => bytes[0] === 0 && bytes[1] === 1)
  if (!frame) return null
  const decoder = createDecoder(frame)
  readVarUint(decoder)
  readVarUint(decoder)
  return readVarUint8Array(decoder)
}

type Bomb = [name: string, kind: 'wall' | 'ballot', code: number | number[] | 'ignored', frames: () => Uint8Array[]]
const gapped = (n: number, payload = 'x'): Uint8Array[] =>
  Array.from({ length: n }, (_, i) =>
    syncFrame(2, updateOf([{ client: 40, clock: 2 * i + 1, structs: [{ where: { root: 'notes', key: `k${i}` }, content: { string: payload } }] }]))
  )
const asUpdate = (...updates: Uint8Array[]) => updates.map(update => syncFrame(2, update))
const asState = (...updates: Uint8Array[]) => updates.map(update => syncFrame(1, update))
const note = made(doc => addRecord(doc, 'notes', 'x', { step: 's', lane: 'l' }, { text: 'Hej' }))

const bombs: Bomb[] = [
  ['4,000 updates that each miss their predecessor', 'wall', [malformed, tooFast], () => gapped(4000)],
  ['300 updates that each miss their predecessor', 'wall', malformed, () => gapped(300)],
  ['30 updates of 0.9 MB that each miss their predecessor', 'wall', [malformed, tooFast], () => gapped(30, 'x'.repeat(900_000))],
  ['a struct count that lies, 30,000,000', 'wall', malformed, () => asUpdate(updateOf([{ client: 40, clock: 0, structs: [], count: 30_000_000 }]))],
  ['a struct count that lies, 2^31', 'wall', malformed, () => asUpdate(updateOf([{ client: 40, clock: 0, structs: [], count: 2 ** 31 }]))],
  ['a client count that lies', 'wall', malformed, () => asUpdate(updateOf([], [], { blocks: 2 ** 31 }))],
  ['garbage of length 2^40', 'wall', malformed, () => asUpdate(updateOf([{ client: 40, clock: 0, structs: [{ content: { gc: 2 ** 40 } }] }]))],
  [
    'deleted content of length 2^40',
    'wall',
    malformed,
    () => asUpdate(updateOf([{ client: 40, clock: 0, structs: [{ where: { root: 'notes', key: 'k' }, content: { deleted: 2 ** 40 } }] }]))
  ],
  ['garbage of length 2^53', 'wall', malformed, () => asUpdate(updateOf([{ client: 40, clock: 1, structs: [{ content: { gc: 2 ** 53 - 1 } }] }]))],
  ['a struct of no length', 'wall', malformed, () => asUpdate(updateOf([{ client: 40, clock: 0, structs: [{ content: { gc: 0 } }] }]))],
  ['a clock of 2^50', 'wall', malformed, () => asState(updateOf([{ client: 40, clock: 2 ** 50, structs: [{ content: { gc: 1 } }] }]))],
  [
    'maps nested 3,000 deep',
    'wall',
    malformed,
    () => {
      const structs = Array.from({ length: 3000 }, (_, i) => ({
        where: i === 0 ? { root: 'notes', key: 'k' } : { holder: [40, i - 1] as [number, number], key: 'k' },
        content: { map: true as const }
      }))
      return asUpdate(updateOf([{ client: 40, clock: 0, structs }]))
    }
  ],
  ['arrays nested 5,000 deep in one value', 'ballot', malformed, () => asUpdate(nestedValue('answers', 'svar/K1', 5000))],
  ['arrays nested 100,000 deep in one value', 'ballot', malformed, () => asUpdate(nestedValue('answers', 'svar/K1', 100_000))],
  [
    '5,000 subdocuments',
    'wall',
    malformed,
    () => {
      const structs = Array.from({ length: 5000 }, (_, i) => ({ where: { root: 'notes', key: `k${i}` }, content: { doc: `d${i}` } }))
      return asUpdate(updateOf([{ client: 40, clock: 0, structs }]))
    }
  ],
  ['good structs in front of a broken delete set', 'wall', malformed, () => asUpdate(Uint8Array.of(...note.slice(0, -1), 1, 5))],
  ['10,000 values in one place', 'ballot', malformed, () => asUpdate(crowd('answers', 'k', 10_000))],
  ['10,000 values in one place, each by another client', 'ballot', malformed, () => asUpdate(crowdOfMany('answers', 'k', 10_000))],
  ['3,999 values in one place, each by another client', 'ballot', malformed, () => asUpdate(crowdOfMany('answers', 'k', 3999))],
  [
    'values by 6,000 clients at once',
    'ballot',
    malformed,
    () =>
      asUpdate(
        updateOf(
          Array.from({ length: 6000 }, (_, i) => ({
            client: 1000 + i,
            clock: 0,
            structs: [{ where: { root: 'answers', key: `k${i}` }, content: { any: 1 } }]
          }))
        )
      )
  ],
  [
    '150,000 structs that are known already',
    'wall',
    malformed,
    () => asState(updateOf([{ client: 1, clock: 0, structs: Array.from({ length: 150_000 }, () => ({ content: { gc: 1 } })) }]))
  ],
  [
    'a delete set of 150,000 stretches',
    'wall',
    malformed,
    () => asUpdate(updateOf([], [[40, Array.from({ length: 150_000 }, (_, i): [number, number] => [2 * i, 1])]]))
  ],
  ['a delete range from 0 to 2^50', 'wall', malformed, () => asState(updateOf([], [[40, [[0, 2 ** 50]]]]))],
  ['a skip of 2^40', 'wall', malformed, () => asState(updateOf([{ client: 40, clock: 0, structs: [{ content: { skip: 2 ** 40 } }] }]))],
  ['a state vector that says 2^31 clients', 'wall', malformed, () => [syncFrame(0, Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x08))]],
  [
    'an item that follows on itself',
    'wall',
    malformed,
    () => asState(updateOf([{ client: 40, clock: 0, structs: [{ where: { left: [40, 0] }, content: { string: 'x' } }] }]))
  ],
  [
    'two items that follow on each other',
    'wall',
    malformed,
    () =>
      asState(
        updateOf([
          { client: 41, clock: 0, structs: [{ where: { left: [40, 0] }, content: { string: 'x' } }] },
          { client: 40, clock: 0, structs: [{ where: { left: [41, 0] }, content: { string: 'x' } }] }
        ])
      )
  ],
  ['presence of 50,000 people', 'wall', malformed, () => [presenceOf(Array.from({ length: 50_000 }, (_, i) => [i + 2, 1, '{}']))]],
  ['presence nested 100,000 deep', 'wall', 'ignored', () => [presenceOf([[40, 1, '['.repeat(100_000) + ']'.repeat(100_000)]])]],
  ['presence of a megabyte', 'wall', 'ignored', () => [presenceOf([[40, 1, JSON.stringify('x'.repeat(900_000))]])]],
  ['an update of Yjs version 2', 'wall', malformed, () => asState(Y.convertUpdateFormatV1ToV2(note))]
]

it.each(bombs)('%s (%s)', async (_, kind, code, frames) => {
  await fresh()
  const document = nameOf(kind)
  const honest = clientOf(document, attacker.key)
  await honest.synced()
  if (kind === 'wall') addRecord(honest.doc, 'notes', 'first', { step: 's', lane: 'l' }, { text: 'Den første' })
  else setAnswer(honest.doc, 'svar', 'K1', 3)
  await honest.allSaved()
  const before = Y.encodeStateAsUpdate(honest.doc)
  const heard = honest.received.length
  const all = frames()
  const raw = await attacked.open(board, document, attacker.key)
  neighbour.reset()
  await attacked.looks()
  const work = await attacked.work()

  for (const frame of all) raw.send(frame)
  if (code === 'ignored') {
    raw.send(syncFrame(0, Uint8Array.of(0)))
    await until(() => whole(raw) !== null, 'an answer')
    expect(raw.closed).toBeNull()
  } else {
    await until(() => raw.closed !== null, 'the refusal')
    expect([code].flat()).toContain(raw.closed)
  }
  await neighbour.expectNoStall()
  const looks = await attacked.looks()
  expect(looks.total, 'steps').toBeLessThan(STEPS)
  const worked = (await attacked.work()) - work
  expect(worked / neighbour.yardstick.wall, 'all its work, walls').toBeLessThan(WORK.walls)
  if (isLongRun) expect(worked, 'all its work, ms').toBeLessThan(WORK.ms)
  expect(ownMessages(raw.received).filter(([saved, count]) => saved === 0 && count !== 0)).toEqual([])

  const late = await attacked.open(board, document, attacker.key)
  late.send(syncFrame(0, Uint8Array.of(0)))
  await until(() => whole(late) !== null, 'the document')
  const doc = new Y.Doc()
  Y.applyUpdate(doc, whole(late) as Uint8Array)
  expect(doc.store.pendingStructs).toBeNull()
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  expect(honest.received.slice(heard).filter(frame => frame[0] === 0 && frame[1] === 2)).toEqual([])
  expect(honest.closed).toBeNull()
})

describe('on what stands', () => {
  beforeEach(async () => void (await attacked.looks()))
  /** Nobody has waited, and no message took more steps than one may. */
  async function expectCheap(): Promise<void> {
    expect((await attacked.looks()).most, 'steps of one message').toBeLessThan(STEPS)
    await neighbour.expectNoStall()
  }
  async function wall(text = 'Hej') {
    await fresh()
    const victim = await attacked.participant(board)
    const client = clientOf('wall', victim.key)
    await client.synced()
    addRecord(client.doc, 'notes', 'n', { step: 's', lane: 'l' }, { text })
    await client.allSaved()
    return client
  }
  async function ballotWith(blocks: BlockOf[]): Promise<string> {
    await fresh()
    const document = nameOf('ballot')
    const raw = await attacked.open(board, document, attacker.key)
    raw.send(syncFrame(2, updateOf(blocks)))
    await until(() => ownMessages(raw.received).length > 0, 'what stands')
    expect(ownMessages(raw.received).at(-1)).toEqual([0, 1])
    raw.stop()
    return document
  }
  const readAgain = async () => {
    const late = clientOf('wall', attacker.key)
    await late.synced()
    return readWall(late.doc)
  }

  it('garbage in another’s name, of any length, is refused, and the other goes on', async () => {
    const victim = await wall()
    for (const content of [{ gc: 2 ** 40 }, { gc: 5 }, { deleted: 5 }, { any: 1 }]) {
      const raw = await attacked.open(board, 'wall', attacker.key)
      const clock = Y.getState(victim.doc.store, victim.doc.clientID)
      raw.send(syncFrame(2, updateOf([{ client: victim.doc.clientID, clock, structs: [{ where: { root: 'notes', key: 'k' }, content }] }])))
      await until(() => raw.closed !== null, 'the refusal')
      expect(raw.closed).toBe(notYours)
    }
    addRecord(victim.doc, 'notes', 'm', { step: 's', lane: 'l' }, { text: 'Igen' })
    await victim.allSaved()
    expect((await readAgain()).notes).toHaveLength(2)
  })

  it('other content under an id that stands changes nothing for anybody', async () => {
    const victim = await wall()
    const raw = await attacked.open(board, 'wall', attacker.key)
    const structs = Array.from({ length: Y.getState(victim.doc.store, victim.doc.clientID) }, () => ({
      where: { root: 'notes', key: 'n' },
      content: { any: 'forged' }
    }))
    raw.send(syncFrame(2, updateOf([{ client: victim.doc.clientID, clock: 0, structs }])))
    await until(() => ownMessages(raw.received).length > 0 || raw.closed !== null, 'an answer')
    expect(victim.received.filter(frame => frame[0] === 0 && frame[1] === 2).length).toBeLessThan(2)
    expect(await readAgain()).toEqual(readWall(victim.doc))
  })

  it('presence in another’s name, with a clock of 2^40, is not passed on, and the other is seen', async () => {
    await fresh()
    const at = { port: attacked.port, board: board.board, document: 'wall' }
    const victim = connect({ ...at, key: (await attacked.participant(board)).key }, { awareness: true })
    const watcher = connect({ ...at, key: board.keys.facilitator }, { awareness: true })
    await Promise.all([victim.synced(), watcher.synced()])
    const id = victim.provider.awareness.clientID
    victim.provider.awareness.setLocalState({ name: 'the real one' })
    const seen = () => watcher.provider.awareness.getStates().get(id)?.name
    await until(() => seen() === 'the real one', 'the real one')
    const raw = await attacked.open(board, 'wall', attacker.key)
    raw.send(presenceOf([[id, 2 ** 40, '{"name":"forged"}']]))
    raw.send(presenceOf([[id, 2 ** 40, 'null']]))
    raw.send(syncFrame(0, Uint8Array.of(0)))
    await until(() => whole(raw) !== null, 'an answer')
    victim.provider.awareness.setLocalState({ name: 'still the real one' })
    await until(() => seen() === 'still the real one', 'the next')
    expect(watcher.received.some(frame => Buffer.from(frame).includes('forged'))).toBe(false)
  })

  it('many small updates into a place where many stand cost the neighbour nothing', async () => {
    await fresh()
    const document = nameOf('ballot')
    // As many values in one place as come in unrefused.
    const raw = await attacked.open(board, document, attacker.key)
    let client = 100_000
    for (let i = 0; i < 40; i++) raw.send(syncFrame(2, crowdOfMany('answers', 'k', 100, (client -= 100))))
    neighbour.reset()
    for (let i = 0; i < 500; i++) raw.send(syncFrame(2, crowdOfMany('answers', 'k', 1, 200_000 + i)))
    raw.send(syncFrame(0, Uint8Array.of(0)))
    await until(() => raw.closed !== null || whole(raw) !== null, 'the end of it', 30_000)
    await expectCheap()
  })

  it('2,000 values of a key, each behind the last, beside another’s are taken, and cost the neighbour nothing', async () => {
    const document = await ballotWith([
      { client: 7, clock: 0, structs: [{ where: { root: 'answers', key: 'k' }, content: { any: 1 } }] },
      { client: 100, clock: 0, structs: [{ where: { left: [7, 0] }, content: { any: 2 } }] }
    ])
    const chain = Array.from({ length: 2000 }, (_, i): StructOf => ({ where: { left: i === 0 ? [7, 0] : [50, i - 1] }, content: { any: i } }))
    const raw = await attacked.open(board, document, attacker.key)
    neighbour.reset()
    raw.send(syncFrame(2, updateOf([{ client: 50, clock: 0, structs: chain }])))
    await until(() => raw.closed !== null || ownMessages(raw.received).some(([, count]) => count === 1), 'an answer')
    expect(raw.closed).toBeNull()
    await expectCheap()
  })

  it('letters by turns in two places where others have written too are refused when they are too many to look at', async () => {
    await fresh()
    const raw = await attacked.open(board, 'wall', attacker.key)
    const text = made(doc => {
      doc.clientID = 7
      addRecord(doc, 'notes', 'n', { step: 's', lane: 'l' }, { text: 'abcd' })
    })
    const letter = 5
    const between = (client: number, at: number): BlockOf => ({
      client,
      clock: 0,
      structs: [{ where: { left: [7, letter + at], right: [7, letter + at + 1] }, content: { string: 'x' } }]
    })
    raw.send(syncFrame(2, text))
    raw.send(syncFrame(2, updateOf([between(101, 2), between(100, 0)])))
    await until(() => ownMessages(raw.received).some(([, count]) => count === 2), 'the text')
    const byTurns = Array.from({ length: 3999 }, (_, i): StructOf => {
      const at = i % 2 ? 2 : 0
      return { where: { left: i < 2 ? [7, letter + at] : [50, i - 2], right: [7, letter + at + 1] }, content: { string: 'y' } }
    })
    neighbour.reset()
    raw.send(syncFrame(2, updateOf([{ client: 50, clock: 0, structs: byTurns }])))
    await until(() => raw.closed !== null, 'the refusal')
    expect(raw.closed).toBe(malformed)
    await expectCheap()
  })

  it('a text that two write in at the same place at once is no attack', async () => {
    const victim = await wall('Vi skal')
    const other = clientOf('wall', attacker.key)
    await other.synced()
    for (const client of [victim, other]) client.provider.disconnect()
    for (const client of [victim, other]) {
      const text = textOf(client.doc, 'notes', 'n', 'text') as Y.Text
      for (let i = 0; i < 300; i++) editText(text, i % 2 ? `${text.toString()} a${i}` : `b${i} ${text.toString()}`)
    }
    for (const client of [victim, other]) client.provider.connect()
    await Promise.all([victim.allSaved(), other.allSaved()])
    await until(() => textOf(victim.doc, 'notes', 'n', 'text')?.toString() === textOf(other.doc, 'notes', 'n', 'text')?.toString(), 'the same text')
    expect([victim.refused, other.refused]).toEqual([null, null])
  })
})
