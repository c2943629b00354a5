import { connect as connectStream } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { limits } from '../../server/limits.ts'
import { makeBoard, readBody } from '../../server/transport/http/bodies.ts'
import { hasFewParts } from '../../server/transport/http/count-parts.ts'
import { bodyCosts } from '../support/hostile/body-costs.ts'
import { costlyBoards, costlyJson } from '../support/hostile/worst-bodies.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** Nobody needs a key to send a body: none may keep everybody else waiting. */

/**
 * How many times the work of parsing the largest body of numbers looking at any body may be. The reference takes 1.4 ms where this was written,
 * and the worst body 4.7; a schema that goes on after its first mistake takes 50, and 62,000 keys took 400.
 */
const MOST = 10

it('the worst bodies of each call that anyone may send, thought out and found by chance, cost little', () => {
  const costs = bodyCosts(60, 6)
  expect(costs.length).toBeGreaterThan(60)
  expect(costs.filter(({ times }) => times > MOST)).toEqual([])
  // The bodies are what they are meant to be: most are looked at in earnest, and some are right.
  const answers = costs.filter(({ call }) => call === 'POST /api/boards').map(({ answer }) => answer)
  expect(answers.filter(answer => answer === 'bad-field').length).toBeGreaterThan(15)
  expect(answers).toContain('ok')
})

it('bodyParts, bodyDepth: what has too many is refused before it is parsed', () => {
  const parsing = vi.spyOn(JSON, 'parse')
  const bodies = costlyJson(limits.bodyBytes).filter(
    ({ text }) => !hasFewParts(new TextEncoder().encode(text), { parts: limits.bodyParts, depth: limits.bodyDepth })
  )
  expect(bodies.map(({ what }) => what)).toEqual(expect.arrayContaining(['objects', 'one object of many keys', 'lists in lists']))
  for (const { text } of bodies)
    expect(() => readBody(new TextEncoder().encode(text), makeBoard, limits)).toThrow(expect.objectContaining({ code: 'too-many-parts' }))
  expect(parsing).not.toHaveBeenCalled()
  parsing.mockRestore()
})

it('parts are counted outside of strings alone', () => {
  const count = (text: string, parts: number, depth = 9): boolean => hasFewParts(new TextEncoder().encode(text), { parts, depth })
  expect(count('{"a":[1,2],"b":"[,:{\\"[[,"}', 6)).toBe(true)
  expect(count('{"a":[1,2],"b":"x"}', 5)).toBe(false)
  expect(count('[[[]]]', 9, 3)).toBe(true)
  expect(count('[[[]]]', 9, 2)).toBe(false)
  expect(count('"æøå\\\\",,', 2)).toBe(true)
})

it('checking a workshop ends at a mistake, however many there are', () => {
  for (const { text } of costlyBoards(limits.bodyParts, limits.bodyBytes)) {
    const parsed = makeBoard.safeParse(JSON.parse(text))
    // The fields of one thing are looked at together, and the twenty lines of its longest lists.
    expect(parsed.error?.issues.length ?? 0).toBeLessThanOrEqual(100)
  }
})

describe('over the wire', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  /** What is answered to these bytes before the connection ends. */
  async function answer(text: string): Promise<string> {
    const stream = connectStream(server.port, '127.0.0.1')
    let said = ''
    let ended = false
    stream
      .on('data', data => (said += data))
      .on('close', () => (ended = true))
      .on('error', () => undefined)
    stream.write(text)
    await until(() => ended, 'the end')
    return said
  }
  const head = (path: string, ...lines: string[]): string =>
    [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...lines, '', ''].join('\r\n')

  it.each(['/api/boards', '/api/join', '/', '/healthz'])('a body in chunks is refused at once, and no chunk of it is taken: %s', async path => {
    const chunks = '1\r\n{\r\n'.repeat(100_000)
    const said = await answer(`${head(path, 'Transfer-Encoding: chunked')}${chunks}`)
    expect(said).toMatch(/^HTTP\/1\.1 411 /)
    expect(said).toMatch(/connection: close/i)
  })

  it.each([
    ['/api/boards', limits.bodyBytes],
    ['/api/join', limits.smallBodyBytes],
    ['/api/boards/aaaaaaaaaaaa/close', limits.smallBodyBytes],
    ['/', limits.smallBodyBytes]
  ])('bodyBytes, smallBodyBytes: a body that says it is longer is refused before it comes: %s', async (path, most) => {
    expect(await answer(head(path, `Content-Length: ${most + 1}`))).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('two Host fields are refused, on a socket too', async () => {
    expect(await answer('GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    expect(await answer(`GET /sync/a/wall HTTP/1.1\r\nHost: x\r\nHost: y\r\n${upgrade}\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('62,000 keys for instruments are refused, and a board with one of ours is made', async () => {
    const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
    const instruments = Object.fromEntries(Array.from({ length: 62_000 }, (_, i) => [i.toString(36), 0]))
    const large = await server.call('POST', '/api/boards', { body: { title: 't', workshop: { instruments }, settings } })
    expect(large.status).toBe(413)
    const fewer = Object.fromEntries(Object.entries(instruments).slice(0, 9000))
    const many = await server.call('POST', '/api/boards', { body: { title: 't', workshop: { instruments: fewer }, settings } })
    expect(many).toMatchObject({ status: 422, json: { error: { code: 'too-many-parts' } } })
    expect((await server.call('POST', '/api/boards', { body: { title: 't', workshop: testWorkshop, settings } })).status).toBe(201)
  })
})
