import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepSiteFiles } from '../../server/transport/http/site-files.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

/** What caches go by (RFC 9110 and 9111), as the server says it of the site's files. */

const SCRIPT = 'console.log("ti tegn og flere")'
const PAGE = '<h1>Forside</h1>'
let dist: string
let server: TestServer
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'pejling-files-'))
  mkdirSync(join(dist, '_astro'))
  writeFileSync(join(dist, 'index.html'), PAGE)
  writeFileSync(join(dist, 'index.html.br'), 'page, pressed by br')
  writeFileSync(join(dist, '404.html'), '<h1>Siden findes ikke</h1>')
  writeFileSync(join(dist, '_astro/app.abc123.js'), SCRIPT)
  writeFileSync(join(dist, '_astro/app.abc123.js.br'), 'pressed by br')
  writeFileSync(join(dist, '_astro/app.abc123.js.gz'), 'pressed by gzip')
  writeFileSync(join(dist, '_astro/font.abc123.woff2'), 'font')
  server = await startServer({ dist })
})
afterAll(async () => {
  await server.stop()
  rmSync(dist, { recursive: true })
})

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; body: string }
/** Without what `fetch` adds and undoes: its own `Accept-Encoding`, and the unpacking. */
const ask = (method: string, path: string, headers: Record<string, string> = {}): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const asked = request(`${server.origin}${path}`, { method, headers }, answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() }))
    })
    asked.on('error', reject)
    asked.end()
  })
const script = '/_astro/app.abc123.js'

it.each([
  ['', undefined, SCRIPT],
  ['identity', undefined, SCRIPT],
  ['br', 'br', 'pressed by br'],
  ['gzip, deflate, br', 'br', 'pressed by br'],
  ['gzip', 'gzip', 'pressed by gzip']
])('says that what it sends depends on what is taken, whatever it sends (%s)', async (taken, encoding, body) => {
  for (const [method, sent] of [
    ['GET', body],
    ['HEAD', '']
  ] as const) {
    const answer = await ask(method, script, taken ? { 'accept-encoding': taken } : {})
    expect(answer).toMatchObject({ status: 200, body: sent })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(answer.headers['content-length']).toBe(String(body.length))
  }
})

it('says so of what there is in one form only nowhere', async () => {
  const answer = await ask('GET', '/_astro/font.abc123.woff2', { 'accept-encoding': 'br' })
  expect(answer.headers).not.toHaveProperty('vary')
  expect(answer.headers.etag).toMatch(/^"[\w-]{22}"$/)
})

it.each(['/', script])('gives HEAD of %s the tag that GET has, and another one for each form', async path => {
  const tags = new Set<unknown>()
  for (const taken of ['identity', 'br']) {
    const whole = await ask('GET', path, { 'accept-encoding': taken })
    const head = await ask('HEAD', path, { 'accept-encoding': taken })
    expect(whole.headers.etag).toMatch(/^"[\w-]{22}"$/)
    expect(head.headers.etag).toBe(whole.headers.etag)
    tags.add(whole.headers.etag)
    const again = await ask('HEAD', path, { 'accept-encoding': taken, 'if-none-match': String(whole.headers.etag) })
    expect(again).toMatchObject({ status: 304, body: '' })
    const known = await ask('GET', path, { 'accept-encoding': taken, 'if-none-match': `"other", W/${whole.headers.etag}` })
    expect(known).toMatchObject({ status: 304, body: '' })
    expect(known.headers).toMatchObject({ etag: whole.headers.etag, vary: 'Accept-Encoding', 'cache-control': whole.headers['cache-control'] })
    const other = taken === 'br' ? 'identity' : 'br'
    expect((await ask('GET', path, { 'accept-encoding': other, 'if-none-match': String(whole.headers.etag) })).status).toBe(200)
  }
  expect(tags.size).toBe(2)
})

it('gives a file that was built anew another tag', async () => {
  const before = (await ask('GET', '/')).headers.etag
  writeFileSync(join(dist, 'index.html'), '<h1>Ny forside</h1>')
  await keepSiteFiles(dist)
  const answer = await ask('GET', '/', { 'if-none-match': String(before) })
  expect(answer).toMatchObject({ status: 200, body: '<h1>Ny forside</h1>' })
  expect(answer.headers.etag).not.toBe(before)
  writeFileSync(join(dist, 'index.html'), PAGE)
  await keepSiteFiles(dist)
})

it.each([
  ['bytes=0-9', undefined],
  ['bytes=5-', undefined],
  ['bytes=-5', undefined],
  ['bytes=900-', undefined],
  ['bytes=0-9', 'the tag'],
  ['bytes=0-9', '"of another edition"'],
  ['bytes=0-9', new Date(Date.now() + 60_000).toUTCString()]
])('sends the whole file where a part is asked for (%s, If-Range %s), with the whole file’s tag', async (range, condition) => {
  const whole = await ask('GET', script)
  const ifRange = condition === 'the tag' ? String(whole.headers.etag) : condition
  const answer = await ask('GET', script, { range, ...(ifRange === undefined ? {} : { 'if-range': ifRange }) })
  expect(answer).toMatchObject({ status: 200, body: SCRIPT })
  expect(answer.headers).toMatchObject({ etag: whole.headers.etag, 'accept-ranges': 'none', 'content-length': String(SCRIPT.length) })
  expect(answer.headers).not.toHaveProperty('content-range')
})

it.each(['/healthz', '/readyz', '/metrics'])('lets nobody keep what %s says now', async path => {
  for (const at of [server, await startServer()]) {
    const answer = await at.call('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    if (at !== server) await at.stop()
  }
})
