import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

export const here = join(import.meta.dirname, '..')
const root = join(here, '../..')

/** How a server is spoken to: our rights and paths, y-websocket's, or Hocuspocus' own framing. */
export type Dialect = 'ours' | 'y-websocket' | 'hocuspocus'
export type PeerName = 'ours' | 'ours-pg' | 'before' | 'plain' | 'ywss' | 'ywss-ldb' | 'hp' | 'hp-sql'
export type Peer = {
  title: string
  dialect: Dialect
  stores: boolean
  command(port: number, data: string, limits: string | null): { args: string[]; env: Record<string, string> }
}

const yws = join(here, 'node_modules/@y/websocket-server/src/server.js')
const own =
  (checkout: string, more: Record<string, string> = {}) =>
  (port: number, data: string, limits: string | null) => ({
    args: [join(checkout, limits === null ? 'server/run.mjs' : 'tests/bench/our-server.ts')],
    env: { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data, ...(limits === null ? {} : { LIMITS: limits }), ...more }
  })
/** An empty database, with which our server takes part on PostgreSQL too. */
export const database = process.env.BENCH_DATABASE_URL
/** A checkout of an earlier commit, with its packages installed, that takes part where `--before` names one. */
export const checkoutBefore = process.env.BENCH_BEFORE

export const peers: Record<PeerName, Peer> = {
  ours: { title: 'Pejling', dialect: 'ours', stores: true, command: own(root) },
  'ours-pg': {
    title: 'Pejling on PostgreSQL',
    dialect: 'ours',
    stores: true,
    command: own(root, { DATABASE_URL: database ?? '', SECRET: '0'.repeat(64) })
  },
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

/** A server's process, pinned to core 0 where there is a second one and `taskset`. */
export type Running = {
  readonly peer: Peer
  readonly port: number
  /** Ms from the start of the process until it took a connection. */
  readonly startMs: number
  /** Seconds of processor time so far, all threads. */
  cpu(): number
  /** Resident memory, MB. */
  rss(): number
  kill(): Promise<void>
}

export const canPin = process.platform === 'linux' && availableParallelism() >= 1

export async function start(
  name: PeerName,
  port: number,
  data: string,
  options: { limits?: string | null; profile?: string } = {}
): Promise<Running> {
  const peer = peers[name]
  const { args, env } = peer.command(port, data, options.limits ?? null)
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
  const began = performance.now()
  let errors = ''
  const child: ChildProcess = spawn('taskset', ['-c', '0', process.execPath, ...profile, ...args], {
    cwd: here,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  child.stderr?.on('data', text => (errors = (errors + text).slice(-2000)))
  while (!(await opens(port))) {
    if (child.exitCode !== null || performance.now() - began > 20_000) throw new Error(`${peer.title} did not start: ${errors}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  const { pid } = child
  return {
    peer,
    port,
    startMs: performance.now() - began,
    cpu() {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      // A profile is written at a clean end only.
      child.kill(options.profile ? 'SIGINT' : 'SIGKILL')
      await exit
    }
  }
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
