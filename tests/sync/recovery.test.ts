import { afterEach, expect, it } from 'vitest'
import { recoveryOf, recoveryShown } from '../../src/core/board/recovery.ts'
import { type Answer, startServer, type TestServer } from '../support/server/server.ts'

let server: TestServer
afterEach(() => server.stop())

const recover = (code: string): Promise<Answer> => server.call('POST', '/api/recover', { body: { code } })
const codeOf = (key: string): string => recoveryShown(recoveryOf(key) ?? '')
const WRONG = '0123-4567-89AB-CDEF'

it('[recovery-code] opens the board as its facilitator, also once it is closed, and nobody else is told it', async () => {
  server = await startServer()
  const [board, other] = [await server.make(), await server.make()]
  const { facilitator, participant, screen } = board.keys
  const found = await recover(codeOf(facilitator).toLowerCase().replaceAll('-', ' '))
  expect([found.status, found.json]).toEqual([200, { board: board.board, key: facilitator }])
  expect((await server.info(board.board, facilitator)).kind).toBe('facilitator')
  expect((await recover(codeOf(other.keys.facilitator))).json).toEqual({ board: other.board, key: other.keys.facilitator })
  for (const key of [participant, screen, facilitator])
    expect(JSON.stringify(await server.info(board.board, key))).not.toContain(recoveryOf(facilitator))
  await server.call('POST', `/api/boards/${board.board}/close`, { key: facilitator })
  expect((await recover(codeOf(facilitator))).status).toBe(200)
})

it('[recovery-code] is gone with the board, and answers alike to every code that opens nothing', async () => {
  let now = Date.now()
  server = await startServer({ now: () => now })
  const [deleted, expired] = [await server.make(), await server.make({ settings: { keepDays: 1 } })]
  await server.call('DELETE', `/api/boards/${deleted.board}`, { key: deleted.keys.facilitator })
  now += 25 * 3_600_000
  const answers = await Promise.all(
    [codeOf(deleted.keys.facilitator), codeOf(expired.keys.facilitator), WRONG, 'ikke en kode', deleted.code].map(recover)
  )
  for (const { status, text } of answers) expect([status, text]).toEqual([404, answers[0]?.text])
  expect(answers[0]?.json).toMatchObject({ error: { code: 'unknown-recovery' } })
})

it('[recovery-code] guesses have a pace for each address, and take nothing from the join codes', async () => {
  server = await startServer({ limits: { guessesAtOnce: 5, guessesASecond: 0.001, guessPatience: 200 } })
  const board = await server.make()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => recover(`0123-4567-89AB-CD${String(i).padStart(2, '0')}`)))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(5)
  expect(answers.find(({ status }) => status === 429)?.json).toMatchObject({ error: { code: 'too-many-recoveries' } })
  expect((await server.join(board.code)).board).toBe(board.board)
})

it('[recovery-code] stores nothing of a board by which it can be told without the key', async () => {
  server = await startServer()
  const board = await server.make()
  expect(JSON.stringify(await server.storage.board(board.board))).not.toContain(recoveryOf(board.keys.facilitator))
})

it('wrong codes are counted by what they were to open', async () => {
  server = await startServer()
  await recover(WRONG)
  await recover('ikke en kode')
  await server.call('POST', '/api/join', { body: { code: 'CDFG-HJKM' } })
  const { text } = await server.call('GET', '/metrics')
  expect(text).toContain('pejling_wrong_codes_total{kind="recovery"} 2')
  expect(text).toContain('pejling_wrong_codes_total{kind="join"} 1')
})
