import { existsSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo, BlockList } from 'node:net'
import { closeCodes } from '../src/core/board/api.ts'
import type { Boards } from './boards/contract.ts'
import { createBoards } from './boards/service.ts'
import { type Limits, limits as usualLimits } from './limits.ts'
import type { Report } from './report/facts.ts'
import { laterMetrics } from './report/later-metrics.ts'
import type { Placement } from './storage/placement.ts'
import type { Storage } from './storage/storage.ts'
import { createBudgets, restBudgets } from './transport/budgets.ts'
import { clientAddress, trustedProxies } from './transport/client-address.ts'
import type { PassOn } from './transport/pass-on.ts'
import { serveSync } from './transport/sync/sync.ts'

/** Not imported: for that Node would run all that `node:http` could ever need, a client among it, in a third of the time that a start takes. */
const { createServer } = process.getBuiltinModule('node:http')

export type ServeOptions = {
  /** 0: any free one. */
  port: number
  host?: string | undefined
  storage: Storage
  /** Where several servers may share the storage. */
  placement?: Placement
  /** 32 bytes that the shared keys are derived from. */
  secret: Uint8Array
  /** Folder of the built site; not served where it is not there. */
  dist: string
  /** The address that people use, where it is not the one that requests name as their host. */
  publicUrl: string | null
  /** Proxies that say where requests come from: addresses and ranges with commas between. None where it is left out. */
  trustedProxies?: string
  log: Report
  limits?: Partial<Limits>
  now?: () => number
}

export type Serving = {
  readonly port: number
  readonly boards: Boards
  /** Stores what waits, ends sync connections with 1012, and takes no more calls. The storage stays the caller's to close. */
  stop(): Promise<void>
}

/** Starts the whole server: site, calls and sync on one port. Rejects with the system's error where the port cannot be had. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const limits: Limits = { ...usualLimits, ...options.limits }
  const metrics = laterMetrics()
  const report: Report = fact => {
    metrics.record(fact)
    options.log(fact)
  }
  const { storage, placement, publicUrl, now = Date.now } = options
  const boards = createBoards({ storage, secret: options.secret, limits, report, now })
  let stopping = false
  placement?.on('taken', () => report({ name: 'board-taken' }))
  placement?.on('lost', () => {
    report({ name: 'lease-lost' })
    boards.giveUp()
  })
  const dist = existsSync(options.dist) ? options.dist : null
  const budgets = createBudgets(limits)
  const listening = (): AddressInfo => server.address() as AddressInfo
  const trusted = trustedProxies(options.trustedProxies ?? '')
  /** Loaded when first asked for: those who come back after a crash come by socket, and wait for none of it. */
  let answering: Promise<RequestListener> | null = null
  const here: RequestListener = (request, response) => {
    if (stopping && request.url === '/readyz') {
      response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end('{"ok":false}')
      return
    }
    if (!answering) metrics.load()
    answering ??= import('./transport/http/http.ts').then(({ createHttp }) =>
      createHttp({ boards, budgets, limits, report, metrics, publicUrl, dist, listening, trusted })
    )
    answering.then(
      listener => listener(request, response),
      error => {
        report({ name: 'call-failed', error })
        response.writeHead(500).end()
      }
    )
  }
  const passOn = placement && (await passing(placement, options.secret, report, trusted))
  const answer: RequestListener = passOn ? (request, response) => passOn.call(request, response, here) : here
  // Close connections whose headers arrive too slowly.
  const { headersWithin: headersTimeout, requestWithin: requestTimeout } = limits
  const server = createServer({ headersTimeout, requestTimeout, connectionsCheckingInterval: headersTimeout / 2 }, answer)
  const sync = serveSync(server, { boards, budgets, limits, report, publicUrl, trusted, passOn, now })

  const failed = (error: unknown): void => report({ name: 'store-failed', error })
  await boards.deleteExpired().catch(failed)
  const clocks = [
    setInterval(() => boards.deleteExpired().catch(failed), limits.deleteExpiredEvery),
    setInterval(() => boards.endGoneBoards().catch(failed), limits.endGoneEvery),
    setInterval(() => boards.compactQuietBoards(), limits.compactQuietEvery),
    setInterval(() => restBudgets(budgets), limits.compactQuietEvery),
    setTimeout(() => boards.compactAfterCrash().catch(failed), limits.compactAfterCrashIn)
  ]
  for (const clock of clocks) clock.unref()
  try {
    await listen(server, options.port, options.host)
  } catch (error) {
    clocks.forEach(clearInterval)
    sync.stop()
    throw error
  }
  // Without a listener such an error would end the process, and every meeting with it.
  server.on('error', error => report({ name: 'server-error', error }))
  const { port } = listening()
  report({ name: 'listening', url: publicUrl ?? `http://localhost:${port}` })

  return {
    port,
    boards,
    async stop() {
      clocks.forEach(clearInterval)
      stopping = true
      if (passOn && placement?.servers.some(({ id }) => id !== placement.me)) {
        passOn.leave()
        await new Promise(resolve => setTimeout(resolve, limits.noticeFor))
        await boards.handOver(closeCodes.restart, limits.handOverWithin)
      }
      sync.stop()
      const closed = new Promise(resolve => server.close(resolve))
      await boards.stop(closeCodes.restart)
      passOn?.stop()
      server.closeIdleConnections()
      // Whoever does not answer the close is cut off: a device that is busy needs a moment to read why.
      const cut = setTimeout(() => {
        sync.cut()
        server.closeAllConnections()
      }, 8000)
      await closed
      clearTimeout(cut)
      report({ name: 'stopped' })
    }
  }
}

/** Loaded where there may be several servers. */
async function passing(places: Placement, secret: Uint8Array, report: Report, trusted: BlockList): Promise<PassOn> {
  const { createPassOn } = await import('./transport/pass-on.ts')
  return createPassOn({ places, secret, report, addressOf: request => clientAddress(request, trusted) })
}

/**
 * Connections that may wait to be taken. After a crash all come back at once; of those that find no room the system hears again a
 * second later. Node's own is 511; the system's limit (`somaxconn`, 4096 on Linux) holds where it is lower.
 */
const BACKLOG = 4096

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
