import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { keepSiteFiles } from '../../server/transport/http/site-files.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { connect, stopClients } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

const META = "default-src 'self';img-src 'self' data:;connect-src 'self' ws: wss:;object-src 'none'; script-src 'self' 'sha256-abc=';"
const page = (policy: string, words: string) => `<head><meta http-equiv="content-security-policy" content="${policy}"></head><h1>${words}</h1>`
let dist: string
let server: TestServer
let secure: TestServer
let board: MadeBoard
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'pejling-headers-'))
  for (const folder of ['_astro', 'bord', 'bar', 'workshops', 'v1.2']) mkdirSync(join(dist, folder))
  writeFileSync(join(dist, 'index.html'), page(META, 'Forside'))
  writeFileSync(join(dist, 'bord/index.html'), page(META.replace('abc', 'bord'), 'Bord'))
  writeFileSync(join(dist, 'bar/index.html'), '<h1>Uden</h1>')
  writeFileSync(join(dist, 'v1.2/index.html'), page(META.replace('abc', 'punktum'), 'Punktum'))
  writeFileSync(join(dist, '404.html'), page(META.replace('abc', 'none'), 'Siden findes ikke'))
  writeFileSync(join(dist, 'workshops/luu.json'), '{}')
  writeFileSync(join(dist, '_astro/app.abc123.js'), 'console.log(1)')
  writeFileSync(join(dist, '_astro/app.abc123.css'), 'a{}')
  writeFileSync(join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  server = await startServer({ dist })
  secure = await startServer({ dist, publicUrl: 'https://pejling.example' })
  board = await server.make()
})
afterEach(stopClients)
afterAll(async () => {
  await Promise.all([server.stop(), secure.stop()])
  rmSync(dist, { recursive: true })
})

type Case = [string, string, string, number, RegExp, Record<string, string>?]
const answers: Case[] = [
  ['a page', 'GET', '/', 200, /script-src 'self' 'sha256-abc='/],
  ['a page deeper in', 'GET', '/bord/', 200, /script-src 'self' 'sha256-bord='/],
  ['a page by its folder', 'GET', '/bord', 200, /script-src 'self' 'sha256-bord='/],
  ['a page in a folder with a dot', 'GET', '/v1.2/', 200, /script-src 'self' 'sha256-punktum='/],
  ['a page by its file', 'GET', '/bord/index.html', 200, /script-src 'self' 'sha256-bord='/],
  ['a page that is not there', 'GET', '/nothing/', 404, /script-src 'self' 'sha256-none='/],
  ['a page that says nothing itself', 'GET', '/bar/', 200, /^default-src 'self';/],
  ['a page’s head', 'HEAD', '/', 200, /script-src 'self' 'sha256-abc='/],
  ['a script', 'GET', '/_astro/app.abc123.js', 200, /^default-src 'self';/],
  ['a style', 'GET', '/_astro/app.abc123.css', 200, /^default-src 'self';/],
  ['a picture', 'GET', '/favicon.svg', 200, /^default-src 'self';/],
  ['data', 'GET', '/workshops/luu.json', 200, /^default-src 'none';/],
  ['a call', 'GET', '/healthz', 200, /^default-src 'none';/],
  ['metrics', 'GET', '/metrics', 200, /^default-src 'none';/],
  ['a call without a key', 'GET', '/api/boards/aaaaaaaaaaaa', 401, /^default-src 'none';/],
  ['a call that there is not', 'GET', '/api/nothing', 404, /^default-src 'none';/],
  ['a wrong method', 'PUT', '/api/join', 405, /^default-src 'none';/],
  ['a call from a foreign page', 'POST', '/api/join', 403, /^default-src 'none';/, { origin: 'https://elsewhere.example' }],
  ['a call that is too large', 'POST', '/api/boards', 413, /^default-src 'none';/],
  ['a path that leads out', 'GET', '/..%2f..%2fpackage.json', 404, /sha256-none=/]
]

describe.each([
  ['without an address of its own', () => server],
  ['behind https', () => secure]
])('%s', (name, at) => {
  it.each(answers)('%s says what a browser may do with it', async (_, method, path, status, policy, headers = {}) => {
    const body = status === 413 ? { body: { title: 'x'.repeat(600_000) } } : {}
    const answer = await at().call(method, path, { headers, ...body })
    expect(answer.status).toBe(status)
    const csp = answer.headers.get('content-security-policy') ?? ''
    expect(csp).toMatch(policy)
    expect(csp).toMatch(/default-src '(self|none)'/)
    // The board alone may be framed, and by the site itself alone: the big screen in small on the facilitator's laptop.
    const framed = /^\/bord\/?(index\.html)?$/.test(path) && status === 200
    expect(csp).toContain(framed ? "frame-ancestors 'self'" : "frame-ancestors 'none'")
    expect(csp).not.toMatch(/unsafe|\*| wss?:( |;|$)|https?:( |;|$)/)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-frame-options': framed ? 'SAMEORIGIN' : 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), microphone=(), geolocation=()')
    })
    for (const told of ['server', 'x-powered-by', 'access-control-allow-origin', 'set-cookie']) expect(answer.headers.get(told)).toBeNull()
    const promise = answer.headers.get('strict-transport-security')
    if (name === 'behind https') expect(Number(/^max-age=(\d+)$/.exec(promise ?? '')?.[1])).toBeGreaterThan(180 * 24 * 60 * 60)
    else expect(promise).toBeNull()
  })
})

it.each(['/', '/bord/', '/bord', '/bord/index.html', '/bar/', '/_astro/app.abc123.js', '/favicon.svg', '/workshops/luu.json'])(
  'says the same of %s when the browser has it already: what a 304 says takes the place of what is stored',
  async path => {
    const first = await secure.call('GET', path)
    const again = await secure.call('GET', path, { headers: { 'if-none-match': first.headers.get('etag') ?? 'none' } })
    expect(again.status).toBe(304)
    for (const [name, value] of first.headers) if (again.headers.has(name) && name !== 'date') expect(again.headers.get(name), name).toBe(value)
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'))
  }
)

it('lets a page open sockets to its own server alone', async () => {
  const policy = async (at: TestServer) => /connect-src ([^;]*)/.exec((await at.call('GET', '/')).headers.get('content-security-policy') ?? '')?.[1]
  const own = (port: number) => `'self' ws://127.0.0.1:${port} wss://127.0.0.1:${port}`
  expect(await policy(server)).toBe(own(server.port))
  expect(await policy(secure)).toBe(`${own(secure.port)} ws://pejling.example wss://pejling.example`)
})

it('reads a page’s policy anew when the site is built anew', async () => {
  const policy = async () => (await server.call('GET', '/ny/')).headers.get('content-security-policy')
  expect(await policy()).toContain('sha256-none=')
  mkdirSync(join(dist, 'ny'))
  writeFileSync(join(dist, 'ny/index.html'), page(META, 'Ny'))
  await keepSiteFiles(dist)
  expect(await policy()).toContain('sha256-abc=')
})

describe('sockets', () => {
  const key = () => ({ port: server.port, board: board.board, document: 'wall', key: board.keys.facilitator })
  it.each(['https://elsewhere.example', 'null', 'not an origin', 'http://127.0.0.1', 'http://127.0.0.1.elsewhere.example', 'file://'])(
    'are refused to a page of %s, with the facilitator’s own key',
    async origin => {
      const foreign = connect(key(), { origin })
      await until(() => foreign.closed !== null, 'the refusal')
      expect(foreign.closed).toBe(closeCodes.notYours)
      expect(foreign.received).toEqual([])
    }
  )
  it('are open to a page of the server’s own, by either name', async () => {
    await connect(key(), { origin: `http://127.0.0.1:${server.port}` }).synced()
    const made = await secure.make()
    const at = { port: secure.port, board: made.board, document: 'wall', key: made.keys.facilitator }
    await connect(at, { origin: 'https://pejling.example' }).synced()
    const http = connect(at, { origin: 'http://pejling.example' })
    await until(() => http.closed !== null, 'the refusal')
    expect(http.closed).toBe(closeCodes.notYours)
  })
  it('are opened on no other path', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/boards`, ['pejling', board.keys.facilitator])
    let said = ''
    socket.on('error', error => (said = error.message))
    await until(() => socket.readyState === WebSocket.CLOSED, 'the refusal')
    expect(said).toContain('404')
  })
})
