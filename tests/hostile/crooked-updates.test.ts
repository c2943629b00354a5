import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { made, type StructOf, updateOf } from '../support/hostile/bombs.ts'
import { type UnderAttack, underAttack } from '../support/hostile/under-attack.ts'
import { type Client, connect, ownMessages, type Raw, stopClients, syncFrame } from '../support/server/clients.ts'
import { until } from '../support/server/until.ts'

/**
 * Updates that Yjs takes, and lays otherwise than they say: it keeps half of them for later, throws in the middle, or gives
 * two replicas two orders. After each, somebody who was there all the time and somebody who comes now have the same.
 */
const { malformed } = closeCodes

let attacked: UnderAttack
let board: MadeBoard
let attacker: MadeParticipant
let witness: Client
beforeAll(async () => {
  attacked = await underAttack()
})
afterEach(stopClients)
afterAll(() => attacked.stop())

const note = (client: number) =>
  made(doc => {
    doc.clientID = client
    addRecord(doc, 'notes', `n${client}`, { step: 's', lane: 'l' }, { text: 'Hej' })
  })
/** Of the note above the clock of its first letter, and of what holds it. */
const LETTER = 5
const TEXT = 4

async function wall(): Promise<Raw> {
  board = await attacked.make()
  attacker = await attacked.participant(board)
  witness = connect({ port: attacked.port, board: board.board, document: 'wall', key: board.keys.screen })
  await witness.synced()
  const raw = await attacked.open(board, 'wall', attacker.key)
  raw.send(syncFrame(0, Uint8Array.of(0)))
  await answered(raw)
  return raw
}
const answers = (raw: Raw): Uint8Array[] => raw.received.filter(frame => frame[0] === 0 && frame[1] === 1)
async function answered(raw: Raw): Promise<void> {
  const before = answers(raw).length
  raw.send(syncFrame(0, Uint8Array.of(0)))
  await until(() => answers(raw).length > before || raw.closed !== null, 'an answer')
}
const savedBy = (raw: Raw): number => Math.max(0, ...ownMessages(raw.received).map(([, count]) => count ?? 0))

/** The wall as it is sent now, which is as the witness has it. */
async function asSeen(): Promise<Y.Doc> {
  const late = await attacked.open(board, 'wall', attacker.key)
  await answered(late)
  const decoder = createDecoder(answers(late).at(-1) as Uint8Array)
  readVarUint(decoder)
  readVarUint(decoder)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, readVarUint8Array(decoder))
  for (const { store } of [doc, witness.doc]) expect([store.pendingStructs, store.pendingDs]).toEqual([null, null])
  await until(() => Y.encodeStateVector(witness.doc).join() === Y.encodeStateVector(doc).join(), 'the witness to have as much')
  expect(readWall(witness.doc)).toEqual(readWall(doc))
  expect(witness.closed).toBeNull()
  return doc
}

const letter = (text: string, where: StructOf['where']): StructOf => ({ ...(where ? { where } : {}), content: { string: text } })

it.each([
  [
    'two blocks of one client: Yjs keeps the second, and waits for the first',
    () =>
      updateOf([
        { client: 40, clock: 0, structs: [letter('a', { left: [7, LETTER] })] },
        { client: 41, clock: 0, structs: [letter('b', { left: [7, LETTER] })] },
        { client: 40, clock: 1, structs: [letter('c', { left: [7, LETTER] })] }
      ])
  ],
  [
    'two clients whose structs wait for each other, though none follows on itself',
    () =>
      updateOf([
        { client: 41, clock: 0, structs: [letter('a', { left: [40, 1] }), letter('b', { left: [7, LETTER] })] },
        { client: 40, clock: 0, structs: [letter('c', { left: [41, 1] }), letter('d', { left: [7, LETTER] })] }
      ])
  ],
  ['a right neighbour that is missing', () => updateOf([{ client: 40, clock: 0, structs: [letter('a', { left: [7, LETTER], right: [99, 3] })] }])],
  [
    'a right neighbour that is missing, and a left one that has been collected',
    () =>
      updateOf([
        { client: 41, clock: 0, structs: [{ content: { gc: 2 } }] },
        { client: 40, clock: 0, structs: [letter('a', { left: [41, 1], right: [99, 3] })] }
      ])
  ],
  [
    'a left neighbour in one text, and a right one in another',
    () => updateOf([{ client: 40, clock: 0, structs: [letter('a', { left: [7, LETTER], right: [8, LETTER] })] }])
  ],
  [
    'a right neighbour that stands in front of the left one',
    () => updateOf([{ client: 40, clock: 0, structs: [letter('a', { left: [7, LETTER + 2], right: [7, LETTER] })] }])
  ],
  [
    'one letter as both neighbours',
    () => updateOf([{ client: 40, clock: 0, structs: [letter('a', { left: [7, LETTER + 1], right: [7, LETTER + 1] })] }])
  ],
  [
    'a right neighbour that follows on what it leaves out',
    () => updateOf([{ client: 40, clock: 0, structs: [letter('a', { right: [7, LETTER + 2] })] }])
  ],
  [
    'neighbours between which the same client has written before',
    () =>
      updateOf([
        {
          client: 40,
          clock: 0,
          structs: [letter('a', { left: [7, LETTER], right: [7, LETTER + 1] }), letter('b', { left: [7, LETTER], right: [7, LETTER + 1] })]
        }
      ])
  ],
  ['a text within a text', () => updateOf([{ client: 40, clock: 0, structs: [{ where: { holder: [7, TEXT], key: 'k' }, content: { map: true } }] }])]
])('%s: is refused, and is nowhere', async (_, update) => {
  const raw = await wall()
  for (const client of [7, 8]) raw.send(syncFrame(1, note(client)))
  await until(() => savedBy(raw) === 2, 'the notes')
  raw.send(syncFrame(1, update()))
  await until(() => raw.closed !== null, 'the refusal')
  expect(raw.closed).toBe(malformed)
  expect(savedBy(raw)).toBe(2)
  expect(readWall(await asSeen()).notes.map(({ text }) => text)).toEqual(['Hej', 'Hej'])
})

it('what goes on where the server has collected garbage is garbage too, and nobody is sent away', async () => {
  const raw = await wall()
  raw.send(syncFrame(2, note(7)))
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 0, structs: [{ content: { gc: 3 } }] }])))
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 0, structs: [letter('abcde', { left: [7, LETTER] })] }])))
  await until(() => savedBy(raw) === 3 || raw.closed !== null, 'it to be saved')
  const doc = await asSeen()
  expect(raw.closed).toBeNull()
  expect(Y.getState(doc.store, 40)).toBe(5)
  expect(readWall(doc).notes.map(({ text }) => text)).toEqual(['Hej'])
})

it('what goes on in one text what stands in another goes on there', async () => {
  const raw = await wall()
  for (const client of [7, 8]) raw.send(syncFrame(2, note(client)))
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 0, structs: [letter('ab', { left: [7, LETTER + 2] })] }])))
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 0, structs: [letter('abcd', { left: [8, LETTER + 2] })] }])))
  await until(() => savedBy(raw) === 4 || raw.closed !== null, 'it to be saved')
  expect(readWall(await asSeen()).notes.map(({ text }) => text)).toEqual(['Hejabcd', 'Hej'])
})

it('an update that was left out is not told to be saved by a state without what it builds on', async () => {
  const raw = await wall()
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 3, structs: [letter('a', { left: [7, LETTER] })] }])))
  await answered(raw)
  raw.send(syncFrame(1, updateOf([])))
  await until(() => raw.closed !== null, 'the refusal')
  expect(raw.closed).toBe(malformed)
  expect(savedBy(raw)).toBe(0)
  expect(readWall(await asSeen()).notes).toEqual([])
})

it('an update that was left out is told to be saved when the state has brought what it builds on', async () => {
  const raw = await wall()
  const late = updateOf([{ client: 7, clock: 8, structs: [letter('!', { left: [7, LETTER + 2] })] }])
  raw.send(syncFrame(2, late))
  await answered(raw)
  expect(savedBy(raw)).toBe(0)
  raw.send(syncFrame(1, note(7)))
  await until(() => savedBy(raw) === 2 || raw.closed !== null, 'both to be saved')
  expect(readWall(await asSeen()).notes.map(({ text }) => text)).toEqual(['Hej!'])
})

it('deletions that split a text are counted as what they make of it', async () => {
  const raw = await wall()
  const texts = Array.from({ length: 8 }, (_, i): StructOf => letter('x'.repeat(9999), { left: i === 0 ? [7, LETTER + 2] : [40, 9999 * i - 1] }))
  raw.send(syncFrame(2, note(7)))
  raw.send(syncFrame(2, updateOf([{ client: 40, clock: 0, structs: texts }])))
  let sent = 2
  for (let from = 0; from + 6000 <= 79_000 && raw.closed === null; from += 6000) {
    const ranges = Array.from({ length: 3000 }, (_, i): [number, number] => [from + 2 * i, 1])
    raw.send(syncFrame(2, updateOf([], [[40, ranges]])))
    sent++
    await until(() => savedBy(raw) === sent || raw.closed !== null, 'an answer')
  }
  expect(raw.closed).toBe(closeCodes.tooLarge)
  expect(Y.encodeStateAsUpdate(await asSeen()).length).toBeLessThan(768 * 1024)
})
