import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cables, layCables } from '../support/postgres/cables.ts'
import { type Cluster, startCluster } from '../support/postgres/cluster.ts'
import { databaseAt, type TestDatabase, testDatabase } from '../support/postgres/postgres.ts'
import { type Balancer, balance, type Wire, wireTo } from '../support/postgres/wires.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'

/** Several servers, their PostgreSQL and a load balancer before them. */
export type House = {
  readonly database: TestDatabase
  readonly servers: readonly ServerProcess[]
  /** Where each is reached by the others, and is called in the database. */
  readonly addresses: readonly string[]
  /** From each to PostgreSQL. */
  readonly wires: readonly Wire[]
  readonly balancer: Balancer
  /** Where PostgreSQL is this house's own. */
  readonly cluster: Cluster | null
  readonly cables: Cables | null
  stop(): Promise<void>
}

/** As a host has it: what was committed is on the disk. */
const settings = { unix_socket_directories: '', shared_buffers: '64MB' }
/** Ms by which the servers' clocks go wrong, in turns, where they do. */
const OFF = [3_600_000, -3_600_000]
const otherClock = new URL('../support/server/other-clock.mjs', import.meta.url)

/**
 * Builds and starts it. `own`: with a PostgreSQL of its own, that can be stopped. `netns`: with a network of the kernel's own for each server; a sentence is
 * answered where there can be none. `clocks`: one server's clock an hour fast, the other's an hour slow.
 */
export async function buildHouse(count: number, { own = false, netns = false, clocks = false } = {}): Promise<House | string> {
  const laid = netns ? layCables(count) : null
  if (typeof laid === 'string') return laid
  const folder = own || netns ? mkdtempSync(join(tmpdir(), 'pejling-cluster-')) : null
  if (folder !== null) chmodSync(folder, 0o755)
  const cluster = folder === null ? null : await startCluster(folder, settings, laid?.network)
  const database = cluster ? await databaseAt(cluster.url) : await testDatabase()
  const SECRET = randomBytes(32).toString('hex')
  const wires: Wire[] = []
  const fronts: Wire[] = []
  const servers: ServerProcess[] = []
  const addresses: string[] = []
  for (let at = 0; at < count; at++) {
    const cable = laid?.cables[at]
    const url = new URL(database.url)
    if (laid) url.hostname = laid.host
    else {
      const wire = await wireTo(Number(url.port))
      wires.push(wire)
      url.port = String(wire.port)
    }
    const env = {
      DATABASE_URL: url.href,
      SECRET,
      get SERVER_ADDRESS() {
        return addresses[at] ?? ''
      },
      ...(clocks ? { NODE_OPTIONS: `--import=${otherClock}`, CLOCK_OFF: String(OFF[at % OFF.length]) } : {})
    }
    const server = await serverProcess('/nowhere', env, cable ?? {})
    addresses.push(`http://${cable?.host ?? '127.0.0.1'}:${server.port}`)
    servers.push(server)
    if (cable) fronts.push(await wireTo(server.port, cable.host))
  }
  await Promise.all(servers.map(server => server.start()))
  const balancer = await balance((laid ? fronts : servers).map(({ port }) => port))
  return {
    database,
    servers,
    addresses,
    wires,
    balancer,
    cluster,
    cables: laid,
    async stop() {
      for (const server of servers) {
        if (server.pid !== undefined) process.kill(server.pid, 'SIGCONT')
        await server.end('SIGKILL')
      }
      await balancer.stop()
      for (const wire of [...wires, ...fronts]) await wire.stop()
      if (cluster) await cluster.stop('SIGQUIT')
      else await database.drop()
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      laid?.stop()
    }
  }
}
