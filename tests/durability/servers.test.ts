import { createHmac, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Limits } from '../../server/limits.ts'
import type { Placement } from '../../server/storage/placement.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { setAnswer, setDone } from '../../src/documents/ballot.ts'
import { readResults } from '../../src/documents/results.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { connect, connectRaw, stopClients } from '../support/server/clients.ts'
import { freePort } from '../support/server/free-port.ts'
import { answer, clientOf, joinPhone, seen } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** Two servers on one database, as those who meet see them. */

const secret = randomBytes(32)
let database: TestDatabase
let first: TestServer
let second: TestServer
const placements: Placement[] = []

/** Starts both anew, and waits until each knows of the other. */
async function startBoth(limits: Partial<Limits> = {}): Promise<void> {
  placements.length = 0
  first = await start(limits)
  second = await start(limits)
  await until(() => placements.every(({ servers }) => servers.length === 2), 'both to know of each other')
}
async function start(limits: Partial<Limits>): Promise<TestServer> {
  const port = await freePort()
  const { storage, placement } = await openPostgres({ url: database.url, secret, address: `http://127.0.0.1:${port}` })
  placements.push(placement)
  return startServer({ port, storage, placement, secret, limits: { noticeFor: 0, endGoneEvery: 100, ...limits } })
}
beforeEach(async () => {
  database = await testDatabase()
  await startBoth()
})
afterEach(async () => {
  stopClients()
  await Promise.all([first.stop(), second.stop()])
  await database.drop()
})

const note = (doc: Parameters<typeof readWall>[0], id: string): void =>
  addRecord(doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
const passed = (server: TestServer, what: string): number => server.facts.filter(fact => fact.name === 'passed-on' && fact.what === what).length

describe('[one-owner] a meeting over two servers', () => {
  it('is the same at both: what is written at one is seen at the other, calls and sockets alike, and ballots count', async () => {
    const made = await first.make()
    const wall = connect({ port: first.port, board: made.board, document: 'wall', key: made.keys.facilitator })
    await wall.synced()
    const other = connect({ port: second.port, board: made.board, document: 'wall', key: made.keys.participant })
    await other.synced()
    note(wall.doc, 'a')
    note(other.doc, 'b')
    await Promise.all([wall.allSaved(), other.allSaved()])
    await until(() => [wall, other].every(({ doc }) => readWall(doc).notes.length === 2), 'both notes at both')
    expect(passed(second, 'socket')).toBe(1)
    expect(passed(first, 'socket')).toBe(0)

    const results = connect({ port: second.port, board: made.board, document: 'results', key: made.keys.screen })
    await results.synced()
    const people = await Promise.all([first, second, second].map(server => server.participant(made)))
    for (const [at, { participant, key }] of people.entries()) {
      const ballot = connect({ port: at === 0 ? second.port : first.port, board: made.board, document: `ballot.${participant}`, key })
      await ballot.synced()
      setAnswer(ballot.doc, 'svar', 'K1', 3)
      setDone(ballot.doc, 'svar', true)
      await ballot.allSaved()
    }
    await until(() => readResults(results.doc)?.progress.svar?.done === 3, 'three to be done')
    expect(passed(second, 'call')).toBeGreaterThanOrEqual(2)
    expect((await second.minutes(made)).title).toBe((await first.minutes(made)).title)
    // Closed at the wrong one: for everybody.
    expect(await second.call('POST', `/api/boards/${made.board}/close`, { key: made.keys.facilitator })).toMatchObject({
      status: 200,
      json: { destroyed: 3 }
    })
    expect(await database.ask('SELECT states FROM ballots')).toEqual([{ states: {} }])
    expect((await first.info(made.board, made.keys.screen)).closed).toBe(true)
  })

  it('ends everywhere when it is deleted, by its facilitator or from the outside', async () => {
    for (const way of ['facilitator', 'outside'] as const) {
      const made = await first.make()
      const clients = [first, second].map(({ port }) => connect({ port, board: made.board, document: 'wall', key: made.keys.participant }))
      await Promise.all(clients.map(client => client.synced()))
      if (way === 'facilitator') expect((await second.call('DELETE', `/api/boards/${made.board}`, { key: made.keys.facilitator })).status).toBe(204)
      else {
        const { storage } = await openPostgres({ url: database.url, secret: null, address: null })
        await storage.remove(made.board)
        await storage.close()
      }
      await until(() => clients.every(({ closed }) => closed === closeCodes.deleted), 'both to be told')
    }
    for (const table of ['boards', 'updates', 'participants', 'ballots', 'authors']) expect(await database.ask(`SELECT 1 FROM ${table}`)).toEqual([])
  })

  it('goes on at the other when its server hands it over: everybody is told 1012, and nothing is lost', async () => {
    const made = await first.make()
    const clients = [first, second].map(({ port }) => connect({ port, board: made.board, document: 'wall', key: made.keys.participant }))
    const [near, far] = clients
    if (!near || !far) throw new Error('They are two')
    await near.synced()
    await far.synced()
    note(near.doc, 'a')
    await near.allSaved()
    const owner = passed(second, 'socket') > 0 ? first : second
    const ready = async (): Promise<number> => (await owner.call('GET', '/readyz')).status
    expect(await ready()).toBe(200)
    const stopping = owner.serving.stop()
    expect(await ready()).toBe(503)
    await until(() => clients.some(({ closed }) => closed === closeCodes.restart), 'somebody to be told')
    const rest = owner === first ? far : near
    await until(() => rest.provider.synced, 'the other to be back')
    note(rest.doc, 'b')
    await rest.allSaved()
    await stopping
    expect(
      readWall(rest.doc)
        .notes.map(({ id }) => id)
        .sort()
    ).toEqual(['a', 'b'])
    // For the end of the test, which stops both.
    owner.serving.stop = async () => undefined
  })
})

describe('[one-owner] [ballots-destroyed] a take-over in the middle of an act', () => {
  /** The database takes the board's server for dead, as it does with one that is frozen: the next request takes the board elsewhere. */
  const callDead = (made: MadeBoard): Promise<unknown> =>
    database.ask('UPDATE servers SET dead = true WHERE id = (SELECT owner FROM boards WHERE id = $1)', [made.board])

  it('closes a board once, whichever server is asked, and leaves no ballot', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 4; round++) {
      const ready = async (): Promise<boolean> =>
        (await Promise.all([first, second].map(server => server.call('GET', '/readyz')))).every(({ status }) => status === 200)
      await until(
        async () => (await database.ask('SELECT 1 FROM servers WHERE NOT dead')).length === 2 && (await ready()),
        'both to live and to store'
      )
      const made = await first.make()
      const phones = []
      for (let at = 0; at < 5; at++) phones.push(await joinPhone(at % 2 ? first : second, made))
      await Promise.all(phones.map(phone => answer(phone, { K1: 3 })))
      const close = (server: TestServer) => server.call('POST', `/api/boards/${made.board}/close`, { key: made.keys.facilitator })
      const closing = [close(round % 2 ? first : second)]
      if (round < 2) await callDead(made)
      else closing.push(callDead(made).then(() => close(second)))
      closing.push(close(first))
      const answers = await Promise.all(closing)
      // What was refused for the moment is asked again, as a page does.
      await until(async () => {
        if ((await first.info(made.board, made.keys.screen).catch(() => null))?.closed) return true
        answers.push(await close(first))
        return false
      }, 'the board to be closed')
      const destroyed = answers.filter(({ status }) => status === 200).map(({ json }) => json)
      expect(destroyed.length).toBeLessThanOrEqual(1)
      for (const json of destroyed) expect(json).toEqual({ destroyed: 5 })
      expect(await database.ask('SELECT states FROM ballots WHERE board = $1', [made.board])).toEqual([{ states: {} }])
      const screen = clientOf(second, made, 'results', made.keys.screen)
      // The one that is called dead hears of it at its next renewal: here its own clock has not told it before, as it does otherwise.
      expect((await seen(screen, ({ closed }) => closed !== null)).closed).toEqual({ destroyed: 5 })
      stopClients()
    }
  })

  it('shows a reveal once, the same to everybody', { timeout: 120_000 }, async () => {
    const made = await first.make()
    const phones = []
    for (let at = 0; at < 5; at++) phones.push(await joinPhone(at % 2 ? first : second, made))
    await Promise.all(phones.map((phone, at) => answer(phone, { K1: (at % 5) as 0 })))
    const session = clientOf(second, made, 'session', made.keys.facilitator)
    await session.synced()
    const dead = callDead(made)
    steer(session.doc, 'vindue', { reveal: { step: 'svar', split: null } })
    await dead
    const shown = await Promise.all(phones.map(({ results }) => seen(results, ({ published }) => published.svar !== undefined)))
    for (const results of shown) expect(results.published).toEqual(shown[0]?.published)
    const late = clientOf(first, made, 'results', made.keys.screen)
    expect((await seen(late, ({ published }) => published.svar !== undefined)).published).toEqual(shown[0]?.published)
  })
})

describe('[one-owner] what is passed on', () => {
  it('is passed on once: a server that does not have the board says so, and does not pass it on again', async () => {
    const made = await first.make()
    const wall = connect({ port: first.port, board: made.board, document: 'wall', key: made.keys.participant })
    await wall.synced()
    const word = createHmac('sha256', secret).update('passed on').digest('base64url')
    const headers = { 'x-pejling-passed': word, 'x-forwarded-for': '192.0.2.7' }
    const answer = await second.call('POST', `/api/boards/${made.board}/participants`, { key: made.keys.participant, headers })
    expect(answer).toMatchObject({ status: 503, json: { error: { code: 'try-again' } } })
    expect(passed(second, 'call')).toBe(0)
  })

  it('is believed of where it comes from only with the word that servers share', async () => {
    // Made by one address as many boards as there are bytes for: another address still has its own.
    await Promise.all([first.stop(), second.stop()])
    await startBoth({ madeBytes: 20_000, boardBytes: 20_000 })
    const wish = {
      title: 'Møde',
      workshop: testWorkshop,
      settings: { privacy: 'private', minimum: 5, keepDays: 30 }
    }
    const tries = async (headers: Record<string, string>): Promise<number[]> => {
      const answers: number[] = []
      for (const server of [first, second, first, second]) answers.push((await server.call('POST', '/api/boards', { body: wish, headers })).status)
      return answers
    }
    const answers = await tries({})
    expect(answers[0]).toBe(201)
    // The budget is one for both servers, and a header that anybody can send changes nothing.
    expect(answers.slice(1)).toEqual([429, 429, 429])
    expect(await tries({ 'x-forwarded-for': '192.0.2.9', 'x-pejling-passed': 'gættet' })).toEqual([429, 429, 429, 429])
  })

  it('counts wrong codes of an address once, wherever they are tried', async () => {
    await Promise.all([first.stop(), second.stop()])
    await startBoth({ guessesAtOnce: 4, guessesASecond: 0.001, guessPatience: 50 })
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) {
      const code = `CCCCCCC${'CDFHJKLM'[i]}`
      statuses.push((await (i % 2 ? first : second).call('POST', '/api/join', { body: { code } })).status)
    }
    expect(statuses.filter(status => status === 404)).toHaveLength(4)
    expect(statuses.filter(status => status === 429)).toHaveLength(4)
  })

  it('is counted', async () => {
    const made = await first.make()
    const raw = await connectRaw({ port: first.port, board: made.board, document: 'wall', key: made.keys.participant })
    const other = connect({ port: second.port, board: made.board, document: 'wall', key: made.keys.participant })
    await other.synced()
    raw.stop()
    const figures = (await Promise.all([first, second].map(server => server.call('GET', '/metrics')))).map(({ text }) => text)
    expect(figures.some(text => /^pejling_passed_on_total\{what="socket"\} 1$/m.test(text))).toBe(true)
    expect(figures[0]).toMatch(/^pejling_boards_taken_over_total 0$/m)
  })
})
