import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { setAnswer, setDone } from '../../src/documents/ballot.ts'
import { testWorkshop } from '../../tests/support/server/workshop.ts'
import { createBoards } from '../boards/service.ts'
import type { Outbound } from '../documents/messages.ts'
import { limits } from '../limits.ts'
import { memoryStorage } from '../storage/memory/memory.ts'

const report = (): void => undefined
/** A whole server without its wire, and how to write to a document of a board as a client does. */
function rooms(changed: Partial<typeof limits> = {}) {
  const storage = memoryStorage()
  const boards = createBoards({ storage, secret: new Uint8Array(32), limits: { ...limits, ...changed }, report, now: Date.now })
  const make = () => boards.make({ title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 30 } })
  async function open(board: string, document: string, key: string) {
    const sent: Outbound[] = []
    const socket = { send: (message: Outbound) => sent.push(message) > 0, together: (sending: () => void) => sending(), close: () => undefined }
    const line = await boards.connect({ board, document, key, generation: null }, socket)
    if (typeof line === 'number') throw new Error(`Refused with ${line}`)
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => line.receive({ type: 'update', update }))
    return { doc, sent }
  }
  return { boards, storage, make, open }
}
const wasRefused = (sent: Outbound[]): boolean => sent.some(({ type }) => type === 'refused')

// The clock stands still but for what a test lets pass, so that no machine is too slow.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())
/** Waits for a thing without letting time pass. */
async function untilSent(sent: Outbound[], message: Outbound): Promise<void> {
  for (let turns = 0; turns < 1000 && !sent.some(one => isDeepStrictEqual(one, message)); turns++) await nextTurn()
  expect(sent).toContainEqual(message)
}

it('stores two changes in a row at once, and what comes after them together', async () => {
  const { storage, make, open } = rooms({ minCommitInterval: 1000 })
  const made = await make()
  const { doc, sent } = await open(made.board, 'wall', made.keys.facilitator)
  const commits = vi.spyOn(storage, 'commit')
  for (const count of [1, 2]) {
    doc.getMap('notes').set(`n${count}`, new Y.Map())
    await untilSent(sent, { type: 'saved', count })
  }
  for (const count of [3, 4, 5]) {
    doc.getMap('notes').set(`n${count}`, new Y.Map())
    for (let turns = 0; turns < 10; turns++) await nextTurn()
  }
  expect(commits).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1000)
  await untilSent(sent, { type: 'saved', count: 5 })
  expect(commits.mock.calls.map(([{ updates }]) => updates.length)).toEqual([1, 1, 1])
})

it('closes a board after the ballots that came in before it, however long other boards take', async () => {
  const { boards, make, open } = rooms()
  const made = await make()
  const access = await boards.access(made.board, made.keys.facilitator)
  const { participant, key } = await boards.addParticipant(access, {})
  const ballot = await open(made.board, `ballot.${participant}`, key)
  const busy = []
  for (let i = 0; i < 3; i++) {
    const { board, keys } = await make()
    const wall = await open(board, 'wall', keys.facilitator)
    const other = await boards.loaded(board)
    if (!other) throw new Error('It is not there')
    const { applyIncoming: turn } = other
    other.applyIncoming = writable => {
      vi.advanceTimersByTime(25)
      turn.call(other, writable)
    }
    busy.push(wall)
  }
  for (const { doc } of busy) doc.getMap('notes').set('n', new Y.Map())
  setAnswer(ballot.doc, 'svar', 'K1', 3)
  setDone(ballot.doc, 'svar', true)
  expect(await boards.close(access)).toEqual({ destroyed: 1 })
  expect(wasRefused(ballot.sent)).toBe(false)
  expect((await boards.loaded(made.board))?.results.progress.svar).toEqual({ answered: 1, done: 1 })
})

it('closes a board after the ballots that came in before it, where a turn takes but one message', async () => {
  const { boards, make, open } = rooms({ messagesATurn: 1 })
  const made = await make()
  const access = await boards.access(made.board, made.keys.facilitator)
  const { participant, key } = await boards.addParticipant(access, {})
  const ballot = await open(made.board, `ballot.${participant}`, key)
  for (let i = 0; i < 20; i++) setAnswer(ballot.doc, 'svar', 'K1', i % 5)
  setDone(ballot.doc, 'svar', true)
  expect(await boards.close(access)).toEqual({ destroyed: 1 })
  expect(wasRefused(ballot.sent)).toBe(false)
  expect((await boards.loaded(made.board))?.results.progress.svar).toEqual({ answered: 1, done: 1 })
})
