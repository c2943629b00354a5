import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { ballotKey } from '../../server/storage/sealed/ballot-key.ts'
import { isSealed } from '../../server/storage/sealed/seal.ts'
import { sealedStorage } from '../../server/storage/sealed/sealed.ts'
import { sqliteStorage } from '../../server/storage/sqlite/sqlite.ts'
import { type BoardRow, emptyBatch, type Storage } from '../../server/storage/storage.ts'
import { serverProcess } from '../support/server/process.ts'
import { testWorkshop } from '../support/server/workshop.ts'

const row = (id: string): BoardRow => ({
  id,
  title: 'Møde',
  made: 1000,
  expires: Number.MAX_SAFE_INTEGER,
  closed: false,
  settings: { privacy: 'private', minimum: 5, keepDays: 30 },
  workshop: testWorkshop,
  generation: 7,
  facilitator: `hash-${id}`,
  code: `code-${id}`
})
const said = (text: string): Uint8Array => new TextEncoder().encode(text)
const key = randomBytes(32)

/** A board with a person whose ballot holds `state`. */
async function withBallot(storage: Storage, state: Uint8Array, board = 'b', participant = 'p'): Promise<void> {
  await storage.make(row(board), { session: said('s'), results: said('r') })
  await storage.commit({
    ...emptyBatch(),
    participants: [{ board, participant, key: `key-${board}-${participant}` }],
    ballots: [{ board, participant, state }]
  })
}

describe('a ballot at rest', () => {
  it('[sealed-at-rest] holds nothing that can be read, in a size that tells nothing, and another each time it is stored', async () => {
    const stored = memoryStorage()
    const storage = await sealedStorage(stored, key)
    await withBallot(storage, said('svar/K1'))
    const first = (await stored.ballot('b', 'p')) as Uint8Array
    expect(isSealed(first)).toBe(true)
    expect(Buffer.from(first).includes('svar')).toBe(false)
    await storage.commit({ ...emptyBatch(), ballots: [{ board: 'b', participant: 'p', state: said('svar/K1'.repeat(40)) }] })
    const second = (await stored.ballot('b', 'p')) as Uint8Array
    expect(second.length).toBe(first.length)
    expect(await storage.ballot('b', 'p')).toEqual(said('svar/K1'.repeat(40)))
    await storage.commit({ ...emptyBatch(), ballots: [{ board: 'b', participant: 'p', state: said('svar/K1'.repeat(40)) }] })
    expect(await stored.ballot('b', 'p')).not.toEqual(second)
    expect((await storage.load('b'))?.ballots.get('p')).toEqual(said('svar/K1'.repeat(40)))
  })

  it('[sealed-at-rest] opens in its own board and place alone, and not where a byte has changed', async () => {
    const stored = memoryStorage()
    const storage = await sealedStorage(stored, key)
    await withBallot(storage, said('mit'))
    await withBallot(storage, said('dit'), 'c', 'q')
    const mine = (await stored.ballot('b', 'p')) as Uint8Array
    const put = (board: string, participant: string, state: Uint8Array) =>
      stored.commit({ ...emptyBatch(), ballots: [{ board, participant, state }] })
    await put('c', 'q', mine)
    await expect(storage.ballot('c', 'q')).rejects.toThrow('another BALLOT_KEY')
    for (const at of [5, 20, mine.length - 1]) {
      const changed = Uint8Array.from(mine)
      changed[at] = (changed[at] ?? 0) ^ 1
      await put('b', 'p', changed)
      await expect(storage.ballot('b', 'p')).rejects.toThrow('another BALLOT_KEY')
    }
  })

  it('[sealed-at-rest] from before there was a key is read as it lies, and sealed as it is stored again', async () => {
    const stored = memoryStorage()
    await withBallot(await sealedStorage(stored, null), said('før'))
    expect(await stored.ballot('b', 'p')).toEqual(said('før'))
    const storage = await sealedStorage(stored, key)
    expect(await storage.ballot('b', 'p')).toEqual(said('før'))
    await storage.commit({ ...emptyBatch(), ballots: [{ board: 'b', participant: 'p', state: said('efter') }] })
    expect(isSealed((await stored.ballot('b', 'p')) as Uint8Array)).toBe(true)
    await expect(sealedStorage(stored, null)).rejects.toThrow('its ballots are sealed: set BALLOT_KEY')
    await expect(sealedStorage(stored, randomBytes(32))).rejects.toThrow('its ballots were sealed with another BALLOT_KEY')
  })
})

describe('the key', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pejling-sealed-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('[sealed-at-rest] is read from the environment or from a file, as base64 or hex', () => {
    const file = join(folder, 'key')
    writeFileSync(file, `${key.toString('base64')}\n`)
    for (const place of [{ BALLOT_KEY: key.toString('base64') }, { BALLOT_KEY: key.toString('hex') }, { BALLOT_KEY_FILE: file }])
      expect(Buffer.from(ballotKey(place) ?? []).equals(key)).toBe(true)
    expect(ballotKey({})).toBeNull()
  })

  it.each<[object, RegExp]>([
    [{ BALLOT_KEY: '' }, /BALLOT_KEY holds no key of 32 bytes: make one with "openssl rand -base64 32"/],
    [{ BALLOT_KEY: 'hemmelig' }, /holds no key of 32 bytes/],
    [{ BALLOT_KEY: `${randomBytes(31).toString('base64')}!` }, /holds no key of 32 bytes/],
    [{ BALLOT_KEY: key.toString('hex'), BALLOT_KEY_FILE: '/x' }, /both set: leave one of them out/],
    [{ BALLOT_KEY_FILE: '/findes/ikke' }, /BALLOT_KEY_FILE is "\/findes\/ikke", which cannot be read \(ENOENT\)/]
  ])('[sealed-at-rest] of %j it is said what to do', (place, problem) => expect(() => ballotKey(place)).toThrow(problem))

  it('[sealed-at-rest] is needed to start again, and with it nothing of a meeting is lost', { timeout: 120_000 }, async () => {
    const open = async (env: Record<string, string>) => serverProcess(folder, env)
    const seeded = await sealedStorage(sqliteStorage(join(folder, 'pejling.db')), key)
    await withBallot(seeded, said('svar/K1'))
    await seeded.close()
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('svar/K1'), name).toBe(false)

    for (const [env, problem] of [
      [{}, 'its ballots are sealed: set BALLOT_KEY'],
      [{ BALLOT_KEY: randomBytes(32).toString('base64') }, 'its ballots were sealed with another BALLOT_KEY'],
      [{ BALLOT_KEY: 'kort' }, 'BALLOT_KEY holds no key']
    ] as [Record<string, string>, string][]) {
      const server = await open(env)
      await expect(server.start()).rejects.toThrow(problem)
      await server.end('SIGKILL')
    }
    const server = await open({ BALLOT_KEY: key.toString('base64') })
    await server.start()
    await server.end('SIGTERM')
    const again = await sealedStorage(sqliteStorage(join(folder, 'pejling.db')), key)
    expect(await again.ballot('b', 'p')).toEqual(said('svar/K1'))
    await again.close()
  })
})
