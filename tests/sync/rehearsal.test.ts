import { afterAll, beforeAll, expect, it } from 'vitest'
import { setTitle } from '../../src/documents/steer.ts'
import { readMinutesFile } from '../../src/schemas/minutes-file.ts'
import { stopClients } from '../support/server/clients.ts'
import { clientOf, joinPhone, resultsIn } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { testWorkshop } from '../support/server/workshop.ts'

const DAY = 24 * 60 * 60 * 1000
let server: TestServer
let now = Date.now()
beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(async () => {
  stopClients()
  await server.stop()
})
const rehearse = () => server.make({ title: 'LUU i marts', settings: { keepDays: 1, rehearsal: true } })

it('[rehearsal-marked] a rehearsal is told as one to each of its keys and in its minutes, also when its title was corrected', async () => {
  const board = await rehearse()
  for (const key of Object.values(board.keys))
    expect(await server.info(board.board, key)).toMatchObject({ title: 'Øvelse: LUU i marts', settings: { rehearsal: true } })
  const phone = await joinPhone(server, board)
  await phone.results.synced()
  expect(resultsIn(phone.results).settings.rehearsal).toBe(true)
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  await session.synced()
  setTitle(session.doc, 'Et rigtigt møde')
  await session.allSaved()
  const minutes = await server.minutes(board)
  expect(minutes).toMatchObject({ title: 'Øvelse: Et rigtigt møde', settings: { rehearsal: true } })
  expect(readMinutesFile(JSON.stringify(minutes))).toMatchObject({ ok: true, minutes: { settings: { rehearsal: true } } })
})

it('[rehearsal-marked] nobody makes a meeting of a rehearsal, or a rehearsal of a meeting', async () => {
  const [rehearsal, meeting] = [await rehearse(), await server.make()]
  for (const [board, wish] of [
    [rehearsal, { rehearsal: false }],
    [rehearsal, { keepDays: 30 }],
    [meeting, { rehearsal: true }]
  ] as const) {
    const answer = await server.call('PATCH', `/api/boards/${board.board}`, { key: board.keys.facilitator, body: wish })
    expect(answer.status, JSON.stringify(wish)).toBe(422)
  }
  const cards = await server.call('PATCH', `/api/boards/${rehearsal.board}`, { key: rehearsal.keys.facilitator, body: { privacy: 'cards' } })
  expect(cards.status).toBe(200)
  expect((await server.info(rehearsal.board, rehearsal.keys.facilitator)).settings).toMatchObject({ privacy: 'cards', rehearsal: true })
  expect((await server.info(meeting.board, meeting.keys.facilitator)).settings).not.toHaveProperty('rehearsal')
})

it('[rehearsal-deleted] a rehearsal is kept for a day and no longer, and is gone as its facilitator ends it', async () => {
  for (const settings of [
    { keepDays: 2, rehearsal: true },
    { keepDays: 1, rehearsal: false }
  ]) {
    const body = { title: 'Øvelse', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, ...settings } }
    expect((await server.call('POST', '/api/boards', { body })).status, JSON.stringify(settings)).toBe(422)
  }
  const [ended, forgotten] = [await rehearse(), await rehearse()]
  const url = (board: typeof ended) => `/api/boards/${board.board}`
  expect((await server.call('DELETE', url(ended), { key: ended.keys.facilitator })).status).toBeLessThan(300)
  expect((await server.call('GET', url(ended), { key: ended.keys.facilitator })).status).toBe(404)
  now += DAY + 1
  expect((await server.call('GET', url(forgotten), { key: forgotten.keys.facilitator })).status).toBe(404)
})
