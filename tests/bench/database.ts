import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { type Batch, emptyBatch } from '../../server/storage/storage.ts'
import { startCluster } from '../support/postgres/cluster.ts'
import { databaseAt } from '../support/postgres/postgres.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/**
 * `node tests/bench/database.ts [seconds 5]`: how many commits a second one PostgreSQL takes from one, two and four servers, each of which has one in flight as a
 * server has; of one change each, of 20 changes on 20 boards, and of a ballot in a board of thirty. Nothing is pinned: all share the machine's cores.
 */
const BOARDS = 20
const PEOPLE = 30

const changes = (boards: number, prefix: string): Batch => ({
  ...emptyBatch(),
  updates: Array.from({ length: boards }, (_, at) => ({
    board: `${prefix}${at}`,
    document: 'wall',
    update: new Uint8Array(40).fill(7),
    whole: false
  }))
})
const kinds: Record<string, (prefix: string) => Batch> = {
  'one change': prefix => changes(1, prefix),
  '20 changes on 20 boards': prefix => changes(BOARDS, prefix),
  'a ballot of 30': prefix => ({ ...emptyBatch(), ballots: [{ board: `${prefix}0`, participant: 'p0', state: randomBytes(600) }] })
}

type Counted = { commits: number; ms: number[] }

/** A server's side, as far as its storage goes. */
async function commits(url: string, secret: string, name: string, kind: string, until: number): Promise<Counted> {
  const { storage } = await openPostgres({ url, secret: Buffer.from(secret, 'hex'), address: `http://127.0.0.1:${name}` })
  const prefix = `s${name}b`
  const settings = { privacy: 'private', minimum: 5, keepDays: 30 } as const
  for (let at = 0; at < BOARDS; at++) {
    const row = { id: `${prefix}${at}`, title: 'Møde', made: 0, expires: 1e15, closed: false, settings, workshop: testWorkshop, generation: 1 }
    await storage.make({ ...row, facilitator: row.id, code: row.id }, { session: Uint8Array.of(0, 0), results: Uint8Array.of(0, 0) })
  }
  const participants = Array.from({ length: PEOPLE }, (_, at) => ({ board: `${prefix}0`, participant: `p${at}`, key: `k${at}` }))
  const ballots = participants.map(({ board, participant }) => ({ board, participant, state: randomBytes(600) }))
  await storage.commit({ ...emptyBatch(), participants, ballots })
  process.send?.('ready')
  await once(process, 'message')
  const batch = kinds[kind] as (prefix: string) => Batch
  const ms: number[] = []
  for (const end = performance.now() + until; performance.now() < end;) {
    const began = performance.now()
    await storage.commit(batch(prefix))
    ms.push(performance.now() - began)
  }
  await storage.close()
  return { commits: ms.length, ms }
}

if (process.send) {
  const [url = '', secret = '', name = '', kind = '', until = ''] = process.argv.slice(2)
  process.send(await commits(url, secret, name, kind, Number(until)))
  process.exit(0)
}

const seconds = Number(process.argv[2] ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'pejling-database-'))
chmodSync(folder, 0o755)
const cluster = await startCluster(folder, { unix_socket_directories: '' })
try {
  for (const kind of Object.keys(kinds))
    for (const servers of [1, 2, 4]) {
      const database = await databaseAt(cluster.url)
      const secret = randomBytes(32).toString('hex')
      const children = Array.from({ length: servers }, (_, at) =>
        fork(import.meta.filename, [database.url, secret, String(at), kind, String(seconds * 1000)])
      )
      // The first makes the tables; each is told to begin when all are ready.
      await Promise.all(children.map(child => once(child, 'message')))
      const counted = Promise.all(children.map(async child => ((await once(child, 'message')) as [Counted])[0]))
      for (const child of children) child.send('begin')
      const all = await counted
      const ms = all.flatMap(each => each.ms).sort((a, b) => a - b)
      const at = (share: number): string => (ms[Math.floor(ms.length * share)] ?? Number.NaN).toFixed(2)
      console.log(
        `${kind}, ${servers} ${servers === 1 ? 'server' : 'servers'}: ${Math.round(ms.length / seconds)} commits a second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
      )
      await database.drop()
    }
} finally {
  await cluster.stop('SIGQUIT')
  rmSync(folder, { recursive: true, force: true })
}
