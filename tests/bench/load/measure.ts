import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { burst, numberIn, read } from './burst.ts'
import { cold } from './cold.ts'
import { afterBurst, crash } from './crash.ts'
import { type PeerName, type Running, start } from './peers.ts'
import { steady } from './steady.ts'
import { type Workload, workloads } from './workloads.ts'

/** One measurement in a process of its own, so that none inherits the heap of another. Its result is the last line, as JSON. */
export type Order = { workload: Workload; peer: PeerName; port: number; quick: boolean; profile?: string }

const order = JSON.parse(process.argv[2] ?? '') as Order
const data = mkdtempSync(join(tmpdir(), 'pejling-bench-'))
const { load, limits } = workloads(order.quick)[order.workload]
const begin = (): Promise<Running> =>
  start(order.peer, order.port, data, {
    coreEach: order.workload === 'W6',
    limits: (order.peer.startsWith('ours') || order.peer === 'before') && limits ? JSON.stringify(limits) : null,
    ...(order.profile === undefined ? {} : { profile: order.profile })
  })

if (order.peer.startsWith('ours-pg')) await emptied(process.env.BENCH_DATABASE_URL ?? '')
let server = await begin()
const restart = async (): Promise<Running> => (server = await begin())
try {
  console.log(JSON.stringify(await result()))
} finally {
  await server.kill()
  rmSync(data, { recursive: true, force: true })
}
process.exit(0)

/** Leaves nothing in the database that an earlier measurement has left. */
async function emptied(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT')
  await client.end()
}

async function result(): Promise<Record<string, number>> {
  if (load.kind === 'steady') return steady(server, load)
  if (load.kind === 'cold') return cold(server, data, load, restart)
  if (load.kind === 'crash') return crash(server, load, restart)
  const done = await burst(server, load)
  if (load.kind === 'burst') {
    // What all have seen last is what a client finds that comes later.
    const left = server.peer.stores || server.peer.dialect !== 'y-websocket' ? numberIn(await read(done.place, 500), done.record, 'v') : null
    if (left !== null && left !== load.updates - 1) throw new Error(`The document ends at ${left}`)
    done.stop()
    return done.result
  }
  await server.kill()
  done.stop()
  return afterBurst(done, load.updates, restart)
}
