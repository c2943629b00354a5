import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from './cluster.ts'

/**
 * Keeps a PostgreSQL for as long as the process of the first argument lives, in the folder of the second: a process of its own, so that it ends with a run
 * however that ends. Writes `ready` with the server's address, or `failed` with why there is none.
 */

const [, , owner = '', folder = ''] = process.argv
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
try {
  chmodSync(folder, 0o755)
  const cluster = await startCluster(folder, settings)
  // Let fall: nothing of it is kept.
  const stop = () => void cluster.stop('SIGQUIT')
  cluster.onExit(() => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
  setInterval(() => ownerLives() || stop(), 200)
  tell('ready', cluster.url)
} catch (error) {
  tell('failed', error.message)
  setTimeout(() => rmSync(folder, { recursive: true, force: true }), 60_000)
}
