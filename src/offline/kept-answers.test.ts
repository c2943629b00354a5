import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KEEP_HEADER } from '../core/board/keep-header.ts'
import { answerOrKept, boardAsked } from './kept-answers.ts'

const MADE = Date.parse('2026-11-01T10:00:00Z')
const HOUR = 3_600_000
const facts = { board: 'bord', title: 'Mødet', expires: '2026-12-01T10:00:00.000Z', now: MADE }

let server: (request: Request) => Promise<Response>
beforeEach(() => {
  vi.useFakeTimers({ now: MADE, toFake: ['Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('fetch', (request: Request) => server(request))
  server = async () => Response.json(facts)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const gone = async () => {
  throw new TypeError('Failed to fetch')
}

/** As a page asks: how the board is opened, or `wants: 'now'`; or to have it kept. */
async function ask(how: { key?: string; path?: string; keep?: boolean; wants?: 'now' } = {}): Promise<Response> {
  const { key = 'nøgle', path = '/api/boards/bord', keep = false, wants } = how
  const kept: Promise<unknown>[] = []
  const headers = { authorization: `Bearer ${encodeURIComponent(key)}`, ...(keep ? { [KEEP_HEADER]: '1' } : {}) }
  const request = new Request(`http://pejling.test${path}`, { headers, cache: wants === 'now' || keep ? 'no-store' : 'default' })
  const answer = await answerOrKept('bord', request, promise => kept.push(promise))
  await Promise.all(kept)
  return answer
}
const databases = async () => (await indexedDB.databases()).map(({ name }) => name)

describe('[board-offline] what opens a board', () => {
  it('is told from all other calls', () => {
    expect(boardAsked('/api/boards/a-Z_9')).toBe('a-Z_9')
    expect(boardAsked('/api/boards/a-Z_9/workshop')).toBe('a-Z_9')
    for (const path of ['/api/boards', '/api/boards/', '/api/boards/a/export', '/api/boards/a/participants', '/api/join', '/bord/'])
      expect(boardAsked(path), path).toBeNull()
  })

  it('is kept where the page asks for that, and nowhere else', async () => {
    await ask()
    await ask({ wants: 'now' })
    expect(await databases()).toEqual([])
    server = gone
    await expect(ask()).rejects.toThrow('Failed to fetch')
    expect(await databases(), 'looking for it leaves nothing').toEqual([])
    server = async () => Response.json(facts)
    await ask({ keep: true })
    expect(await databases()).toEqual(['pejling/bord/answers'])
  })

  it('comes from the device where the server does not answer or a proxy has none, with the clock as it is now, and says so', async () => {
    await ask({ keep: true })
    vi.setSystemTime(MADE + HOUR)
    for (const away of [gone, async () => new Response('Bad Gateway', { status: 502 })]) {
      server = away
      expect(await (await ask()).json()).toEqual({ ...facts, now: MADE + HOUR, kept: true })
    }
    server = async () => Response.json({ error: { code: 'no-board', message: 'Mødet findes ikke.' } }, { status: 404 })
    expect((await ask()).status, 'what the server says stands').toBe(404)
  })

  it('comes from the device where the server takes its time', { timeout: 15_000 }, async () => {
    await ask({ keep: true })
    server = () => new Promise(() => {})
    expect(await (await ask()).json()).toMatchObject({ kept: true })
  })

  it('is the same for nobody with another key, and for nobody who wants to know how it is now', async () => {
    await ask({ keep: true })
    await ask({ keep: true, key: 'stemme', path: '/api/boards/bord/workshop' })
    server = gone
    await expect(ask({ wants: 'now' })).rejects.toThrow('Failed to fetch')
    await expect(ask({ key: 'stemme' })).rejects.toThrow('Failed to fetch')
  })

  it('is no more once the board is past its date', async () => {
    await ask({ keep: true })
    vi.setSystemTime(Date.parse(facts.expires))
    server = gone
    await expect(ask()).rejects.toThrow('Failed to fetch')
    expect(await databases()).toEqual([])
  })

  it('[extras-fail-alone] comes from the server where the storage does nothing but fail', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError')
      }
    })
    expect(await (await ask({ keep: true })).json()).toEqual(facts)
    server = gone
    await expect(ask()).rejects.toThrow('Failed to fetch')
  })
})
