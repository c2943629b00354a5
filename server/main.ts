import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { networkInterfaces } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createLog, type Level, levels } from './report/log.ts'
import { type Serving, serve } from './serve.ts'
import { holdFolder } from './storage/lock.ts'
import type { Placement } from './storage/placement.ts'
import { shutFolder } from './storage/private-folder.ts'
import { ballotKey } from './storage/sealed/ballot-key.ts'
import { sealedStorage } from './storage/sealed/sealed.ts'
import { givenSecret, serverSecret } from './storage/secret.ts'
import { sqliteWorkerStorage } from './storage/sqlite/worker.ts'
import type { Storage } from './storage/storage.ts'
import { trustedProxies } from './transport/client-address.ts'

/** The only reader of the environment. Nothing has to be set. */
const { PORT = '4321', HOST, DATA_DIR = './data', PUBLIC_URL, TRUSTED_PROXIES = '', LOG_LEVEL = 'info' } = process.env
const { BALLOT_KEY, BALLOT_KEY_FILE, DATABASE_URL, SECRET, SECRET_FILE, SERVER_ADDRESS } = process.env

/** One sentence of what is wrong and what to do, and the end. */
function give(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
const codeOf = (error: unknown): string => (error as { code?: unknown }).code?.toString() ?? ''
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const port = Number(PORT)
if (!/^\d+$/.test(PORT) || port > 65535) give(`PORT is "${PORT}", which is no port: set it to a number from 1 to 65535, or leave it out for 4321.`)
if (!(levels as readonly string[]).includes(LOG_LEVEL)) give(`LOG_LEVEL is "${LOG_LEVEL}": set it to one of ${levels.join(', ')}.`)
if (PUBLIC_URL !== undefined && !/^https?:$/.test(URL.parse(PUBLIC_URL)?.protocol ?? ''))
  give(`PUBLIC_URL is "${PUBLIC_URL}": set it to the whole address that people use, such as https://pejling.example.`)

try {
  trustedProxies(TRUSTED_PROXIES)
} catch (error) {
  give(
    `TRUSTED_PROXIES is "${TRUSTED_PROXIES}", and ${wordsOf(error)}: set it to the proxy's address, such as 127.0.0.1, or to ranges such as 172.30.0.0/16.`
  )
}

const key = readBallotKey()

// Without a key ballots lie unencrypted in the data folder: files made from now on are readable by this user alone.
process.umask(0o077)
const log = createLog(LOG_LEVEL as Level, console.log, () => new Date())
const { storage, placement, secret, release } = DATABASE_URL === undefined ? await openFolder(resolve(DATA_DIR)) : await openDatabase(DATABASE_URL)
const serving = await start()
// Now, since a process that is killed keeps nothing for the next.
flushCompileCache()

function readBallotKey() {
  try {
    return ballotKey({ BALLOT_KEY, BALLOT_KEY_FILE })
  } catch (error) {
    return give(`${wordsOf(error)}.`)
  }
}

/** The storage of boards, the secret that their keys are derived from, and what the process lets go of at its end. */
type Opened = { storage: Storage; placement?: Placement; secret: Uint8Array; release(): void }

async function openFolder(dataDir: string): Promise<Opened> {
  try {
    // Not recursive where it need not be: Node never comes back from that where the file system refuses, as /proc does.
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: !existsSync(dirname(dataDir)) })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    give(`The data folder ${dataDir} cannot be written (${codeOf(error)}): give this user the right to, or set DATA_DIR to another folder.`)
  }
  const { paths, error: stillOpen } = shutFolder(dataDir)
  if (paths > 0) log({ name: 'data-shut', paths })
  if (stillOpen !== null) log({ name: 'data-open', error: stillOpen })
  try {
    // A server that was just told to stop needs a moment.
    const folder = holdFolder(dataDir, 3000)
    if (!folder) give(`Another Pejling runs on ${dataDir}: stop that one, or set DATA_DIR to another folder.`)
    const secret = serverSecret(dataDir)
    return { storage: await sealedStorage(await sqliteWorkerStorage(join(dataDir, 'pejling.db')), key), secret, release: folder.release }
  } catch (error) {
    return give(`The data in ${dataDir} cannot be opened: ${wordsOf(error)}.`)
  }
}

/** Where other servers reach this one: as it is said, else at the machine's first address in its network. */
function ownAddress(): string {
  const listens = HOST !== undefined && !/^(0\.0\.0\.0|::)$/.test(HOST) ? HOST : null
  const first = Object.values(networkInterfaces())
    .flat()
    .find(address => address && !address.internal && address.family === 'IPv4')
  const address = URL.parse(SERVER_ADDRESS ?? `http://${listens ?? first?.address ?? '127.0.0.1'}:${port}`)
  if (address?.protocol !== 'http:')
    give(`SERVER_ADDRESS is "${SERVER_ADDRESS}": set it to where the other servers reach this one, such as http://10.0.0.5:4321, or leave it out.`)
  return address.origin
}

async function openDatabase(url: string): Promise<Opened> {
  try {
    const secret = givenSecret({ SECRET, SECRET_FILE })
    // Not loaded by who keeps boards in a folder.
    const { openPostgres } = await import('./storage/postgres/open.ts')
    const { storage, placement } = await openPostgres({ url, secret, address: ownAddress() })
    try {
      return { storage: await sealedStorage(storage, key), placement, secret, release: () => undefined }
    } catch (error) {
      await storage.close()
      return give(`The boards in PostgreSQL cannot be opened: ${wordsOf(error)}.`)
    }
  } catch (error) {
    return give(`${wordsOf(error)}.`)
  }
}

async function start(): Promise<Serving> {
  try {
    const dist = resolve(import.meta.dirname, '../dist')
    return await serve({
      port,
      host: HOST,
      storage,
      ...(placement ? { placement } : {}),
      secret,
      dist,
      publicUrl: PUBLIC_URL ?? null,
      trustedProxies: TRUSTED_PROXIES,
      log
    })
  } catch (error) {
    await storage.close().catch(() => undefined)
    if (codeOf(error) === 'EADDRINUSE')
      give(`Port ${port} is taken by another program: stop that one, or start Pejling on another port, such as PORT=${port + 1}.`)
    if (codeOf(error) === 'EACCES') give(`Port ${port} needs more rights than this user has: set PORT to 1024 or above.`)
    if (codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'ENOTFOUND')
      give(`HOST is "${HOST}", which is no address of this machine: leave it out to listen on all.`)
    return give(`The server could not start: ${wordsOf(error)}.`)
  }
}

let stopping = false
async function stop(): Promise<void> {
  // A second Ctrl-C does not wait.
  if (stopping) process.exit(1)
  stopping = true
  await serving.stop()
  await storage.close()
  release()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
