import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { sealedStorage } from '../../server/storage/sealed/sealed.ts'
import { sqliteStorage } from '../../server/storage/sqlite/sqlite.ts'
import { sqliteWorkerStorage } from '../../server/storage/sqlite/worker.ts'
import { type Batch, type BoardRow, emptyBatch, laidKey, type Storage } from '../../server/storage/storage.ts'
import { type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { storedAuthors, storedParticipants } from '../support/server/stored.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** The storage contract, on every filling of it. */

let folder: string
let storage: Storage
const sqlite = async (): Promise<Storage> => sqliteStorage(join(folder, 'pejling.db'))
const sqliteWorker = (): Promise<Storage> => sqliteWorkerStorage(join(folder, 'pejling.db'))
let database: TestDatabase | null = null
const secret = randomBytes(32)
/** A database that is the test's own, and the same when it is opened again. */
const postgres = async (): Promise<Storage> => {
  database ??= await testDatabase()
  return (await openPostgres({ url: database.url, secret, address: 'http://127.0.0.1:1' })).storage
}
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const board = (id: string, change: Partial<BoardRow> = {}): BoardRow => ({
  id,
  title: `Møde ${id}`,
  made: 1000,
  expires: 5000,
  closed: false,
  settings: { privacy: 'private', minimum: 5, keepDays: 30 },
  workshop: testWorkshop,
  generation: 7,
  facilitator: `hash-${id}`,
  code: `code-${id}`,
  ...change
})
const documents = { session: bytes(1), results: bytes(2) }
const commit = (part: Partial<Batch>): Promise<void> => storage.commit({ ...emptyBatch(), ...part })
const update = (id: string, document: 'session' | 'wall' | 'results', value: Uint8Array, whole = false): Batch['updates'][number] => ({
  board: id,
  document,
  update: value,
  whole
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-storage-'))
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
  await database?.drop()
  database = null
})

describe.each([
  ['memory', async () => memoryStorage()],
  ['SQLite', sqlite],
  ['SQLite in a thread', sqliteWorker],
  ['SQLite with sealed ballots', async () => sealedStorage(await sqlite(), randomBytes(32))],
  ['PostgreSQL', postgres],
  ['PostgreSQL with sealed ballots', async () => sealedStorage(await postgres(), randomBytes(32))]
])('%s', (filling, open) => {
  /** A small ballot takes a block and its seal, where it is sealed. */
  const ballotBytes = filling.endsWith('with sealed ballots') ? 544 : 2

  beforeEach(async () => {
    storage = await open()
  })

  it('gives back a board as it was made', async () => {
    expect(await storage.make(board('b'), documents)).toBe(true)
    expect(await storage.board('b')).toEqual(board('b'))
    expect(await storage.boardByCode('code-b')).toBe('b')
    expect(await storage.boardByFacilitator(board('b').facilitator)).toBe('b')
    expect(await storage.document('b', 'session')).toEqual([bytes(1)])
    expect(await storage.document('b', 'results')).toEqual([bytes(2)])
    expect(await storage.document('b', 'wall')).toEqual([])
  })

  it('gives a whole board, each of its parts in its place', async () => {
    await storage.make(board('b'), documents)
    await storage.make(board('c'), documents)
    for (const id of ['b', 'c'])
      await commit({
        updates: [update(id, 'wall', bytes(3)), update(id, 'results', bytes(4)), update(id, 'wall', bytes(5))],
        ballots: [{ board: id, participant: `p${id}`, state: bytes(6) }],
        participants: [{ board: id, participant: `p${id}`, key: `k${id}` }],
        authors: [{ board: id, document: 'wall', client: 7, author: id }]
      })
    const none = new Map()
    expect(await storage.load('b')).toEqual({
      row: board('b'),
      documents: {
        session: { updates: [bytes(1)], authors: none },
        wall: { updates: [bytes(3), bytes(5)], authors: new Map([[7, 'b']]) },
        results: { updates: [bytes(2), bytes(4)], authors: none }
      },
      ballots: new Map([['pb', bytes(6)]]),
      participants: new Map([['kb', 'pb']]),
      ways: none
    })
    expect(await storage.load('none')).toBeNull()
  })

  it('stores nothing where the id or the code is taken', async () => {
    await storage.make(board('b'), documents)
    expect(await storage.make(board('b', { code: 'other', title: 'x' }), documents)).toBe(false)
    expect(await storage.make(board('c', { code: 'code-b' }), documents)).toBe(false)
    expect(await storage.board('b')).toEqual(board('b'))
    expect(await storage.board('c')).toBeNull()
    expect(await storage.document('b', 'session')).toEqual([bytes(1)])
    expect(await storage.boardByCode('other')).toBeNull()
  })

  it('answers emptily of a board that is not there', async () => {
    expect(await storage.board('none')).toBeNull()
    expect(await storage.boardByCode('none')).toBeNull()
    expect(await storage.boardByFacilitator('none')).toBeNull()
    expect(await storedParticipants(storage, 'none')).toEqual(new Map())
    expect(await storage.participantByKey('none', 'k')).toBeNull()
    expect(await storage.document('none', 'wall')).toEqual([])
    expect(await storage.ballots('none')).toEqual(new Map())
    expect(await storage.ballot('none', 'p')).toBeNull()
    expect(await storedAuthors(storage, 'none', 'wall')).toEqual(new Map())
    await storage.remove('none')
  })

  it('keeps apart boards and participants whose ids begin, end or sort alike', async () => {
    const ids = ['a', 'ab', 'a-', 'a_', 'A', 'a%', "a'", 'a/wall', 'æ']
    for (const id of ids) await storage.make(board(id), documents)
    for (const id of ids) {
      await commit({
        updates: [update(id, 'wall', bytes(id.length, id.charCodeAt(id.length - 1) & 255))],
        ballots: ids.map(participant => ({ board: id, participant, state: new TextEncoder().encode(`${id}|${participant}`) })),
        participants: ids.map(participant => ({ board: id, participant, key: `${id}|${participant}` })),
        authors: [{ board: id, document: 'wall', client: 4294967295, author: id }]
      })
    }
    for (const id of ids) {
      expect(await storage.document(id, 'wall')).toEqual([bytes(id.length, id.charCodeAt(id.length - 1) & 255)])
      expect(await storedParticipants(storage, id)).toEqual(new Map(ids.map(participant => [`${id}|${participant}`, participant])))
      expect(await storedAuthors(storage, id, 'wall')).toEqual(new Map([[4294967295, id]]))
      expect(await storedAuthors(storage, id, 'session')).toEqual(new Map())
      for (const participant of ids) {
        expect(new TextDecoder().decode((await storage.ballot(id, participant)) ?? bytes())).toBe(`${id}|${participant}`)
        expect(await storage.participantByKey(id, `${id}|${participant}`)).toBe(participant)
        expect(await storage.participantByKey('a', `${id}|${participant}`)).toBe(id === 'a' ? participant : null)
      }
    }
    await storage.remove('a')
    expect(await storage.board('a')).toBeNull()
    expect(await storage.ballots('a')).toEqual(new Map())
    expect((await storedParticipants(storage, 'ab')).size).toBe(ids.length)
    expect((await storage.ballots('A')).size).toBe(ids.length)
    expect((await storage.document('a%', 'wall')).length).toBe(1)
  })

  it('keeps updates in their order, across documents and commits', async () => {
    await storage.make(board('b'), documents)
    for (let i = 0; i < 20; i++)
      await commit({ updates: [update('b', 'wall', bytes(i, 0)), update('b', 'session', bytes(i)), update('b', 'wall', bytes(i, 1))] })
    const wall = await storage.document('b', 'wall')
    expect(wall.map(u => [...u])).toEqual(
      Array.from({ length: 20 }, (_, i) => [
        [i, 0],
        [i, 1]
      ]).flat()
    )
    expect(await storage.document('b', 'session')).toHaveLength(21)
  })

  it('replaces what is stored of a document by a whole one, and goes on from there', async () => {
    await storage.make(board('b'), documents)
    await storage.make(board('c'), documents)
    await commit({ updates: [update('b', 'wall', bytes(1)), update('c', 'wall', bytes(1)), update('b', 'session', bytes(3))] })
    await commit({ updates: [update('b', 'wall', bytes(9), true), update('b', 'wall', bytes(10))] })
    expect(await storage.document('b', 'wall')).toEqual([bytes(9), bytes(10)])
    expect(await storage.document('c', 'wall')).toEqual([bytes(1)])
    expect(await storage.document('b', 'session')).toEqual([bytes(1), bytes(3)])
  })

  it('holds one ballot a participant, the last', async () => {
    await storage.make(board('b'), documents)
    await commit({ ballots: [{ board: 'b', participant: 'p', state: bytes(1) }] })
    await commit({ ballots: [{ board: 'b', participant: 'p', state: bytes() }] })
    expect(await storage.ballots('b')).toEqual(new Map([['p', bytes()]]))
    expect(await storage.ballot('b', 'p')).toEqual(bytes())
    expect(await storage.ballot('b', 'P')).toBeNull()
  })

  it('stores a batch whole or not at all', async () => {
    await storage.make(board('b'), documents)
    const good: Partial<Batch> = {
      updates: [update('b', 'wall', bytes(1))],
      ballots: [{ board: 'b', participant: 'p', state: bytes(1) }],
      participants: [{ board: 'b', participant: 'p', key: 'k' }],
      authors: [{ board: 'b', document: 'wall', client: 1, author: 'x' }],
      settings: [{ board: 'b', settings: { privacy: 'open', minimum: 6, keepDays: 1 } }],
      closed: ['b']
    }
    const bad: Partial<Batch>[] = [
      { updates: [...(good.updates ?? []), update('gone', 'wall', bytes(1))] },
      { ballots: [...(good.ballots ?? []), { board: 'gone', participant: 'p', state: bytes(1) }] },
      { participants: [...(good.participants ?? []), { board: 'gone', participant: 'p', key: 'k' }] },
      { authors: [...(good.authors ?? []), { board: 'gone', document: 'wall', client: 1, author: 'x' }] },
      { settings: [...(good.settings ?? []), { board: 'gone', settings: board('b').settings }] },
      { left: [{ board: 'gone', participant: 'p' }] },
      { closed: ['b', 'gone'] }
    ]
    for (const part of bad) {
      await expect(commit({ ...good, ...part })).rejects.toThrow()
      expect(await storage.board('b')).toEqual(board('b'))
      expect(await storage.document('b', 'wall')).toEqual([])
      expect(await storage.ballots('b')).toEqual(new Map())
      expect(await storedParticipants(storage, 'b')).toEqual(new Map())
      expect(await storedAuthors(storage, 'b', 'wall')).toEqual(new Map())
    }
    await commit(good)
    expect((await storage.board('b'))?.closed).toBe(true)
  })

  it('takes a participant away with the ballot and no other, in one step with the one who comes instead', async () => {
    for (const id of ['b', 'bb']) await storage.make(board(id), documents)
    for (const id of ['b', 'bb'])
      for (const participant of ['p', 'pp'])
        await commit({
          participants: [{ board: id, participant, key: `${id}${participant}` }],
          ballots: [{ board: id, participant, state: bytes(1) }]
        })
    await commit({ left: [{ board: 'b', participant: 'p' }], participants: [{ board: 'b', participant: 'ppp', key: 'new' }] })
    expect(await storage.participantByKey('b', 'bp')).toBeNull()
    expect([...(await storedParticipants(storage, 'b')).values()].sort()).toEqual(['pp', 'ppp'])
    expect([...(await storage.ballots('b')).keys()]).toEqual(['pp'])
    expect([...(await storage.ballots('bb')).keys()].sort()).toEqual(['p', 'pp'])
    await expect(commit({ left: [{ board: 'b', participant: 'gone' }] })).rejects.toThrow()
    expect((await storedParticipants(storage, 'b')).size).toBe(2)
  })

  it('[laid-stays-laid] keeps how a ballot comes, and lays one: its key is gone, its ballot and its place are not', async () => {
    for (const id of ['b', 'bb']) await storage.make(board(id), documents)
    for (const id of ['b', 'bb'])
      await commit({
        participants: [
          { board: id, participant: 'p', key: 'kp', way: 'shared' },
          { board: id, participant: 'pp', key: 'kpp', way: 'paper' },
          { board: id, participant: 'ppp', key: 'kppp', way: 'phone' }
        ],
        ballots: [{ board: id, participant: 'p', state: bytes(1) }]
      })
    await commit({ laid: [{ board: 'b', participant: 'p' }] })
    const stored = await storage.load('b')
    expect(stored?.ways).toEqual(
      new Map([
        ['p', 'shared'],
        ['pp', 'paper']
      ])
    )
    expect([...(stored?.participants ?? [])].sort()).toEqual([
      ['kpp', 'pp'],
      ['kppp', 'ppp'],
      [laidKey('p'), 'p']
    ])
    expect(await storage.participantByKey('b', 'kp')).toBeNull()
    expect(await storage.ballot('b', 'p')).toEqual(bytes(1))
    expect(await storage.participantByKey('bb', 'kp')).toBe('p')
    await expect(commit({ laid: [{ board: 'b', participant: 'gone' }] })).rejects.toThrow()
    // A place that is given up takes its way along.
    await commit({ left: [{ board: 'b', participant: 'pp' }], participants: [{ board: 'b', participant: 'new', key: 'knew' }] })
    expect((await storage.load('b'))?.ways).toEqual(new Map([['p', 'shared']]))
  })

  it('tells how much room there is', async () => {
    const { free, total } = await storage.room()
    expect(free).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(free)
  })

  it('refuses the same participant twice', async () => {
    await storage.make(board('b'), documents)
    await commit({ participants: [{ board: 'b', participant: 'p', key: 'k' }] })
    await expect(commit({ participants: [{ board: 'b', participant: 'p', key: 'other' }] })).rejects.toThrow()
    expect(await storage.participantByKey('b', 'k')).toBe('p')
    expect(await storedParticipants(storage, 'b')).toEqual(new Map([['k', 'p']]))
  })

  it('destroys ballots, authors and code at closing, and keeps the rest', async () => {
    await storage.make(board('b'), documents)
    await storage.make(board('bb'), documents)
    for (const id of ['b', 'bb'])
      await commit({
        updates: [update(id, 'wall', bytes(5))],
        ballots: [{ board: id, participant: 'p', state: bytes(1) }],
        participants: [{ board: id, participant: 'p', key: 'k' }],
        authors: [{ board: id, document: 'wall', client: 1, author: 'x' }]
      })
    await commit({ closed: ['b'], updates: [update('b', 'results', bytes(8))] })
    expect(await storage.board('b')).toEqual(board('b', { closed: true, code: null }))
    expect(await storage.boardByFacilitator(board('b').facilitator)).toBe('b')
    expect(await storage.boardByCode('code-b')).toBeNull()
    expect(await storage.ballots('b')).toEqual(new Map())
    expect(await storedAuthors(storage, 'b', 'wall')).toEqual(new Map())
    expect(await storage.participantByKey('b', 'k')).toBe('p')
    expect(await storage.document('b', 'wall')).toEqual([bytes(5)])
    expect(await storage.document('b', 'results')).toEqual([bytes(2), bytes(8)])
    expect((await storage.ballots('bb')).size).toBe(1)
    expect((await storedAuthors(storage, 'bb', 'wall')).size).toBe(1)
    // Two closed boards have no code, which is not the same code.
    await commit({ closed: ['bb'] })
    expect((await storage.board('bb'))?.code).toBeNull()
  })

  it('removes everything of a board', async () => {
    await storage.make(board('b'), documents)
    await commit({ ballots: [{ board: 'b', participant: 'p', state: bytes(1) }], participants: [{ board: 'b', participant: 'p', key: 'k' }] })
    await storage.remove('b')
    expect(await storage.board('b')).toBeNull()
    expect(await storage.boardByFacilitator(board('b').facilitator)).toBeNull()
    expect(await storage.boardByCode('code-b')).toBeNull()
    expect(await storage.document('b', 'session')).toEqual([])
    expect(await storage.ballots('b')).toEqual(new Map())
    expect(await storedParticipants(storage, 'b')).toEqual(new Map())
    expect(await storage.make(board('b'), documents)).toBe(true)
    expect(await storage.document('b', 'session')).toEqual([bytes(1)])
  })

  it('names the boards of whose wall something was deleted that still stands in its log', async () => {
    // As Yjs writes them: the delete set comes last, and is a zero byte where nothing is deleted.
    const [adds, deletes] = [bytes(7, 0), bytes(7, 1)]
    const walls: Record<string, Uint8Array[]> = {
      none: [],
      adds: [adds, adds],
      first: [deletes, adds],
      later: [adds, deletes, adds],
      again: [adds, deletes]
    }
    for (const [id, log] of Object.entries(walls)) {
      await storage.make(board(id), documents)
      await commit({ updates: log.map(each => update(id, 'wall', each)) })
      await commit({ updates: [update(id, 'session', deletes), update(id, 'session', deletes)] })
    }
    expect((await storage.boardsWithDeletedText()).toSorted()).toEqual(['again', 'later'])
    await commit({ updates: [update('later', 'wall', deletes, true)] })
    expect(await storage.boardsWithDeletedText()).toEqual(['again'])
  })

  it('names the boards that have expired, from their very date', async () => {
    await storage.make(board('early', { expires: 10 }), documents)
    await storage.make(board('now', { expires: 20 }), documents)
    await storage.make(board('late', { expires: 21 }), documents)
    expect((await storage.expired(20)).toSorted()).toEqual(['early', 'now'])
    expect(await storage.expired(9)).toEqual([])
  })

  it('gives and takes copies', async () => {
    const mine = bytes(1)
    await storage.make(board('b'), { session: mine, results: mine })
    await commit({ ballots: [{ board: 'b', participant: 'p', state: mine }] })
    mine[0] = 99
    const [session] = await storage.document('b', 'session')
    if (session) session[0] = 98
    const row = await storage.board('b')
    if (row) row.settings.minimum = 20
    const ballot = (await storage.ballots('b')).get('p')
    if (ballot) ballot[0] = 97
    expect(await storage.document('b', 'session')).toEqual([bytes(1)])
    expect(await storage.ballot('b', 'p')).toEqual(bytes(1))
    expect((await storage.board('b'))?.settings.minimum).toBe(5)
  })

  it('does what is asked for in its order, without being waited for', async () => {
    const made = storage.make(board('b'), documents)
    const stored = commit({ updates: [update('b', 'wall', bytes(1))], participants: [{ board: 'b', participant: 'p', key: 'k' }] })
    const answers = [storage.board('b'), storage.document('b', 'wall'), storage.participantByKey('b', 'k'), storedParticipants(storage, 'b')]
    const refused = commit({ updates: [update('gone', 'wall', bytes(1))] })
    await expect(refused).rejects.toThrow()
    expect(await Promise.all(answers)).toEqual([board('b'), [bytes(1)], 'p', new Map([['k', 'p']])])
    await Promise.all([made, stored])
  })

  it('takes parts of larger buffers', async () => {
    await storage.make(board('b'), documents)
    const large = Uint8Array.from({ length: 100 }, (_, i) => i)
    await commit({
      updates: [update('b', 'wall', large.subarray(3, 5)), update('b', 'wall', Buffer.from('ab'))],
      ballots: [{ board: 'b', participant: 'p', state: large.subarray(50, 51) }]
    })
    expect(await storage.document('b', 'wall')).toEqual([bytes(3, 4), bytes(97, 98)])
    expect(await storage.ballot('b', 'p')).toEqual(bytes(50))
  })

  it('lists boards with what they take, and nothing of what they are about', async () => {
    expect(await storage.list()).toEqual([])
    await storage.make(board('later', { made: 2000 }), documents)
    await storage.make(board('b'), documents)
    await commit({
      updates: [update('b', 'wall', bytes(1, 2, 3))],
      ballots: [{ board: 'b', participant: 'p', state: bytes(1, 2) }],
      participants: [{ board: 'b', participant: 'p', key: 'k' }]
    })
    expect(await storage.list()).toEqual([
      { id: 'b', made: 1000, expires: 5000, closed: false, people: 1, bytes: 5 + ballotBytes },
      { id: 'later', made: 2000, expires: 5000, closed: false, people: 0, bytes: 2 }
    ])
  })

  it('is not touched by what it does itself', async () => {
    await storage.make(board('b'), documents)
    expect(await storage.changedElsewhere()).toBe(false)
    await storage.remove('b')
    expect(await storage.changedElsewhere()).toBe(false)
  })

  it('says that it can be written', async () => {
    await expect(storage.probe()).resolves.toBeUndefined()
  })
})

describe('the thread', () => {
  it('is closed once and for all', async () => {
    storage = await sqliteWorker()
    await Promise.all([storage.close(), storage.close()])
    await expect(storage.board('b')).rejects.toThrow(/closed/)
  })

  it('that is lost rejects what waits, and the next call starts another on the same file', async () => {
    const post = vi.spyOn(Worker.prototype, 'postMessage')
    storage = await sqliteWorker()
    await storage.make(board('b'), documents)
    const thread = post.mock.contexts[0] as unknown as Worker
    post.mockRestore()
    // Before the thread has read it.
    const ending = thread.terminate()
    const waiting = commit({ updates: [update('b', 'wall', bytes(1))] })
    await expect(waiting).rejects.toMatchObject({ name: 'StorageFault', fault: 'failing' })
    await ending
    expect(await storage.board('b')).toEqual(board('b'))
    await commit({ updates: [update('b', 'wall', bytes(2))] })
    expect((await storage.document('b', 'wall')).at(-1)).toEqual(bytes(2))
  })

  it('moves its log into the file, so that it does not grow for ever', async () => {
    storage = await sqliteWorker()
    await storage.make(board('b'), documents)
    for (let i = 0; i < 200; i++) await commit({ updates: [update('b', 'wall', new Uint8Array(100_000), true)] })
    // 20 MB were written.
    expect(statSync(join(folder, 'pejling.db-wal')).size).toBeLessThan(8_000_000)
  })

  it('[deleted-is-gone] leaves no byte of what a whole document has taken the place of in its files', async () => {
    storage = await sqliteWorkerStorage(join(folder, 'pejling.db'), { emptyWithin: 50 })
    const inFiles = (text: string): boolean => readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(text))
    await storage.make(board('b'), documents)
    await commit({ updates: [update('b', 'wall', Buffer.from('a note about somebody'))] })
    expect(inFiles('a note about somebody')).toBe(true)
    await commit({ updates: [update('b', 'wall', Buffer.from('what is left'), true)] })
    await vi.waitFor(() => expect(inFiles('a note about somebody')).toBe(false), 5000)
    expect(inFiles('what is left')).toBe(true)
    await commit({ updates: [update('b', 'wall', bytes(5))] })
    expect(await storage.document('b', 'wall')).toHaveLength(2)
  })

  it('says why it could not open its file', async () => {
    storage = memoryStorage()
    writeFileSync(join(folder, 'pejling.db'), 'no database'.repeat(1000))
    await expect(sqliteWorker()).rejects.toThrow('file is not a database')
  })
})

describe.each([
  ['SQLite', sqlite, sqlite],
  ['SQLite in a thread', sqliteWorker, sqlite],
  ['PostgreSQL', postgres, postgres]
])('what %s keeps', (_, open, openOther) => {
  beforeEach(async () => {
    storage = await open()
  })

  it('has everything after it is opened again', async () => {
    await storage.make(board('b'), documents)
    await commit({ updates: [update('b', 'wall', bytes(4))], ballots: [{ board: 'b', participant: 'p', state: bytes(1) }] })
    await storage.close()
    storage = await open()
    expect(await storage.board('b')).toEqual(board('b'))
    expect(await storage.document('b', 'wall')).toEqual([bytes(4)])
    expect(await storage.ballot('b', 'p')).toEqual(bytes(1))
  })

  it('sees once that another process has changed something', async () => {
    await storage.make(board('b'), documents)
    const other = await openOther()
    await other.remove('b')
    await other.close()
    expect([await storage.changedElsewhere(), await storage.changedElsewhere()]).toEqual([true, false])
    expect(await storage.board('b')).toBeNull()
  })
})

describe.each([
  ['SQLite', sqlite],
  ['SQLite in a thread', sqliteWorker]
])('the files of %s', (_, open) => {
  beforeEach(async () => {
    storage = await open()
  })

  it('[ballots-destroyed] leaves no byte of a destroyed ballot or a removed board in its files', async () => {
    const secret = (id: string, size: number): Uint8Array => new TextEncoder().encode(`KANARIEFUGL-${id}`.repeat(size))
    for (const id of ['b', 'c', 'd']) await storage.make(board(id, { title: `KANARIEFUGL-titel-${id}` }), documents)
    for (const id of ['b', 'c', 'd'])
      for (let i = 0; i < 30; i++)
        await commit({
          ballots: [{ board: id, participant: `p${i % 10}`, state: secret(id, 1 + i * 20) }],
          updates: [update(id, 'wall', secret(id, 50))]
        })
    const found = (text: string): boolean => readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(text))
    expect(found('KANARIEFUGL-b')).toBe(true)
    await commit({ updates: [update('b', 'wall', bytes(1), true)], closed: ['b'] })
    await storage.remove('c')
    expect(found('KANARIEFUGL-b')).toBe(false)
    expect(found('KANARIEFUGL-c')).toBe(false)
    expect(found('KANARIEFUGL-titel-c')).toBe(false)
    expect(found('KANARIEFUGL-d')).toBe(true)
  })
})

it.each([
  ['SQLite', sqlite],
  ['SQLite in a thread', sqliteWorker],
  ['PostgreSQL', postgres]
])('%s holds a workshop that many boards have only once, and another apart', async (_, open) => {
  storage = await open()
  const other = { ...testWorkshop, title: 'Et andet møde' }
  await storage.make(board('a'), documents)
  await storage.make(board('b'), documents)
  await storage.make(board('c', { workshop: other }), documents)
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(id => storage.load(id)))
  expect(a?.row.workshop).toBe(b?.row.workshop)
  expect(a?.row.workshop).toBe((await storage.board('b'))?.workshop)
  expect(a?.row.workshop).toEqual(testWorkshop)
  expect(c?.row.workshop).toEqual(other)
})

it('the thread makes its log long at once, and again after destroying has cut it, while the file stays as small as what it holds', async () => {
  storage = await sqliteWorker()
  const log = (): number => statSync(join(folder, 'pejling.db-wal')).size
  await vi.waitFor(() => expect(log()).toBeGreaterThan(3_900_000))
  await storage.make(board('b'), documents)
  await storage.remove('b')
  await vi.waitFor(() => expect(log()).toBeGreaterThan(3_900_000))
  expect(statSync(join(folder, 'pejling.db')).size).toBeLessThan(200_000)
  expect(await storage.make(board('b'), documents)).toBe(true)
  expect(await storage.document('b', 'session')).toEqual([bytes(1)])
})
