import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { freePort } from '../server/free-port.ts'
import { postgresFolders } from './binaries.mjs'

/** A PostgreSQL of one's own, which can be stopped and started again on its data. */
export type Cluster = {
  /** Its first database, as its owner. */
  readonly url: string
  /** Of its first process, while it runs. */
  readonly pid: number | undefined
  start(): Promise<void>
  /** SIGINT ends connections and writes all out; SIGQUIT lets everything fall, so that the next start has to recover. */
  stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
  /** Called when it has ended, stopped or not. */
  onExit(listener: () => void): void
}

/** PostgreSQL refuses to run as root: nobody's ids, which Debian and its like have. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** The folder's programs, where this user may run them; else those of a copy. The registry's packages lack their links where no script of theirs has run. */
function usable(bin: string, folder: string): string | null {
  const native = dirname(bin)
  const links = join(native, 'pg-symlinks.json')
  const runs = (path: string): boolean => spawnSync(join(path, 'postgres'), ['--version'], nobody).status === 0
  if (!existsSync(links) && runs(bin)) return bin
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  if (existsSync(links)) {
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
      const to = join(folder, target)
      if (!existsSync(to)) symlinkSync(relative(dirname(to), join(folder, source)), to)
    }
  }
  for (const program of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', program), 0o755)
  return runs(join(copy, 'bin')) ? join(copy, 'bin') : null
}

/**
 * Makes and starts a PostgreSQL in a folder, with the programs of the distribution or of the registry. `settings`: PostgreSQL's own. `guests`: a network from
 * which it is reached too, as `10.0.0.0/24`. Rejects with what each kind of program said.
 */
export async function startCluster(folder: string, settings: Readonly<Record<string, string>>, guests?: string): Promise<Cluster> {
  const data = join(folder, 'data')
  const problems: string[] = []
  for (const found of postgresFolders()) {
    const bin = usable(found, folder)
    if (!bin) {
      problems.push(`${found} does not run on this machine`)
      continue
    }
    rmSync(data, { recursive: true, force: true })
    mkdirSync(data)
    if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid)
    const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'pejling', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...nobody,
      cwd: data,
      encoding: 'utf8'
    })
    if (made.status !== 0) {
      problems.push(`${found}/initdb: ${(made.stderr ?? String(made.error)).trim().split('\n').at(-1)}`)
      continue
    }
    if (guests !== undefined) appendFileSync(join(data, 'pg_hba.conf'), `host all all ${guests} trust\n`)
    const cluster = clusterOf(bin, data, await freePort(), guests === undefined ? '127.0.0.1' : '*', settings)
    try {
      await cluster.start()
      return cluster
    } catch (error) {
      problems.push(`${found}/postgres: ${(error as Error).message}`)
    }
  }
  throw new Error(problems.join('; ') || 'no initdb and postgres were found')
}

function clusterOf(bin: string, data: string, port: number, host: string, settings: Readonly<Record<string, string>>): Cluster {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const listeners: (() => void)[] = []
  let server: ChildProcess | null = null
  return {
    url: `postgresql://pejling@127.0.0.1:${port}/postgres`,
    get pid() {
      return server?.pid
    },
    async start() {
      const started = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', host, ...options], {
        ...nobody,
        cwd: data,
        stdio: ['ignore', 'ignore', 'pipe']
      })
      let words = ''
      const isReady = new Promise<void>((resolve, reject) => {
        started.once('exit', () => reject(new Error(words.trim().split('\n').at(-1))))
        started.stderr?.on('data', text => {
          words = (words + text).slice(-4000)
          if (words.includes('ready to accept connections')) resolve()
        })
      })
      started.once('exit', () => listeners.forEach(listener => void listener()))
      await isReady
      server = started
    },
    async stop(signal) {
      const ending = server
      server = null
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      const exit = once(ending, 'exit')
      ending.kill(signal)
      await exit
    },
    onExit(listener) {
      listeners.push(listener)
    }
  }
}
