import type { IncomingMessage, Server } from 'node:http'
import type { BlockList } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes, SUBPROTOCOL } from '../../../src/core/board/api.ts'
import { isSpoken } from '../../../src/core/board/protocol.ts'
import type { Boards, DocumentWish } from '../../boards/contract.ts'
import type { Report } from '../../report/facts.ts'
import type { Budgets } from '../budgets.ts'
import { clientAddress } from '../client-address.ts'
import { isOwnOrigin } from '../origin.ts'
import type { PassOn } from '../pass-on.ts'
import { TokenBucket } from '../token-bucket.ts'
import { type SocketLimits, SyncSocket } from './sync-socket.ts'

type Parts = {
  boards: Boards
  budgets: Budgets
  limits: SocketLimits
  report: Report
  publicUrl: string | null
  trusted: BlockList
  /** Where there are several servers. */
  passOn?: Pick<PassOn, 'socket'> | undefined
  now: () => number
}

/** Serves `/sync/<board>/<document>` on an HTTP server. `stop` refuses what comes from then on; what is open is the boards' to end, and `cut` does not wait for it. */
export function serveSync(server: Server, parts: Parts): { stop(): void; cut(): void } {
  const sockets = new Set<SyncSocket>()
  const options = {
    noServer: true,
    maxPayload: parts.limits.messageBytes,
    perMessageDeflate: false,
    // Who does not answer the close within this time is cut off. (@types/ws does not know it yet.)
    closeTimeout: 5000,
    handleProtocols: (offered: Set<string>): string | false => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false)
  }
  const upgrades = new WebSocketServer(options)
  const allowance = new TokenBucket(parts.limits.upgradesAtOnce, parts.limits.upgradesASecond)
  let stopped = false

  // Out here, not in `upgrade`: what a socket's listeners can see lives as long as it does, and there it would be the request.
  const failed = (error: Error): void => parts.report({ name: 'socket-error', error })
  const keep = (raw: WebSocket, stream: Duplex, from: string): SyncSocket => {
    const socket = new SyncSocket(raw, stream, parts, bytes => parts.budgets.made.charge(from, bytes))
    sockets.add(socket)
    raw.on('close', () => sockets.delete(socket))
    return socket
  }
  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    stream.on('error', failed)
    if (!(await parts.passOn?.socket(request, stream, head))) take(request, stream, head)
  }
  const take = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const why = stopped ? 'stopping' : sockets.size >= parts.limits.sockets ? 'too-many' : allowance.tryTake(1) ? null : 'too-fast'
    if (why !== null) parts.report({ name: 'upgrade-refused', why })
    const twoHosts = (request.headersDistinct.host?.length ?? 0) > 1
    if (why !== null || twoHosts || !request.url?.startsWith('/sync/')) {
      const status = why !== null ? '503 Service Unavailable\r\nRetry-After: 5' : twoHosts ? '400 Bad Request' : '404 Not Found'
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    upgrades.handleUpgrade(request, stream, head, raw => seat(keep(raw, stream, clientAddress(request, parts.trusted)), raw, request, parts))
  }
  server.on('upgrade', upgrade)

  const watch = setInterval(() => {
    const now = performance.now()
    for (const socket of sockets) socket.keepAlive(now)
  }, parts.limits.quiet / 3)

  return {
    stop() {
      stopped = true
      clearInterval(watch)
    },
    cut() {
      for (const socket of sockets) socket.terminate()
    }
  }
}

/** Connects a socket with the document that its request asks for, or ends it. */
function seat(socket: SyncSocket, raw: WebSocket, request: IncomingMessage, { boards, budgets, report, publicUrl }: Parts): void {
  const wish = wishOf(request)
  if (!isOwnOrigin(request.headers.origin, request.headers.host, publicUrl)) socket.close(closeCodes.notYours)
  else if (!wish) socket.close(closeCodes.notFound)
  else if (!isSpoken(protocolOf(request))) socket.close(closeCodes.otherProtocol)
  else if (raw.protocol !== SUBPROTOCOL) socket.close(closeCodes.malformed)
  if (!wish || socket.ended) return
  boards.connect(wish, socket).then(
    opened => {
      if (opened === closeCodes.unknownKey && wish.key !== null) {
        return socket.close(budgets.keys.take(wish.board, 1) === 0 ? opened : closeCodes.tooFast)
      }
      if (typeof opened === 'number') return socket.close(opened)
      socket.open(opened)
    },
    error => {
      report({ name: 'board-failed', error })
      socket.close(closeCodes.tryAgain)
    }
  )
}

/** What the page says that it speaks, see src/core/board/protocol.ts. */
const protocolOf = (request: IncomingMessage): string | null | undefined => URL.parse(request.url ?? '/', 'http://localhost')?.searchParams.get('v')

/** Which document a request asks for, and with what; null where its path names none. */
function wishOf(request: IncomingMessage): DocumentWish | null {
  const url = URL.parse(request.url ?? '/', 'http://localhost')
  if (!url) return null
  const { pathname, searchParams } = url
  const [, board, document] = /^\/sync\/([A-Za-z0-9_-]+)\/([A-Za-z0-9_.-]+)$/.exec(pathname) ?? []
  if (board === undefined || document === undefined) return null
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  const generation = searchParams.get('g')
  return { board, document, key: offered.find(name => name !== SUBPROTOCOL) ?? null, generation: generation === null ? null : Number(generation) }
}
