import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Limits } from '../../server/limits.ts'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { setAnswer } from '../../src/documents/ballot.ts'
import { hideNote } from '../../src/documents/notes.ts'
import { putBack, removedFrom } from '../../src/documents/removed.ts'
import { readSteering } from '../../src/documents/session.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, readWall, removeRecord } from '../../src/documents/wall.ts'
import { type Client, stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, resultsIn, reveal, seen } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

let folder: string
let server: TestServer
let board: MadeBoard
let now: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-closing-'))
  now = Date.now()
  server = await startServer({ dataDir: folder, now: () => now })
  board = await server.make()
})
afterEach(async () => {
  stopClients()
  await server.stop()
  rmSync(folder, { recursive: true })
})
const inFiles = (text: string): boolean => readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(text))
const close = (key = board.keys.facilitator) => server.call('POST', `/api/boards/${board.board}/close`, { key })

it('[ballots-destroyed] closing destroys the ballots on disk and keeps the rest, which only the facilitator writes', async () => {
  const phones = await Promise.all(Array.from({ length: 6 }, () => joinPhone(server, board)))
  const [first] = phones
  if (!first) throw new Error('Nobody came')
  for (const phone of phones) await answer(phone, { K1: 2, kanariefugl: 3 })
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  const wall = clientOf(server, board, 'wall', first.key)
  await Promise.all([session.synced(), wall.synced()])
  addRecord(wall.doc, 'notes', 'n', { step: 'sedler', lane: 'hjaelper' }, { text: 'Bliver stående' })
  await wall.allSaved()
  await reveal(session, 'svar')
  const before = await seen(first.results, r => 'svar' in r.published)
  expect(inFiles('kanariefugl')).toBe(true)

  expect((await close(board.keys.participant)).status).toBe(403)
  expect((await close()).json).toEqual({ destroyed: 6 })
  expect(inFiles('kanariefugl')).toBe(false)
  expect(await server.storage.ballots(board.board)).toEqual(new Map())
  const after = await seen(first.results, r => r.closed !== null)
  expect(after).toEqual({ ...before, closed: { destroyed: 6 } })
  await until(() => phones.every(phone => phone.ballot.closed === closeCodes.notFound), 'the ballots to be closed')

  // A ballot cannot be written again, nor a person join; a participant reads the wall, and no longer writes it.
  const again = clientOf(server, board, `ballot.${first.participant}`, first.key)
  await until(() => again.closed !== null, 'the refusal')
  expect(again.closed).toBe(closeCodes.notFound)
  expect((await server.call('POST', `/api/boards/${board.board}/participants`, { key: board.keys.participant })).status).toBe(409)
  expect((await server.call('POST', '/api/join', { body: { code: board.code } })).status).toBe(404)
  addRecord(wall.doc, 'notes', 'sent', { step: 'sedler', lane: 'hjaelper' }, { text: 'For sent' })
  await until(() => wall.closed !== null, 'the refusal')
  expect(wall.closed).toBe(closeCodes.notYours)
  const mine = clientOf(server, board, 'wall', board.keys.facilitator)
  await mine.synced()
  addRecord(mine.doc, 'focus', 'f', { element: 1, followUp: '2027-02-01' }, { want: 'Et skridt' })
  await mine.allSaved()
  const reader = clientOf(server, board, 'wall', first.key)
  await reader.synced()
  expect(readWall(reader.doc)).toMatchObject({ notes: [{ id: 'n', text: 'Bliver stående' }], focus: [{ want: 'Et skridt' }] })

  const info = await server.info(board.board, first.key)
  expect(info).toMatchObject({ closed: true, kind: 'ballot', participant: first.participant })
  expect(info.invite).toBeUndefined()
  // The way to the minutes that can be passed on: the facilitator alone is told it, and it reads them when the board is closed.
  expect(info.reader).toBeUndefined()
  const { invite, reader: key = '' } = await server.info(board.board, board.keys.facilitator)
  expect(invite).toBeUndefined()
  expect(Object.values(board.keys)).not.toContain(key)
  expect((await server.call('GET', `/api/boards/${board.board}/export`, { key })).status).toBe(200)
  expect((await server.call('DELETE', `/api/boards/${board.board}`, { key })).status).toBe(403)
  expect(await server.minutes(board)).toMatchObject({ closed: true, people: 6, ratings: [{ step: 'svar' }], agreements: [{ want: 'Et skridt' }] })
  expect((await close()).json).toMatchObject({ error: { code: 'closed' } })
})

it('[ballots-destroyed] what is revealed after closing publishes nothing, since there is nothing left', async () => {
  const phones = await Promise.all(Array.from({ length: 5 }, () => joinPhone(server, board)))
  for (const phone of phones) await answer(phone, { K1: 2 })
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  await session.synced()
  await close()
  steer(session.doc, 'w', { reveal: { step: 'svar', split: null } })
  await session.allSaved()
  const results = clientOf(server, board, 'results', board.keys.facilitator)
  await results.synced()
  expect(resultsIn(results)).toMatchObject({ published: {}, progress: { svar: { answered: 5, done: 5 } }, closed: { destroyed: 5 } })
})

it('[ballots-destroyed] an answer on its way when the board is closed is refused, not half stored', async () => {
  const phone = await joinPhone(server, board)
  await answer(phone, { K1: 2 })
  const closing = close()
  for (let i = 0; i < 50; i++) setAnswer(phone.ballot.doc, 'svar', 'K1', i % 5)
  expect((await closing).status).toBe(200)
  await until(() => phone.ballot.closed !== null, 'the ballot to be closed')
  expect(phone.ballot.closed).toBe(closeCodes.notFound)
  expect(await server.storage.ballots(board.board)).toEqual(new Map())
})

/** A wall with one note that has been deleted again, and one that stays, open with the facilitator's key. */
async function wallWithDeleted(): Promise<Client> {
  const wall = clientOf(server, board, 'wall', board.keys.facilitator)
  await wall.synced()
  addRecord(wall.doc, 'notes', 'om', { step: 'sedler', lane: 'hjaelper' }, { text: 'kanariefugl' })
  addRecord(wall.doc, 'notes', 'n', { step: 'sedler', lane: 'hjaelper' }, { text: 'Bliver stående' })
  await wall.allSaved()
  removeRecord(wall.doc, 'notes', 'om')
  await wall.allSaved()
  expect(inFiles('kanariefugl')).toBe(true)
  return wall
}
const rowsOf = async (document: 'wall' | 'session'): Promise<number> => (await server.storage.document(board.board, document)).length
const isSent = (client: Client, text: string): boolean => client.received.some(frame => Buffer.from(frame).includes(text))
async function restart(limits: Partial<Limits> = {}): Promise<void> {
  stopClients()
  await server.stop()
  server = await startServer({ dataDir: folder, now: () => now, limits })
}

it('[deleted-is-gone] a note that was deleted from the wall is gone from disk once the board is closed', async () => {
  const wall = await wallWithDeleted()
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  await session.synced()
  for (const step of ['svar', 'vis', 'sedler']) {
    steer(session.doc, 'w', { step })
    await session.allSaved()
  }
  await close()
  expect(inFiles('kanariefugl')).toBe(false)
  expect([await rowsOf('wall'), await rowsOf('session')]).toEqual([1, 1])
  await restart()
  const [reader, steps] = [clientOf(server, board, 'wall', board.keys.screen), clientOf(server, board, 'session', board.keys.screen)]
  await Promise.all([reader.synced(), steps.synced()])
  expect(readWall(reader.doc).notes).toEqual(readWall(wall.doc).notes)
  expect(readSteering(steps.doc, testWorkshop).step).toBe('sedler')
})

it('[deleted-is-gone] a note that was deleted is sent to nobody after a restart, and leaves the disk when the wall is quiet', async () => {
  await wallWithDeleted()
  await restart({ quietFor: 50, compactQuietEvery: 20 })
  const reader = clientOf(server, board, 'wall', board.keys.screen)
  await reader.synced()
  expect(readWall(reader.doc).notes).toMatchObject([{ text: 'Bliver stående' }])
  await until(async () => (await rowsOf('wall')) === 1, 'the wall to be written anew')
  await restart()
  expect(inFiles('kanariefugl')).toBe(false)
  const next = clientOf(server, board, 'wall', board.keys.screen)
  await next.synced()
  expect(readWall(next.doc).notes).toMatchObject([{ text: 'Bliver stående' }])
  expect([isSent(reader, 'kanariefugl'), isSent(next, 'kanariefugl')]).toEqual([false, false])
})

it('[note-hidden] sends the words of a note that the facilitator has hidden to nobody who comes later, and lets them leave the disk', async () => {
  const phone = clientOf(server, board, 'wall', board.keys.participant)
  await phone.synced()
  addRecord(phone.doc, 'notes', 'om', { step: 'sedler', lane: 'hjaelper' }, { text: 'kanariefugl' })
  await phone.allSaved()
  const wall = clientOf(server, board, 'wall', board.keys.facilitator)
  await wall.synced()
  expect(hideNote(wall.doc, 'om')).toBe('kanariefugl')
  await wall.allSaved()
  const late = clientOf(server, board, 'wall', board.keys.screen)
  await late.synced()
  expect(readWall(late.doc).notes).toEqual([{ id: 'om', step: 'sedler', lane: 'hjaelper', text: '', hidden: true }])
  expect(isSent(late, 'kanariefugl')).toBe(false)
  await restart({ quietFor: 50, compactQuietEvery: 20 })
  await clientOf(server, board, 'wall', board.keys.screen).synced()
  await until(async () => (await rowsOf('wall')) === 1, 'the wall to be written anew')
  await restart()
  expect(inFiles('kanariefugl')).toBe(false)
})

it('[deleted-is-gone] a note that was put back and removed again leaves the disk too', async () => {
  const wall = await wallWithDeleted()
  const now = readWall(wall.doc)
  const gone = removedFrom({ ...now, notes: [{ id: 'om', step: 'sedler', lane: 'hjaelper', text: 'kanariefugl' }, ...now.notes] }, now)
  putBack(wall.doc, gone)
  await wall.allSaved()
  const reader = clientOf(server, board, 'wall', board.keys.screen)
  await reader.synced()
  expect(readWall(reader.doc).notes).toMatchObject([{ text: 'kanariefugl' }, { text: 'Bliver stående' }])
  removeRecord(wall.doc, 'notes', 'om')
  await wall.allSaved()
  await restart({ quietFor: 50, compactQuietEvery: 20 })
  const next = clientOf(server, board, 'wall', board.keys.screen)
  await next.synced()
  await until(async () => (await rowsOf('wall')) === 1, 'the wall to be written anew')
  await restart()
  expect(inFiles('kanariefugl')).toBe(false)
})

it('[deleted-is-gone] a note that was deleted just before the server was killed leaves the disk though nobody opens the board again', async () => {
  await wallWithDeleted()
  await restart({ compactAfterCrashIn: 50, quietFor: 60_000 })
  await until(async () => (await rowsOf('wall')) === 1, 'the wall to be written anew')
  await until(async () => (await server.serving.boards.loaded(board.board)) === null, 'the board to be let go')
  await restart()
  expect(inFiles('kanariefugl')).toBe(false)
})

it('[deleted-is-gone] a board that everybody has left is let go once what was deleted has left the disk', async () => {
  await restart({ quietFor: 50, compactQuietEvery: 20 })
  await wallWithDeleted()
  stopClients()
  await until(async () => (await server.serving.boards.loaded(board.board)) === null, 'the board to be let go')
  expect(await rowsOf('wall')).toBe(1)
  expect(Buffer.concat(await server.storage.document(board.board, 'wall')).includes('kanariefugl')).toBe(false)
})

it('[deleted-is-gone] a board that is deleted is gone from disk at once, and its connections are closed', async () => {
  const other = await server.make({ title: 'Det andet møde' })
  const phone = await joinPhone(server, board)
  await answer(phone, { kanariefugl: 2 })
  const wall = clientOf(server, board, 'wall', board.keys.screen)
  const kept = clientOf(server, other, 'wall', other.keys.screen)
  await Promise.all([wall.synced(), kept.synced()])
  expect(inFiles(board.board)).toBe(true)
  expect((await server.call('DELETE', `/api/boards/${board.board}`, { key: board.keys.participant })).status).toBe(403)
  expect((await server.call('DELETE', `/api/boards/${board.board}`, { key: board.keys.facilitator })).status).toBe(204)
  await until(() => wall.closed === closeCodes.deleted && phone.ballot.closed === closeCodes.deleted, 'the connections to be closed')
  expect(inFiles('kanariefugl')).toBe(false)
  expect(inFiles(board.board)).toBe(false)
  expect(await server.call('GET', `/api/boards/${board.board}`, { key: board.keys.facilitator })).toMatchObject({
    status: 404,
    json: { error: { code: 'no-board', message: expect.stringContaining('Mødet findes ikke mere') } }
  })
  const again = clientOf(server, board, 'wall', board.keys.screen)
  await until(() => again.closed !== null, 'the refusal')
  expect(again.closed).toBe(closeCodes.notFound)
  expect(kept.closed).toBeNull()
  expect((await server.info(other.board, other.keys.screen)).title).toBe('Det andet møde')
})

it('[deleted-is-gone] a board is refused from its date on, and deleted at the next look', async () => {
  const day = 24 * 60 * 60 * 1000
  const short = await server.make({ settings: { keepDays: 1 } })
  const screen = clientOf(server, short, 'wall', short.keys.screen)
  await screen.synced()
  now += day - 1
  expect((await server.info(short.board, short.keys.screen)).expires).toBe(short.expires)
  now += 1
  expect((await server.call('GET', `/api/boards/${short.board}`, { key: short.keys.screen })).status).toBe(404)
  expect((await server.call('POST', '/api/join', { body: { code: short.code } })).status).toBe(404)
  const late = clientOf(server, short, 'wall', short.keys.screen)
  await until(() => late.closed === closeCodes.notFound, 'the refusal')
  await server.serving.boards.deleteExpired()
  await until(() => screen.closed === closeCodes.deleted, 'the connection to be closed')
  expect(inFiles(short.board)).toBe(false)
  expect((await server.info(board.board, board.keys.screen)).closed).toBe(false)
})

it('[deleted-is-gone] who has a board open when its date comes can write no more, and it is gone from disk', async () => {
  await restart({ endGoneEvery: 20 })
  const short = await server.make({ settings: { keepDays: 1 } })
  const wall = clientOf(server, short, 'wall', short.keys.participant)
  const other = clientOf(server, board, 'wall', board.keys.participant)
  await Promise.all([wall.synced(), other.synced()])
  now += 24 * 60 * 60 * 1000
  await until(() => wall.closed !== null, 'the end')
  expect(wall.closed).toBe(closeCodes.deleted)
  expect(other.closed).toBeNull()
  await until(() => !inFiles(short.board), 'the board to be gone from disk')
})

it('[deleted-is-gone] a board’s date ends it where the storage cannot delete it, too', async () => {
  await restart({ endGoneEvery: 20 })
  const short = await server.make({ settings: { keepDays: 1 } })
  const wall = clientOf(server, short, 'wall', short.keys.participant)
  await wall.synced()
  server.storage.remove = () => Promise.reject(new Error('Away'))
  now += 24 * 60 * 60 * 1000
  await until(() => wall.closed !== null, 'the end')
  expect(wall.closed).toBe(closeCodes.deleted)
})
