import type { BoardInfo, ErrorBody, JoinedBoard, MadeBoard, MadeParticipant, MakeBoard } from '../core/api.ts'
import type { Minutes } from '../core/minutes.ts'
import type { Settings } from '../core/settings.ts'

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

async function call<T>(method: string, path: string, key?: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {}
  if (key) headers.authorization = `Bearer ${key}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, cache: 'no-store' }
  if (body !== undefined) init.body = JSON.stringify(body)
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    throw new ApiError('offline', 'Der er ingen forbindelse til serveren. Tjek nettet, og prøv igen.', 0)
  }
  const text = await response.text()
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T
  try {
    const { error } = JSON.parse(text) as ErrorBody
    throw new ApiError(error.code, error.message, response.status)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError('unknown', 'Serveren svarede med en fejl. Vent et øjeblik, og prøv igen.', response.status)
  }
}

const at = (board: string): string => `/api/boards/${encodeURIComponent(board)}`

/** The HTTP calls of design.md, section 7. Each throws ApiError. */
export const api = {
  makeBoard: (body: MakeBoard) => call<MadeBoard>('POST', '/api/boards', undefined, body),
  join: (code: string) => call<JoinedBoard>('POST', '/api/join', undefined, { code }),
  makeParticipant: (board: string, key: string) => call<MadeParticipant>('POST', `${at(board)}/participants`, key, {}),
  info: (board: string, key: string) => call<BoardInfo>('GET', at(board), key),
  changeSettings: (board: string, key: string, wish: Partial<Pick<Settings, 'privacy' | 'minimum'>>) => call<Settings>('PATCH', at(board), key, wish),
  close: (board: string, key: string) => call<unknown>('POST', `${at(board)}/close`, key, {}),
  remove: (board: string, key: string) => call<unknown>('DELETE', at(board), key),
  minutes: (board: string, key: string) => call<Minutes>('GET', `${at(board)}/export`, key)
}
