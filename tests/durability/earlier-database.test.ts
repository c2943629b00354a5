import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { recoveryOf } from '../../src/core/board/recovery.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { readBallot, setAnswer } from '../../src/documents/ballot.ts'
import { readWall } from '../../src/documents/wall.ts'
import { stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

type Kept = MadeBoard & { reader: string; ballots: MadeParticipant[]; minutes: Minutes }
const kept = (name: string): string => resolve(import.meta.dirname, 'kept', name)
const told = JSON.parse(readFileSync(kept('version-1.json'), 'utf8')) as { at: number; open: Kept; closed: Kept }

let folder: string
let server: TestServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-earlier-'))
  for (const name of ['version-1.db', 'version-1.secret'])
    copyFileSync(kept(name), join(folder, name.replace('version-1.', '').replace('db', 'pejling.db')))
  server = await startServer({ dataDir: folder, now: () => told.at + 1000 })
})
afterEach(async () => {
  stopClients()
  await server.stop()
  rmSync(folder, { recursive: true })
})

it.each(['open', 'closed'] as const)('reads the minutes of an %s board of version 1, as they were read then', async state => {
  expect(await server.minutes(told[state])).toMatchObject(told[state].minutes)
  const { reader, board } = told[state]
  expect(await server.info(board, reader)).toMatchObject({ kind: 'reader', closed: state === 'closed', settings: { minimum: 6 } })
})

it('lets people go on in a board of version 1: by its code, its links and the key of their own ballot', async () => {
  const { open } = told
  expect(await server.join(open.code)).toEqual({ board: open.board, key: open.keys.participant })
  const [first] = open.ballots
  if (!first) throw new Error('There is no ballot')
  const ballot = clientOf(server, open, `ballot.${first.participant}`, first.key)
  const wall = clientOf(server, open, 'wall', open.keys.participant)
  await Promise.all([ballot.synced(), wall.synced()])
  expect(readBallot(ballot.doc).answers.svar).toEqual({ K1: 0, K2: 'unknown' })
  expect(readWall(wall.doc).notes.map(({ id }) => id)).toEqual(['n1', 'n2'])
  setAnswer(ballot.doc, 'svar', 'K1', 3)
  await ballot.allSaved()
  await answer(await joinPhone(server, open), { K1: 1 })
  expect((await server.minutes(open)).people).toBe(open.minutes.people + 1)
})

it('[recovery-code] opens a board of version 1 by its links as before, and no code leads to it', async () => {
  const { open } = told
  expect((await server.info(open.board, open.keys.facilitator)).kind).toBe('facilitator')
  expect(recoveryOf(open.keys.facilitator)).toBeNull()
  const made = await server.make()
  const code = recoveryOf(made.keys.facilitator)
  expect((await server.call('POST', '/api/recover', { body: { code } })).json).toMatchObject({ board: made.board })
})

it('destroyed the ballots of a closed board of version 1, and lets nobody join it', async () => {
  const { closed } = told
  expect((await server.call('POST', '/api/join', { body: { code: closed.code } })).status).toBe(404)
  expect((await server.storage.ballots(closed.board)).size).toBe(0)
})
