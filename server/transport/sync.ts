import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { closeCodes, SUBPROTOCOL } from '../../src/core/api.ts'
import type { Report } from '../report/facts.ts'
import type { Boards } from '../rooms/boards.ts'
import { connect, type Line } from '../rooms/connect.ts'
import type { Limits } from '../rooms/limits.ts'
import type { Socket } from '../rooms/messages.ts'
import type { Budgets } from './budgets.ts'
import { decodeFrame, encodeFrame, KEEPALIVE } from './frame.ts'
import { isOwnOrigin } from './origin.ts'

type Parts = { boards: Boards; budgets: Budgets; limits: Limits; report: Report; publicUrl: string | null }
/** What is known of a socket between its messages. Times are ms of the process's clock. */
type Watched = { socket: WebSocket; lastSent: number; lastPing: number; alive: boolean }

/** Serves `/sync/<board>/<document>` on an HTTP server. `stop` refuses what comes from then on; what is open is the boards' to end, and `cut` does not wait for it. */
export function serveSync(server: Server, parts: Parts): { stop(): void; cut(): void } {
  const sockets = new Set<Watched>()
  const options = {
    noServer: true,
    maxPayload: parts.limits.messageBytes,
    perMessageDeflate: false,
    // Who does not answer the close within this time is cut off. (@types/ws does not know it yet.)
    closeTimeout: 5000,
    handleProtocols: (offered: Set<string>): string | false => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false)
  }
  const upgrades = new WebSocketServer(options)
  const allowance = new Allowance(parts.limits.upgradesAtOnce, parts.limits.upgradesASecond)
  let stopped = false

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', error => parts.report({ name: 'socket-error', error }))
    const busy = stopped || sockets.size >= parts.limits.sockets || !allowance.take(1)
    if (busy || !request.url?.startsWith('/sync/')) {
      const status = busy ? '503 Service Unavailable\r\nRetry-After: 5' : '404 Not Found'
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    upgrades.handleUpgrade(request, stream, head, socket => accept(socket, request))
  }
  server.on('upgrade', upgrade)

  function accept(socket: WebSocket, request: IncomingMessage): void {
    // Before anything else: an error without a listener ends the process.
    socket.on('error', error => {
      parts.report({ name: 'socket-error', error })
      // Nothing more is read of what has broken the protocol: it may be 90 MB of it.
      setImmediate(() => stopReading(socket, request))
    })
    const watched: Watched = { socket, lastSent: performance.now(), lastPing: performance.now(), alive: true }
    sockets.add(watched)
    socket.on('pong', () => (watched.alive = true))
    socket.on('close', () => sockets.delete(watched))
    serve(watched, request, parts)
  }

  const watch = setInterval(() => {
    const now = performance.now()
    for (const watched of sockets) {
      const { socket } = watched
      if (socket.readyState !== socket.OPEN) continue
      if (now - watched.lastPing > parts.limits.pingEvery) {
        if (!watched.alive) {
          socket.terminate()
          continue
        }
        watched.alive = false
        watched.lastPing = now
        socket.ping()
      }
      if (now - watched.lastSent > parts.limits.quiet) {
        watched.lastSent = now
        socket.send(KEEPALIVE)
      }
    }
  }, parts.limits.quiet / 3)

  return {
    stop() {
      stopped = true
      clearInterval(watch)
    },
    cut() {
      for (const { socket } of sockets) socket.terminate()
    }
  }
}

/** Of one that is closed already: it has a second to read why. */
function stopReading(socket: WebSocket, request: IncomingMessage): void {
  request.socket.pause()
  setTimeout(() => socket.terminate(), 1000)
}

/** Takes a socket's messages from the first moment on; they wait until its document is loaded. */
function serve(watched: Watched, request: IncomingMessage, { boards, budgets, limits, report, publicUrl }: Parts): void {
  const raw = watched.socket
  let line: Line | null = null
  let ended = false
  let early: Uint8Array[] = []
  let earlyBytes = 0
  let unread = 0
  const messages = new Allowance(limits.messagesAtOnce, limits.messagesASecond)
  const bytes = new Allowance(limits.bytesAtOnce, limits.bytesASecond)
  const reader = new Reader(raw, limits, {
    caughtUp: () => line?.resync(),
    tooSlow: () => end(closeCodes.tryAgain)
  })
  const silent = setTimeout(() => end(closeCodes.tryAgain), limits.firstMessageWithin)

  const socket: Socket = {
    send(message) {
      if (raw.readyState !== raw.OPEN) return true
      if (reader.slow) return false
      watched.lastSent = performance.now()
      raw.send(encodeFrame(message))
      return true
    },
    close: code => end(code)
  }
  function end(code: number): void {
    if (ended) return
    ended = true
    early = []
    clearTimeout(silent)
    reader.stop()
    report({ name: 'sent-away', code })
    raw.close(code)
  }

  function take(frame: Uint8Array): void {
    try {
      const message = decodeFrame(frame, limits)
      if (message) line?.receive(message)
    } catch {
      end(closeCodes.malformed)
    }
  }

  raw.on('message', (data: RawData, isBinary: boolean) => {
    if (ended) {
      // Time to read why it was closed, and none to be read on.
      if (++unread === limits.earlyMessages) stopReading(raw, request)
      return
    }
    if (!isBinary || !(data instanceof Buffer)) return end(closeCodes.malformed)
    clearTimeout(silent)
    if (!messages.take(1) || !bytes.take(data.length)) return end(closeCodes.tooFast)
    if (line) return take(data)
    early.push(data)
    earlyBytes += data.length
    if (early.length > limits.earlyMessages || earlyBytes > limits.earlyBytes) end(closeCodes.tooFast)
  })
  raw.on('close', () => {
    ended = true
    clearTimeout(silent)
    reader.stop()
    line?.leave()
  })

  const wish = wishOf(request)
  if (!isOwnOrigin(request.headers.origin, request.headers.host, publicUrl)) end(closeCodes.notYours)
  else if (!wish) end(closeCodes.notFound)
  else if (raw.protocol !== SUBPROTOCOL) end(closeCodes.malformed)
  if (!wish || ended) return
  connect(boards, report, wish, socket).then(
    async opened => {
      if (opened === closeCodes.unknownKey && wish.key !== null) {
        const told = await budgets.keys.left(wish.board)
        await budgets.keys.spend(wish.board)
        return end(told ? opened : closeCodes.tooFast)
      }
      if (typeof opened === 'number') return end(opened)
      if (ended) return opened.leave()
      line = opened
      for (const frame of early.splice(0)) if (!ended) take(frame)
    },
    error => {
      report({ name: 'board-failed', error })
      end(closeCodes.tryAgain)
    }
  )
}

/** Which document a request asks for, and with what; null where its path names none. */
function wishOf(request: IncomingMessage): { board: string; document: string; key: string | null; generation: number | null } | null {
  const url = URL.parse(request.url ?? '/', 'http://localhost')
  if (!url) return null
  const { pathname, searchParams } = url
  const [, board, document] = /^\/sync\/([A-Za-z0-9_-]+)\/([A-Za-z0-9_.-]+)$/.exec(pathname) ?? []
  if (board === undefined || document === undefined) return null
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  const generation = searchParams.get('g')
  return { board, document, key: offered.find(name => name !== SUBPROTOCOL) ?? null, generation: generation === null ? null : Number(generation) }
}

/** So much at once, and so much a second from then on. */
class Allowance {
  private readonly atOnce: number
  private readonly aSecond: number
  private left: number
  private at = performance.now()

  constructor(atOnce: number, aSecond: number) {
    this.atOnce = atOnce
    this.aSecond = aSecond
    this.left = atOnce
  }

  take(amount: number): boolean {
    const now = performance.now()
    this.left = Math.min(this.atOnce, this.left + ((now - this.at) / 1000) * this.aSecond)
    this.at = now
    if (this.left < amount) return false
    this.left -= amount
    return true
  }
}

/** Whether a socket's other end reads what it is sent. Nothing more is put in the queue of one that does not, until it has nearly emptied it. */
class Reader {
  private readonly socket: WebSocket
  private readonly limits: Limits
  private readonly tell: { caughtUp(): void; tooSlow(): void }
  private looking: NodeJS.Timeout | undefined

  constructor(socket: WebSocket, limits: Limits, tell: { caughtUp(): void; tooSlow(): void }) {
    this.socket = socket
    this.limits = limits
    this.tell = tell
  }

  get slow(): boolean {
    if (this.looking === undefined && this.socket.bufferedAmount > this.limits.waitingBytes) {
      const since = performance.now()
      this.looking = setInterval(() => this.look(since), this.limits.slowLook)
    }
    return this.looking !== undefined
  }

  stop(): void {
    clearInterval(this.looking)
  }

  private look(since: number): void {
    if (this.socket.bufferedAmount <= this.limits.waitingBytes / 4) {
      clearInterval(this.looking)
      this.looking = undefined
      this.tell.caughtUp()
    } else if (performance.now() - since > this.limits.slowFor) this.tell.tooSlow()
  }
}
