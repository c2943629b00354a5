import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { CODE_ALPHABET } from '../../src/core/board/code.ts'
import { connectRaw } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { storedParticipants } from '../support/server/stored.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

let dist: string
let server: TestServer
let board: MadeBoard
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'pejling-dist-'))
  mkdirSync(join(dist, '_astro'))
  mkdirSync(join(dist, 'bord'))
  writeFileSync(join(dist, 'index.html'), '<h1>Forside</h1>')
  writeFileSync(join(dist, 'bord/index.html'), '<h1>Bord</h1>')
  writeFileSync(join(dist, '404.html'), '<h1>Siden findes ikke</h1>')
  writeFileSync(join(dist, '_astro/app.abc123.js'), 'console.log(1)')
  writeFileSync(join(dist, '_astro/app.abc123.js.br'), 'pressed')
  server = await startServer({ dist })
  board = await server.make()
})
afterAll(async () => {
  await server.stop()
  rmSync(dist, { recursive: true })
})

const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
const good = { title: 'Møde', workshop: testWorkshop, settings }
const without = (field: string) => Object.fromEntries(Object.entries(testWorkshop).filter(([name]) => name !== field))

describe('a board', () => {
  it('is made, joined and told about, each key its own way', async () => {
    expect(board).toMatchObject({ board: expect.stringMatching(/^[\w-]{12}$/), code: expect.stringMatching(new RegExp(`^[${CODE_ALPHABET}]{8}$`)) })
    for (const key of Object.values(board.keys)) expect(key).toMatch(/^[\w-]{24}$/)
    expect(new Set(Object.values(board.keys)).size).toBe(3)
    const spoken = `${board.code.slice(0, 4).toLowerCase()} ${board.code.slice(4)}`
    expect(await server.join(spoken)).toEqual({ board: board.board, key: board.keys.participant })
    const { participant, key } = await server.participant(board)
    const invite = { code: board.code, participant: board.keys.participant }
    const common = { board: board.board, title: 'LUU i november', closed: false, workshop: { slug: 'proeve', title: 'Prøvemøde', minutes: 8 } }
    const info = await server.info(board.board, board.keys.facilitator)
    expect(info).toMatchObject({ ...common, kind: 'facilitator', invite: { ...invite, screen: board.keys.screen } })
    expect(info.now).toBeGreaterThan(Date.parse(info.made) - 1)
    expect(Date.parse(info.expires) - Date.parse(info.made)).toBe(30 * 24 * 60 * 60 * 1000)
    expect(await server.info(board.board, board.keys.participant)).toMatchObject({ ...common, kind: 'participant', invite })
    expect((await server.info(board.board, board.keys.screen)).invite).toEqual(invite)
    expect(await server.info(board.board, key)).toMatchObject({ ...common, kind: 'ballot', participant })
    for (const other of [board.keys.participant, board.keys.screen, key]) expect(await server.info(board.board, other)).not.toHaveProperty('reader')
    expect((await server.minutes(board)).title).toBe('LUU i november')
  })

  it('[own-workshop] hands out what it was made with to each of its keys, to be kept until its date', async () => {
    const path = `/api/boards/${board.board}/workshop`
    for (const key of Object.values(board.keys)) {
      const answer = await server.call('GET', path, { key })
      expect([answer.status, answer.json]).toEqual([200, testWorkshop])
      expect(answer.headers.get('vary')).toMatch(/Authorization/)
      const [, age] = /^private, max-age=(\d+), immutable$/.exec(answer.headers.get('cache-control') ?? '') ?? []
      expect(Number(age)).toBeGreaterThan(30 * 24 * 60 * 60 - 600)
      expect(Number(age)).toBeLessThanOrEqual(30 * 24 * 60 * 60)
    }
    const sent = async (encoding: string) =>
      (await fetch(server.origin + path, { headers: { authorization: `Bearer ${board.keys.screen}`, 'accept-encoding': encoding } })).headers
    expect([(await sent('gzip, br')).get('content-encoding'), (await sent('br, gzip;q=0')).get('content-encoding')]).toEqual(['gzip', null])
    for (const key of [undefined, 'x'.repeat(24)]) {
      const answer = await server.call('GET', path, { key })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([401, 'no-store'])
    }
    const other = await server.make()
    expect((await server.call('GET', path, { key: other.keys.facilitator })).status).toBe(401)
  })

  it('a screen makes no participants, and a board takes only so many', async () => {
    expect((await server.call('POST', `/api/boards/${board.board}/participants`, { key: board.keys.screen })).status).toBe(403)
    const small = await startServer({ limits: { participants: 2 } })
    const made = await small.make()
    await small.participant(made)
    await small.participant(made)
    // The third takes the place of one who has not answered: tests/hostile/one-person.test.ts.
    await small.participant(made)
    expect((await small.minutes(made)).people).toBe(2)
    await small.stop()
  })

  it('[minutes-link-reads] the minutes’ key is told neither the code nor the participants’ key, and opens no document', async () => {
    const { reader: key = '' } = await server.info(board.board, board.keys.facilitator)
    const answer = await server.call('GET', at(), { key })
    expect(answer).toMatchObject({ status: 200, json: { kind: 'reader', closed: false } })
    for (const secret of [board.code, ...Object.values(board.keys)]) expect(answer.text).not.toContain(secret)
    expect((await server.call('GET', at('/export'), { key })).status).toBe(200)
    expect((await server.call('POST', at('/participants'), { key })).status).toBe(403)
    for (const document of ['session', 'wall', 'results']) {
      const raw = await connectRaw({ port: server.port, board: board.board, document, key })
      await until(() => raw.closed !== null, 'the refusal')
      expect([raw.closed, raw.received]).toEqual([4403, []])
    }
  })

  it.each(Object.getOwnPropertyNames(Object.prototype))('no step, item or instrument is named %s, as every object has it', async name => {
    const [welcome, ...rest] = testWorkshop.steps
    const instrument = testWorkshop.instruments.seks
    const items = instrument?.items.map((item, i) => (i === 0 ? { ...item, id: name } : item))
    const named = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(instrument)}}`)
    for (const workshop of [
      { ...testWorkshop, steps: [{ ...welcome, id: name }, ...rest] },
      { ...testWorkshop, instruments: { seks: { ...instrument, items } } },
      { ...testWorkshop, instruments: named, steps: testWorkshop.steps.map(step => (step.kind === 'rate' ? { ...step, instrument: name } : step)) }
    ])
      expect((await server.call('POST', '/api/boards', { body: { ...good, workshop } })).status).toBe(422)
  })

  it.each([
    ['zero-width marks alone', '\u200b\u200d\u2060', null],
    ['a letter that cannot be seen', '\u3164', null],
    ['controls alone', '\u0000\n\u0007', null],
    ['half a surrogate alone', '\ud83d', null],
    ['a direction that is turned around', 'LUU\u202emødet\u2066', 'LUUmødet'],
    ['a NUL and a line break', 'LUU\u0000\n  i november', 'LUU i november'],
    ['half a surrogate', 'LUU\ud83d', 'LUU'],
    ['a family that is joined', '👩‍👩‍👧 LUU', '👩‍👩‍👧 LUU']
  ])('a title of %s is taken without it, or refused where nothing is left', async (_, title, kept) => {
    const answer = await server.call('POST', '/api/boards', { body: { ...good, title } })
    if (kept === null) return expect(answer).toMatchObject({ status: 422, json: { error: { code: 'bad-title' } } })
    expect(answer.status).toBe(201)
    const made = answer.json as MadeBoard
    expect((await server.info(made.board, made.keys.facilitator)).title).toBe(kept)
  })

  it('[key-in-fragment] no key, code or id of a board is in what is stored for others to find it by', async () => {
    const row = await server.storage.board(board.board)
    const text = JSON.stringify(row)
    for (const secret of [board.code, ...Object.values(board.keys)]) expect(text.includes(secret)).toBe(false)
  })
})

type Wish = { key?: string; body?: unknown; headers?: Record<string, string> }
const at = (path = '') => `/api/boards/${board.board}${path}`
const bad: [string, string, () => string, () => Wish, number, string, RegExp][] = [
  ['an unknown code', 'POST', () => '/api/join', () => ({ body: { code: 'CCCCCCCC' } }), 404, 'unknown-code', /storskærmen/],
  ['a code that is none', 'POST', () => '/api/join', () => ({ body: { code: 'O0' } }), 404, 'unknown-code', /alle tegn/],
  ['a code that is a number', 'POST', () => '/api/join', () => ({ body: { code: 123456 } }), 422, 'bad-field', /"code"/],
  ['no key', 'GET', () => at(), () => ({}), 401, 'no-key', /hele linket/],
  ['a key with a letter missing', 'GET', () => at(), () => ({ key: board.keys.screen.slice(1) }), 401, 'bad-key', /ikke hel/],
  ['an unknown key', 'GET', () => at(), () => ({ key: 'a'.repeat(24) }), 401, 'unknown-key', /mødelederen/],
  ['a board that is gone', 'GET', () => '/api/boards/aaaaaaaaaaaa', () => ({ key: board.keys.screen }), 404, 'no-board', /Mødet findes ikke mere/],
  ['closing as a participant', 'POST', () => at('/close'), () => ({ key: board.keys.participant }), 403, 'not-yours', /mødelederens link/],
  ['deleting as a screen', 'DELETE', () => at(), () => ({ key: board.keys.screen }), 403, 'not-yours', /mødelederens link/],
  [
    'a title of 10,000 characters',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, title: 'x'.repeat(10_000) } }),
    422,
    'bad-title',
    /200 tegn/
  ],
  [
    'an empty title',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, title: '  ' } }),
    422,
    'bad-title',
    /1 til 200 tegn\. Skriv en titel, eller gør den kortere\.$/
  ],
  ['no workshop', 'POST', () => '/api/boards', () => ({ body: { title: 'x', settings } }), 422, 'bad-field', /"workshop"/],
  [
    'a workshop without steps',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, workshop: without('steps') } }),
    422,
    'bad-field',
    /"workshop.steps"/
  ],
  [
    'a workshop that adds up wrong',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, workshop: { ...testWorkshop, minutes: 9 } } }),
    422,
    'bad-field',
    /minut/
  ],
  [
    'a workshop with more in it',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, workshop: { ...testWorkshop, x: 1 } } }),
    422,
    'bad-field',
    /"workshop.x" kendes ikke/
  ],
  [
    'a minimum of four',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, settings: { ...settings, minimum: 4 } } }),
    422,
    'bad-field',
    /^Mindste antal svar skal være et helt tal fra 5 til 20\.$/
  ],
  [
    'no minimum',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, settings: { ...settings, minimum: null } } }),
    422,
    'bad-field',
    /^Mindste antal svar skal være et helt tal fra 5 til 20\.$/
  ],
  [
    'a date too far away',
    'POST',
    () => '/api/boards',
    () => ({ body: { ...good, settings: { ...settings, keepDays: 366 } } }),
    422,
    'bad-field',
    /^Mødet kan gemmes i 1 til 365 dage\.$/
  ],
  ['half a JSON body', 'POST', () => '/api/boards', () => ({ body: JSON.stringify(good).slice(0, 500) }), 400, 'bad-json', /JSON/],
  ['a body over 144 kB', 'POST', () => '/api/boards', () => ({ body: { ...good, more: 'x'.repeat(600_000) } }), 413, 'too-large', /kortere/],
  ['a body that is a list', 'POST', () => '/api/join', () => ({ body: [] }), 422, 'bad-field', /JSON-objekt/],
  [
    'a body that is no JSON',
    'POST',
    () => '/api/join',
    () => ({ body: 'code=1', headers: { 'content-type': 'text/plain' } }),
    415,
    'not-json',
    /application\/json/
  ],
  ['a wrong method', 'PUT', () => at(), () => ({ key: board.keys.screen }), 405, 'wrong-method', /Allow/],
  ['an unknown call', 'GET', () => '/api/nothing', () => ({}), 404, 'no-call', /adresse/],
  [
    'a page of another site',
    'POST',
    () => '/api/join',
    () => ({ body: { code: 'x' }, headers: { origin: 'https://elsewhere.example' } }),
    403,
    'foreign-page',
    /anden side/
  ]
]

it.each(bad)('answers %s with a fitting status and a sentence', async (_, method, path, wish, status, code, sentence) => {
  const answer = await server.call(method, path(), wish())
  expect(answer).toMatchObject({ status, json: { error: { code, message: expect.stringMatching(sentence) } } })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await server.info(board.board, board.keys.screen)).closed).toBe(false)
})

it('says which methods an address knows', async () => {
  expect((await server.call('PUT', at(), {})).headers.get('allow')).toBe('GET, PATCH, DELETE')
})

describe('the site', () => {
  it('serves pages to be asked for anew, and fixed files for good, pressed where the browser takes it', async () => {
    const page = await server.call('GET', '/bord/')
    expect(page).toMatchObject({ status: 200, text: '<h1>Bord</h1>' })
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const again = await server.call('GET', '/bord/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
    const script = await fetch(`${server.origin}/_astro/app.abc123.js`, { headers: { 'accept-encoding': 'identity' } })
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await script.text()).toBe('console.log(1)')
    const pressed = await fetch(`${server.origin}/_astro/app.abc123.js`, { method: 'HEAD', headers: { 'accept-encoding': 'br' } })
    expect(pressed.headers.get('content-encoding')).toBe('br')
  })

  it('has its own page for what is not there, and serves nothing beside the site', async () => {
    for (const path of ['/nothing', '/_astro/none.js', '/..%2f..%2fpackage.json', '/%2e%2e/package.json']) {
      const answer = await server.call('GET', path)
      expect(answer, path).toMatchObject({ status: 404, text: '<h1>Siden findes ikke</h1>' })
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
  })

  it('sends what only a header can say', async () => {
    const { headers } = await server.call('GET', '/')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })
})

describe('the machine’s questions', () => {
  it('healthz, readyz and metrics', async () => {
    expect((await server.call('GET', '/healthz')).status).toBe(200)
    expect((await server.call('GET', '/readyz')).status).toBe(200)
    const metrics = await server.call('GET', '/metrics')
    expect(metrics.text).toMatch(/pejling_boards_total\{what="made"\} \d+/)
    expect(metrics.text.includes(board.board)).toBe(false)
  })

  it('is not ready where nothing can be stored', async () => {
    const broken = await startServer()
    broken.storage.probe = async () => {
      throw new Error('read-only')
    }
    expect((await broken.call('GET', '/readyz')).status).toBe(503)
    expect((await broken.call('GET', '/healthz')).status).toBe(200)
    await broken.stop()
  })

  it('a call that cannot be stored answers 503, and the board is as it was', async () => {
    const { commit } = server.storage
    const made = await server.make()
    server.storage.commit = async () => {
      throw new Error('disk full')
    }
    const answer = await server.call('POST', `/api/boards/${made.board}/participants`, { key: made.keys.participant })
    server.storage.commit = commit
    expect(answer).toMatchObject({ status: 503, json: { error: { code: 'try-again' } } })
    expect(await storedParticipants(server.storage, made.board)).toEqual(new Map())
    expect((await server.minutes(made)).people).toBe(0)
    await server.participant(made)
    expect((await server.minutes(made)).people).toBe(1)
  })
})
