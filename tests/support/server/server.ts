import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Limits } from '../../../server/limits.ts'
import type { Fact } from '../../../server/report/facts.ts'
import { type Serving, serve } from '../../../server/serve.ts'
import { memoryStorage } from '../../../server/storage/memory/memory.ts'
import type { Placement } from '../../../server/storage/placement.ts'
import { serverSecret } from '../../../server/storage/secret.ts'
import { sqliteStorage } from '../../../server/storage/sqlite/sqlite.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import type { BoardInfo, JoinedBoard, MadeBoard, MadeParticipant } from '../../../src/core/board/api.ts'
import type { Settings } from '../../../src/core/board/settings.ts'
import type { Minutes } from '../../../src/core/minutes/minutes.ts'
import type { Workshop } from '../../../src/core/workshop/workshop.ts'
import { testWorkshop } from './workshop.ts'

export type TestServer = {
  readonly origin: string
  readonly port: number
  readonly storage: Storage
  readonly facts: Fact[]
  readonly serving: Serving
  /** An HTTP call; a body that is not a string is sent as JSON. */
  call(method: string, path: string, options?: { key?: string | undefined; body?: unknown; headers?: Record<string, string> }): Promise<Answer>
  make(wish?: { title?: string; workshop?: Workshop; settings?: Partial<Settings> }): Promise<MadeBoard>
  join(code: string): Promise<JoinedBoard>
  participant(board: MadeBoard): Promise<MadeParticipant>
  info(board: string, key: string): Promise<BoardInfo>
  workshop(board: MadeBoard): Promise<Workshop>
  minutes(board: MadeBoard): Promise<Minutes>
  stop(): Promise<void>
}
export type Answer = { status: number; headers: Headers; text: string; json: unknown }

/** A whole server in this process on a free port. With `dataDir` it is SQLite, else what is given, else memory. */
export async function startServer(
  options: {
    storage?: Storage
    placement?: Placement
    secret?: Uint8Array
    dataDir?: string
    limits?: Partial<Limits>
    now?: () => number
    port?: number
    host?: string
    dist?: string
    publicUrl?: string
    trustedProxies?: string
  } = {}
): Promise<TestServer> {
  const { dataDir } = options
  const storage = options.storage ?? (dataDir === undefined ? memoryStorage() : sqliteStorage(resolve(dataDir, 'pejling.db')))
  const secret = options.secret ?? (dataDir === undefined ? randomBytes(32) : serverSecret(dataDir))
  const facts: Fact[] = []
  const serving = await serve({
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    storage,
    secret,
    ...(options.placement ? { placement: options.placement } : {}),
    dist: options.dist ?? '/nowhere',
    publicUrl: options.publicUrl ?? null,
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    log: fact => facts.push(fact),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.now ? { now: options.now } : {})
  })
  const origin = `http://127.0.0.1:${serving.port}`

  const call: TestServer['call'] = async (method, path, { key, body, headers = {} } = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) }
  }
  async function expecting<T>(status: number, ...wish: Parameters<TestServer['call']>): Promise<T> {
    const answer = await call(...wish)
    if (answer.status !== status) throw new Error(`${wish[0]} ${wish[1]} answered ${answer.status}: ${answer.text}`)
    return answer.json as T
  }

  return {
    origin,
    port: serving.port,
    storage,
    facts,
    serving,
    call,
    make: ({ title = 'LUU i november', workshop = testWorkshop, settings } = {}) =>
      expecting(201, 'POST', '/api/boards', {
        body: { title, workshop, settings: { privacy: 'private', minimum: 5, keepDays: 30, ...settings } }
      }),
    join: code => expecting(200, 'POST', '/api/join', { body: { code } }),
    participant: board => expecting(201, 'POST', `/api/boards/${board.board}/participants`, { key: board.keys.participant }),
    info: (board, key) => expecting(200, 'GET', `/api/boards/${board}`, { key }),
    workshop: board => expecting(200, 'GET', `/api/boards/${board.board}/workshop`, { key: board.keys.participant }),
    minutes: board => expecting(200, 'GET', `/api/boards/${board.board}/export`, { key: board.keys.facilitator }),
    async stop() {
      await serving.stop()
      await storage.close()
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
