import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commitStatement } from '../../server/storage/postgres/commit-statement.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { type Batch, type BoardRow, emptyBatch, OwnedElsewhere, type Storage } from '../../server/storage/storage.ts'
import { type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** Several servers on one database, as far as their storage goes. */

const secret = randomBytes(32)
let database: TestDatabase
const open: Storage[] = []
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  for (const storage of open.splice(0)) await storage.close()
  await database.drop()
})

async function server(): Promise<Storage> {
  const { storage } = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
  open.push(storage)
  return storage
}
const row: BoardRow = {
  id: 'b',
  title: 'Møde',
  made: 1000,
  expires: 5000,
  closed: false,
  settings: { privacy: 'private', minimum: 5, keepDays: 30 },
  workshop: testWorkshop,
  generation: 7,
  facilitator: 'hash',
  code: 'code'
}
const documents = { session: Uint8Array.of(1), results: Uint8Array.of(2) }
const noted = (value: number): Batch => ({ ...emptyBatch(), updates: [{ board: 'b', document: 'wall', update: Uint8Array.of(value), whole: false }] })
const wall = async (storage: Storage): Promise<number[]> => (await storage.document('b', 'wall')).map(([value = -1]) => value)

/** A server that has the board and is frozen: its lease has run out, and it does not know. */
async function frozen(): Promise<{ id: string; epochs: Map<string, string> }> {
  const [one] = await database.ask("INSERT INTO servers (address, until) VALUES ('x', clock_timestamp() - interval '1 s') RETURNING id")
  const [board] = await database.ask('UPDATE boards SET owner = $1 RETURNING epoch', [one?.id])
  return { id: String(one?.id), epochs: new Map([['b', String(board?.epoch)]]) }
}

it('[one-owner] of several that take a board at once one has it, and no other reads or stores in it', async () => {
  const first = await server()
  await first.make(row, documents)
  await first.release('b')
  const servers = [first, await server(), await server(), await server()]
  const stored: number[] = []
  // Who comes at the same moment is settled within PostgreSQL, in one of several ways.
  for (let round = 0; round < 25; round++) {
    const taken = await Promise.allSettled(servers.map(storage => storage.load('b')))
    for (const one of taken) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(OwnedElsewhere)
    const owners = taken.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []))
    expect(owners).toHaveLength(1)
    const [owner = -1] = owners
    for (const [at, storage] of servers.entries())
      if (at !== owner) await expect(storage.commit(noted(at))).rejects.toThrow('another server has the board')
    await servers[owner]?.commit(noted(owner))
    stored.push(owner)
    await servers[owner]?.release('b')
  }
  await first.load('b')
  expect(await wall(first)).toEqual(stored)
})

it('[one-owner] a board that is nobody’s is one server’s as soon as somebody asks for it, and all are told whose', async () => {
  const opened = await Promise.all([1, 2, 3].map(at => openPostgres({ url: database.url, secret, address: `http://127.0.0.1:${at}` })))
  open.push(...opened.map(({ storage }) => storage))
  const [first] = opened
  if (!first) throw new Error('They are three')
  await first.storage.make(row, documents)
  await first.storage.release('b')
  for (const { placement } of opened) expect(await placement.ownerElsewhere('b', false)).toBeNull()
  const told = await Promise.all(opened.flatMap(({ placement }) => [1, 2, 3].map(() => placement.ownerElsewhere('b', true))))
  const owners = opened.filter((_, at) => told.slice(3 * at, 3 * at + 3).every(each => each === null))
  expect(owners).toHaveLength(1)
  const [owner] = owners
  for (const [at, each] of told.entries()) if (opened[Math.floor(at / 3)] !== owner) expect(each?.id).toBe(owner?.placement.me)
  // What it has loaded by then is not taken from it by a question.
  await owner?.storage.load('b')
  const committed = owner?.storage.commit(noted(1))
  await owner?.placement.ownerElsewhere('b', true)
  await committed
  expect(await wall(first.storage)).toEqual([1])
  expect(await first.placement.ownerElsewhere('none', true)).toBeNull()
})

it('[one-owner] a board that is released, or whose server has stopped, is anybody’s at once', async () => {
  const [first, second, third] = [await server(), await server(), await server()]
  await first.make(row, documents)
  await expect(second.load('b')).rejects.toBeInstanceOf(OwnedElsewhere)
  await first.release('b')
  expect((await second.load('b'))?.row).toEqual(row)
  await expect(first.commit(noted(1))).rejects.toThrow('another server has the board')
  await second.close()
  await third.load('b')
  await third.commit(noted(3))
  expect(await wall(third)).toEqual([3])
})

it('[one-owner] a server that listens where another one did takes its boards without waiting, and that one stores nothing more', async () => {
  const killed = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
  const elsewhere = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:2' })
  const again = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
  open.push(killed.storage, elsewhere.storage, again.storage)
  await killed.storage.make(row, documents)
  await elsewhere.storage.make({ ...row, id: 'c', code: 'other' }, documents)
  await expect(again.storage.load('b')).rejects.toBeInstanceOf(OwnedElsewhere)
  await again.placement.listening()
  await again.storage.load('b')
  await expect(killed.storage.commit(noted(1))).rejects.toThrow()
  await expect(again.storage.load('c')).rejects.toBeInstanceOf(OwnedElsewhere)
  expect(await wall(again.storage)).toEqual([])
})

it('[one-owner] one whose lease has run out stores nothing more once its board is taken', async () => {
  const [maker, other] = [await server(), await server()]
  await maker.make(row, documents)
  const { id, epochs } = await frozen()
  await other.load('b')
  await other.commit(noted(1))
  const statement = commitStatement(noted(2), id, epochs)
  expect(await database.ask(statement.text, statement.values)).toEqual([{ alive: 0, ok: 0 }])
  // Nor would it if nobody had called it dead.
  await database.ask('UPDATE servers SET dead = false')
  expect(await database.ask(statement.text, statement.values)).toEqual([{ alive: 1, ok: 0 }])
  expect(await wall(other)).toEqual([1])
})

it('[one-owner] a server that is alive keeps its boards, and one that took a board anew knows nothing of a commit that was lost on its way', async () => {
  const storage = await server()
  await storage.make(row, documents)
  const [before] = await database.ask('SELECT owner, epoch FROM boards')
  const late = commitStatement(noted(1), String(before?.owner), new Map([['b', String(before?.epoch)]]))
  await storage.load('b')
  expect(await database.ask(late.text, late.values)).toEqual([{ alive: 1, ok: 0 }])
  await storage.commit(noted(2))
  expect(await wall(storage)).toEqual([2])
})

/** Takes the board while a commit of its owner is in flight, behind which the log is read: what the new owner then knows, and what is stored in the end. */
async function takenMeanwhile(lock: string): Promise<{ waited: boolean; known: number[]; stored: number[] }> {
  const [maker, other] = [await server(), await server()]
  await maker.make(row, documents)
  const { id, epochs } = await frozen()
  const commit = commitStatement(noted(1), id, epochs)
  const inFlight: pg.Client = await database.connect()
  await inFlight.query('BEGIN')
  expect((await inFlight.query(commit.text.replace('FOR SHARE', lock), commit.values)).rows).toEqual([{ alive: 1, ok: 1 }])
  let done = false
  const taking = other.load('b').finally(() => (done = true))
  const waits = async (): Promise<boolean> =>
    (await database.ask("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")).length > 0
  await until(async () => done || (await waits()), 'the board to be taken, or to be waited for')
  const waited = !done
  await inFlight.query('COMMIT')
  const taken = await taking
  return { waited, known: taken?.documents.wall.updates.map(([value = -1]) => value) ?? [], stored: await wall(other) }
}

it('[one-owner] who takes a board waits for the commit that is in flight, and knows what it has stored', async () => {
  expect(await takenMeanwhile('FOR SHARE')).toEqual({ waited: true, known: [1], stored: [1] })
})

it('[one-owner] with a weaker lock it would not, and would not know', async () => {
  expect(await takenMeanwhile('FOR KEY SHARE')).toEqual({ waited: false, known: [], stored: [1] })
})

it('[one-owner] a lease that is lost takes its boards along, and the server goes on as a new one', async () => {
  const { storage, placement } = await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })
  open.push(storage)
  let lost = 0
  placement.on('lost', () => lost++)
  await storage.make(row, documents)
  const { me } = placement
  await database.ask('UPDATE servers SET dead = true')
  await until(() => lost === 1 && placement.me !== null, 'the lease to be lost and taken anew')
  expect(placement.me).not.toBe(me)
  await expect(storage.commit(noted(1))).rejects.toThrow()
  await storage.load('b')
  await storage.commit(noted(2))
  expect(await wall(storage)).toEqual([2])
})
