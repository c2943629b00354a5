import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { isWithheld } from '../../src/core/figures/results.ts'
import { setAnswer, setDone, setVote } from '../../src/documents/ballot.ts'
import { type Client, connectRaw, stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, reveal, seen } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

/** Ballots that come on a device that is passed round, or from paper, and are laid. */

let server: TestServer
let board: MadeBoard
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-laid-'))
  server = await startServer({ dataDir: folder })
  board = await server.make()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})
afterEach(stopClients)

const call = (path: string, key: string, body?: unknown) => server.call('POST', `/api/boards/${board.board}${path}`, { key, body })
async function made(way: 'shared' | 'paper'): Promise<MadeParticipant & { ballot: Client }> {
  const key = way === 'paper' ? board.keys.facilitator : board.keys.participant
  const participant = (await call('/participants', key, { way })).json as MadeParticipant
  const ballot = clientOf(server, board, `ballot.${participant.participant}`, participant.key)
  await ballot.synced()
  return { ...participant, ballot }
}
/** Opens a document with a key, and answers with the code that it is refused with. */
async function refusal(document: string, key: string): Promise<number | null> {
  const raw = await connectRaw({ port: server.port, board: board.board, document, key })
  await until(() => raw.closed !== null, 'the refusal')
  expect(raw.received).toEqual([])
  return raw.closed
}

describe('a ballot that is laid', () => {
  it('[laid-stays-laid] counts on, and its key opens nothing: at once, after a restart, and for no other key', async () => {
    const { participant, key, ballot } = await made('shared')
    const wall = clientOf(server, board, 'wall', key)
    setAnswer(ballot.doc, 'svar', 'K1', 2)
    await Promise.all([ballot.allSaved(), wall.synced()])
    const stored = await server.storage.ballot(board.board, participant)
    expect((await call('/lay', key, {})).status).toBe(204)
    for (const open of [ballot, wall]) await until(() => open.closed !== null, 'the door to be closed')
    expect([ballot.closed, wall.closed]).toEqual([closeCodes.unknownKey, closeCodes.unknownKey])

    const shut = async () => {
      for (const document of [`ballot.${participant}`, 'wall', 'session', 'results']) expect(await refusal(document, key)).toBe(closeCodes.unknownKey)
      for (const other of [board.keys.facilitator, board.keys.participant, board.keys.screen])
        expect(await refusal(`ballot.${participant}`, other)).toBe(closeCodes.notYours)
      for (const path of ['/lay', '/participants']) expect((await call(path, key, {})).status).toBe(401)
      expect((await server.call('GET', `/api/boards/${board.board}`, { key })).status).toBe(401)
      expect(await server.storage.ballot(board.board, participant)).toEqual(stored)
      const results = clientOf(server, board, 'results', board.keys.screen)
      await seen(results, ({ progress }) => progress.svar?.answered === 1)
    }
    await shut()
    await server.stop()
    // What shared keys are derived from lies in the same folder.
    server = await startServer({ dataDir: folder })
    await shut()
  })

  it('[laid-stays-laid] is laid by its own key alone, and not in a closed meeting', async () => {
    for (const key of [board.keys.facilitator, board.keys.participant, board.keys.screen]) expect((await call('/lay', key, {})).status).toBe(403)
    const ended = await server.make()
    const own = await server.participant(ended)
    await server.call('POST', `/api/boards/${ended.board}/close`, { key: ended.keys.facilitator })
    expect((await server.call('POST', `/api/boards/${ended.board}/lay`, { key: own.key })).status).toBe(409)
  })
})

describe('how ballots came', () => {
  it('[ways-count-only] is one of three ways, and paper is the facilitator’s to type in', async () => {
    expect((await call('/participants', board.keys.participant, { way: 'post' })).status).toBe(422)
    expect((await call('/participants', board.keys.participant, { way: 'paper' })).status).toBe(403)
    expect((await call('/participants', board.keys.facilitator, { way: 'paper' })).status).toBe(201)
  })

  it('[ways-count-only] [laid-counts-once] is told as numbers of a step, counts the same in the figures, and makes no second person in the next step', async () => {
    board = await server.make()
    const session = clientOf(server, board, 'session', board.keys.facilitator)
    const results = clientOf(server, board, 'results', board.keys.screen)
    await session.synced()
    const phones = [await joinPhone(server, board), await joinPhone(server, board), await joinPhone(server, board)]
    for (const phone of phones) await answer(phone, { K1: 0 })
    const lay = async (way: 'shared' | 'paper', fill: (client: Client) => void) => {
      const { key, ballot } = await made(way)
      fill(ballot)
      await ballot.allSaved()
      expect((await call('/lay', key, {})).status).toBe(204)
    }
    const rated = (value: number) => (ballot: Client) => {
      setAnswer(ballot.doc, 'svar', 'K1', value)
      setDone(ballot.doc, 'svar', true)
    }
    for (const [way, value] of [
      ['shared', 1],
      ['shared', 2],
      ['paper', 2]
    ] as const)
      await lay(way, rated(value))
    const ways = { phone: 3, shared: 2, paper: 1 }
    const before = await seen(results, ({ progress }) => progress.svar?.answered === 6)
    expect(before.progress.svar).toEqual({ answered: 6, done: 6, ways })
    expect([before.people, before.answered]).toEqual([6, 6])
    await reveal(session, 'svar')
    const { published } = await seen(results, ({ published }) => 'svar' in published)
    const figure = published.svar?.kind === 'rate' ? published.svar.items.K1 : undefined
    expect(figure && !isWithheld(figure) && figure.counts.slice(0, 3)).toEqual([3, 1, 2])
    expect(JSON.stringify(published)).not.toMatch(/shared|paper/)
    // The same people vote: three on their phones, the others on new ballots.
    for (const [way, step] of [
      ['shared', 'vaelg'],
      ['shared', 'vaelg'],
      ['paper', 'vaelg']
    ] as const)
      await lay(way, ballot => setVote(ballot.doc, step, 'A', true))
    const after = await seen(results, ({ progress }) => progress.vaelg?.answered === 3)
    expect(after.progress.vaelg).toMatchObject({ ways: { phone: 0, shared: 2, paper: 1 } })
    expect([after.people, after.answered]).toEqual([6, 6])
  })
})
