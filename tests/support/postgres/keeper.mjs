import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { postgresFolders } from './binaries.mjs'

/**
 * Keeps a PostgreSQL for as long as the process of the first argument lives, in the folder of the second: a process of its own, so that it ends with a run
 * however that ends. Writes `ready` with the server's address, or `failed` with why there is none.
 */

const [, , owner = '', folder = ''] = process.argv
/** PostgreSQL refuses to run as root: nobody's ids, which Debian and its like have. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const data = join(folder, 'data')
/** Asked in this order, with nothing kept on disk: a test's database outlives no run. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  unix_socket_directories: '',
  autovacuum: 'off',
  shared_buffers: '64MB'
}

function tell(name, text) {
  writeFileSync(join(folder, `${name}.part`), text)
  renameSync(join(folder, `${name}.part`), join(folder, name))
}
const ownerLives = () => {
  try {
    process.kill(Number(owner), 0)
    return true
  } catch {
    return false
  }
}
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => probe.once('listening', resolve))
  const { port } = probe.address()
  await new Promise(resolve => probe.close(resolve))
  return port
}

/** The folder's programs, where this user may run them; else those of a copy. The registry's packages lack their links where no script of theirs has run. */
function usable(bin) {
  const native = dirname(bin)
  const links = join(native, 'pg-symlinks.json')
  const runs = path => spawnSync(join(path, 'postgres'), ['--version'], nobody).status === 0
  if (!existsSync(links) && runs(bin)) return bin
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  if (existsSync(links)) {
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8'))) {
      const to = join(folder, target)
      if (!existsSync(to)) symlinkSync(relative(dirname(to), join(folder, source)), to)
    }
  }
  for (const program of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', program), 0o755)
  return runs(join(copy, 'bin')) ? join(copy, 'bin') : null
}

async function start() {
  const problems = []
  for (const found of postgresFolders()) {
    const bin = usable(found)
    if (!bin) {
      problems.push(`${found} does not run on this machine`)
      continue
    }
    rmSync(data, { recursive: true, force: true })
    mkdirSync(data)
    if (nobody.uid) chownSync(data, nobody.uid, nobody.gid)
    const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'pejling', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...nobody,
      cwd: data,
      encoding: 'utf8'
    })
    if (made.status !== 0) {
      problems.push(`${found}/initdb: ${(made.stderr ?? String(made.error)).trim().split('\n').at(-1)}`)
      continue
    }
    const port = await freePort()
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...options], {
      ...nobody,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let words = ''
    server.stderr.on('data', text => (words += text))
    await new Promise(resolve => {
      server.once('exit', resolve)
      server.stderr.on('data', () => words.includes('ready to accept connections') && resolve())
    })
    if (server.exitCode === null) return { server, url: `postgresql://pejling@127.0.0.1:${port}/postgres` }
    problems.push(`${found}/postgres: ${words.trim().split('\n').at(-1)}`)
  }
  throw new Error(problems.join('; ') || 'no initdb and postgres were found')
}

try {
  chmodSync(folder, 0o755)
  const { server, url } = await start()
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    // Immediately: nothing of it is kept.
    server.kill('SIGQUIT')
  }
  server.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
  setInterval(() => ownerLives() || stop(), 200)
  tell('ready', url)
} catch (error) {
  tell('failed', error.message)
  setTimeout(() => rmSync(folder, { recursive: true, force: true }), 60_000)
}
