import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { derivedKeys } from '../../server/boards/keys.ts'
import { serverSecret } from '../../server/storage/secret.ts'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

/** A board that was made while codes had six characters, as it lies in the database of a server that has run since then. */

let folder: string
let server: TestServer
let board: MadeBoard
let earlier: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-earlier-'))
  server = await startServer({ dataDir: folder })
  board = await server.make()
  const derived = derivedKeys(serverSecret(folder))
  earlier = derived.earlierCode(board.board)
  const db = new DatabaseSync(join(folder, 'pejling.db'))
  db.prepare('UPDATE boards SET code = ? WHERE id = ?').run(derived.codeHash(earlier), board.board)
  db.close()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

it('shows the code of six characters that it was made with, and is joined by it', async () => {
  expect(earlier).toMatch(/^.{6}$/)
  expect((await server.info(board.board, board.keys.facilitator)).invite?.code).toBe(earlier)
  expect(await server.join(`${earlier.slice(0, 3)} ${earlier.slice(3)}`)).toEqual({ board: board.board, key: board.keys.participant })
  expect(await server.call('POST', '/api/join', { body: { code: board.code } })).toMatchObject({ status: 404 })
})

it('is joined by no other code of six, and a newer board by none', async () => {
  const newer = await server.make()
  expect((await server.info(newer.board, newer.keys.facilitator)).invite?.code).toBe(newer.code)
  expect(newer.code).toHaveLength(8)
  expect(await server.call('POST', '/api/join', { body: { code: newer.code.slice(0, 6) } })).toMatchObject({ status: 404 })
})
