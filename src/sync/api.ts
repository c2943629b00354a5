import type { Way } from '../core/ballot/way.ts'
import type { BoardInfo, ErrorBody, JoinedBoard, MadeBoard, MadeParticipant, MakeBoard } from '../core/board/api.ts'
import { PROTOCOL, PROTOCOL_HEADER } from '../core/board/protocol.ts'
import type { Settings } from '../core/board/settings.ts'
import type { Minutes } from '../core/minutes/minutes.ts'
import type { Workshop } from '../core/workshop/workshop.ts'

/** A call that failed. `message` is a Danish sentence that says what to do; `code` is for programs, 'offline' where no answer came. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status: number) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** A server that has not answered by then (ms) is not waited for: a slow phone sends a workshop of 100 kB in 10 s. */
const ANSWER_WITHIN = 20_000

/** As `fetch`, with an end: throws ApiError where no answer comes. Its text is read within the same time. */
export async function ask(path: string, init: RequestInit = {}): Promise<{ ok: boolean; status: number; text: string }> {
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), ANSWER_WITHIN)
  try {
    const response = await fetch(path, { ...init, signal: waiting.signal })
    return { ok: response.ok, status: response.status, text: await response.text() }
  } catch {
    throw new ApiError(
      'offline',
      waiting.signal.aborted
        ? 'Serveren svarer ikke. Tjek nettet, og prøv igen.'
        : 'Der er ingen forbindelse til serveren. Tjek nettet, og prøv igen.',
      0
    )
  } finally {
    clearTimeout(timer)
  }
}

async function call<T>(method: string, path: string, key?: string, body?: unknown, cache: RequestCache = 'no-store'): Promise<T> {
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: PROTOCOL }
  if (key) headers.authorization = `Bearer ${key}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, cache }
  if (body !== undefined) init.body = JSON.stringify(body)
  const { ok, status, text } = await ask(path, init)
  try {
    if (ok) return (text ? JSON.parse(text) : undefined) as T
    const { error } = JSON.parse(text) as ErrorBody
    throw new ApiError(error.code, error.message, status)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError('unknown', 'Serveren svarede med en fejl. Vent et øjeblik, og prøv igen.', status)
  }
}

const at = (board: string): string => `/api/boards/${encodeURIComponent(board)}`

/** The HTTP calls of design.md, section 7. Each throws ApiError. */
export const api = {
  makeBoard: (body: MakeBoard) => call<MadeBoard>('POST', '/api/boards', undefined, body),
  join: (code: string) => call<JoinedBoard>('POST', '/api/join', undefined, { code }),
  makeParticipant: (board: string, key: string, way?: Way) => call<MadeParticipant>('POST', `${at(board)}/participants`, key, way ? { way } : {}),
  /** `key`: a ballot's own, which opens nothing from then on. */
  layBallot: (board: string, key: string) => call<unknown>('POST', `${at(board)}/lay`, key, {}),
  recover: (code: string) => call<JoinedBoard>('POST', '/api/recover', undefined, { code }),
  /** `cache`: with 'default', an answer that this device's service worker has kept will do where the server does not answer. */
  info: (board: string, key: string, cache?: RequestCache) => call<BoardInfo>('GET', at(board), key, undefined, cache),
  /** What the board was made with. The browser keeps it until the board's date. */
  workshop: (board: string, key: string) => call<Workshop>('GET', `${at(board)}/workshop`, key, undefined, 'default'),
  changeSettings: (board: string, key: string, wish: Partial<Pick<Settings, 'privacy' | 'minimum'>>) => call<Settings>('PATCH', at(board), key, wish),
  close: (board: string, key: string) => call<unknown>('POST', `${at(board)}/close`, key, {}),
  remove: (board: string, key: string) => call<unknown>('DELETE', at(board), key),
  minutes: (board: string, key: string) => call<Minutes>('GET', `${at(board)}/export`, key)
}
