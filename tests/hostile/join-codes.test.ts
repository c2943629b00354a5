import { afterEach, expect, it } from 'vitest'
import type { Limits } from '../../server/limits.ts'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { CODE_ALPHABET } from '../../src/core/board/code.ts'
import { type Answer, startServer, type TestServer } from '../support/server/server.ts'

/** A search for join codes, over the wire. What it finds in a minute or an hour: server/transport/http/code-attempts.test.ts. */

let server: TestServer
let board: MadeBoard
async function start(limits: Partial<Limits>, trustedProxies = '127.0.0.1'): Promise<void> {
  server = await startServer({ limits, trustedProxies })
  board = await server.make()
}
afterEach(() => server.stop())

/** Comes through a proxy, which says from where. */
const join = (code: string, from: string): Promise<Answer> =>
  server.call('POST', '/api/join', { body: { code }, headers: { 'x-forwarded-for': from } })
/** Another each time, and none that opens the board. */
const wrong = (i: number): string => {
  const [first, second, third] = [i, i / 24, i / 576].map(at => CODE_ALPHABET[Math.floor(at) % 24])
  const code = `CDFHJ${first}${second}${third}`
  return code === board.code ? 'XXXXXXXX' : code
}

it('guessesAtOnce: an address that has used them up waits, and all others come in at once', async () => {
  await start({ guessesAtOnce: 20, guessesASecond: 0.001, guessPatience: 300 })
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => join(wrong(i), '198.51.100.7')))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(20)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(80)
  expect(refused[0]).toMatchObject({ json: { error: { code: 'too-many-guesses', message: expect.stringMatching(/QR-koden.*linket/) } } })
  expect(refused[0]?.headers.get('retry-after')).toBe('1')
  expect((await join(board.code, '198.51.100.8')).status).toBe(200)
  // The link and the QR code are no guesses.
  expect((await server.info(board.board, board.keys.participant)).kind).toBe('participant')
})

it('guessesASecond: the right code of who has used them up opens the board when its turn comes, and from then on at once', async () => {
  await start({ guessesAtOnce: 5, guessesASecond: 20 })
  const searching = Promise.all(Array.from({ length: 60 }, (_, i) => join(wrong(i), '198.51.100.7')))
  const hall = await Promise.all(Array.from({ length: 200 }, () => join(board.code, '198.51.100.7')))
  expect(hall.every(({ status }) => status === 200)).toBe(true)
  expect((await searching).every(({ status }) => status === 404)).toBe(true)
})

it('200 people behind one address come in together, each of them after a mistake, and none of it costs the next meeting anything', async () => {
  await start({})
  const people = Array.from({ length: 200 }, async (_, i) => {
    expect((await join(wrong(i), '198.51.100.7')).status).toBe(404)
    return (await join(board.code, '198.51.100.7')).status
  })
  expect(new Set(await Promise.all(people))).toEqual(new Set([200]))
  const next = await server.make()
  expect((await join(next.code, '198.51.100.8')).status).toBe(200)
})

it('an address that is made up by the one who asks is not believed', async () => {
  await start({ guessesAtOnce: 5, guessesASecond: 0.001, guessPatience: 100 }, '')
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => join(wrong(i), `10.0.0.${i}`)))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(5)
  await server.stop()
  await start({ guessesAtOnce: 5, guessesASecond: 0.001, guessPatience: 100 })
  const forged = await Promise.all(Array.from({ length: 20 }, (_, i) => join(wrong(i), `10.0.0.${i}, 198.51.100.7`)))
  expect(forged.filter(({ status }) => status === 404)).toHaveLength(5)
})

it('earlierGuessesAtOnce: codes of six characters are looked up at one pace for the whole server', async () => {
  await start({ earlierGuessesAtOnce: 5, earlierGuessesASecond: 0.001, guessPatience: 100 })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => join(wrong(i).slice(2), `10.0.0.${i}`)))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(5)
  expect((await join(board.code, '10.0.0.1')).status).toBe(200)
})

it('one that the storage cannot answer costs nothing and keeps nobody waiting', async () => {
  await start({ guessesAtOnce: 1, guessesASecond: 0.001 })
  const { boardByCode } = server.storage
  server.storage.boardByCode = () => Promise.reject(new Error('Away'))
  expect((await Promise.all([join(board.code, 'a'), join(board.code, 'a')])).map(({ status }) => status)).toEqual([500, 500])
  server.storage.boardByCode = boardByCode
  expect((await join(board.code, 'a')).status).toBe(200)
})
