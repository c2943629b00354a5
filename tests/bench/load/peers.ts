import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus } from 'node:os'
import { join } from 'node:path'

export const here = join(import.meta.dirname, '..')
const root = join(here, '../..')

/** How a server is spoken to: our rights and paths, y-websocket's, or Hocuspocus' own framing. */
export type Dialect = 'ours' | 'y-websocket' | 'hocuspocus'
export type PeerName = 'ours' | 'ours-pg' | 'ours-pg-2' | 'before' | 'plain' | 'ywss' | 'ywss-ldb' | 'hp' | 'hp-sql'
export type Peer = {
  title: string
  dialect: Dialect
  stores: boolean
  /** How many processes share its storage; one where it is left out. */
  servers?: number
  command(port: number, data: string, limits: string | null): { args: string[]; env: Record<string, string> }
}

const yws = join(here, 'node_modules/@y/websocket-server/src/server.js')
const own =
  (checkout: string, more: Record<string, string> = {}) =>
  (port: number, data: string, limits: string | null) => ({
    args: [join(checkout, limits === null ? 'server/run.mjs' : 'tests/bench/our-server.ts')],
    env: { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data, ...(limits === null ? {} : { LIMITS: limits }), ...more }
  })
const onPostgres = (port: number, data: string, limits: string | null) =>
  own(root, { DATABASE_URL: process.env.BENCH_DATABASE_URL ?? '', SECRET: '0'.repeat(64) })(port, data, limits)
/** A checkout of an earlier commit, with its packages installed, that takes part where `--before` names one. */
export const checkoutBefore = process.env.BENCH_BEFORE

export const peers: Record<PeerName, Peer> = {
  ours: { title: 'Pejling', dialect: 'ours', stores: true, command: own(root) },
  'ours-pg': {
    title: 'Pejling on PostgreSQL',
    dialect: 'ours',
    stores: true,
    command: onPostgres
  },
  'ours-pg-2': { title: 'Pejling on PostgreSQL, two servers', dialect: 'ours', stores: true, servers: 2, command: onPostgres },
  before: { title: 'Pejling before', dialect: 'ours', stores: true, command: own(checkoutBefore ?? root) },
  plain: {
    title: 'plain ws broadcast',
    dialect: 'y-websocket',
    stores: false,
    command: port => ({ args: [join(here, 'servers/plain.mjs')], env: { PORT: String(port) } })
  },
  ywss: {
    title: '@y/websocket-server',
    dialect: 'y-websocket',
    stores: false,
    command: port => ({ args: [yws], env: { PORT: String(port), HOST: '127.0.0.1' } })
  },
  'ywss-ldb': {
    title: '@y/websocket-server + y-leveldb',
    dialect: 'y-websocket',
    stores: true,
    command: (port, data) => ({ args: [yws], env: { PORT: String(port), HOST: '127.0.0.1', YPERSISTENCE: join(data, 'leveldb') } })
  },
  hp: {
    title: 'Hocuspocus',
    dialect: 'hocuspocus',
    stores: false,
    command: port => ({ args: [join(here, 'servers/hocuspocus.mjs')], env: { PORT: String(port) } })
  },
  'hp-sql': {
    title: 'Hocuspocus + database (node:sqlite)',
    dialect: 'hocuspocus',
    stores: true,
    command: (port, data) => ({ args: [join(here, 'servers/hocuspocus.mjs')], env: { PORT: String(port), DATA: data } })
  }
}

/** A server's process, or several that share a storage, pinned to core 0 where there is a second one and `taskset`. */
export type Running = {
  readonly peer: Peer
  readonly ports: readonly number[]
  /** Ms from the start of the processes until all took connections. */
  readonly startMs: number
  /** Seconds of processor time so far, all threads, and PostgreSQL's where it stores in that. */
  cpu(): number
  /** Resident memory without PostgreSQL's, MB. */
  rss(): number
  kill(): Promise<void>
}

/** Starts a server, or several. `coreEach`: the n-th of several is pinned to core n, as far as there are so many, and not all to core 0. */
export async function start(
  name: PeerName,
  port: number,
  data: string,
  options: { limits?: string | null; profile?: string; coreEach?: boolean } = {}
): Promise<Running> {
  const peer = peers[name]
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
  const postmaster = name.startsWith('ours-pg') ? process.env.BENCH_DATABASE_PID : undefined
  const ofDatabase = (): number => (postmaster === undefined ? 0 : secondsOfAll(Number(postmaster)))
  const databaseBefore = ofDatabase()
  const began = performance.now()
  let errors = ''
  const ports = Array.from({ length: peer.servers ?? 1 }, (_, at) => port + at)
  const children = ports.map((own, at) => {
    const core = options.coreEach ? at % cpus().length : 0
    const { args, env } = peer.command(own, data, options.limits ?? null)
    const child: ChildProcess = spawn('taskset', ['-c', String(core), process.execPath, ...profile, ...args], {
      cwd: here,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'pipe']
    })
    child.stderr?.on('data', text => (errors = (errors + text).slice(-2000)))
    return child
  })
  for (const [at, own] of ports.entries())
    while (!(await opens(own))) {
      if (children[at]?.exitCode !== null || performance.now() - began > 20_000) throw new Error(`${peer.title} did not start: ${errors}`)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
  const sum = (of: (pid: number) => number): number => children.reduce((all, { pid }) => all + of(pid ?? 0), 0)
  return {
    peer,
    ports,
    startMs: performance.now() - began,
    cpu: () => sum(pid => secondsOf(pid).own) + ofDatabase() - databaseBefore,
    rss: () => sum(pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024),
    async kill() {
      const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
      const exits = running.map(child => once(child, 'exit'))
      // A profile is written at a clean end only.
      for (const child of running) child.kill(options.profile ? 'SIGINT' : 'SIGKILL')
      await Promise.all(exits)
    }
  }
}

/** Seconds of processor time of a process, and of its children that have ended. */
function secondsOf(pid: number): { own: number; ended: number; parent: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? []
  const [own = 0, system = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15)
  return { own: (own + system) / 100, ended: (ended + endedSystem) / 100, parent: fields[1] ?? 0 }
}

/** The same of a process with all its children. */
function secondsOfAll(pid: number): number {
  const { own, ended } = secondsOf(pid)
  let all = own + ended
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const child = secondsOf(Number(name))
      if (child.parent === pid) all += child.own
    } catch {
      // It has ended meanwhile.
    }
  }
  return all
}

function opens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
