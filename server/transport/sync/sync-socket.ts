import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { closeCodes } from '../../../src/core/board/api.ts'
import type { DocumentSession } from '../../boards/contract.ts'
import type { DocumentLimits } from '../../documents/limits.ts'
import type { Outbound, Socket } from '../../documents/messages.ts'
import type { Report } from '../../report/facts.ts'
import { TokenBucket } from '../token-bucket.ts'
import { asksTime, decodeFrame, encodeFrame, KEEPALIVE, timeFrame } from './frame.ts'
import type { SyncLimits } from './limits.ts'

export type SocketLimits = SyncLimits & Pick<DocumentLimits, 'presenceBytes'>

/**
 * A socket between the wire and its document: takes messages from the first moment on, which wait until the document is loaded,
 * and puts nothing more in the queue of one that does not read. There are ten thousands of them, so that each holds little:
 * a class rather than closures, and nothing of the request that it came with.
 */
export class SyncSocket implements Socket {
  private readonly raw: WebSocket
  private readonly stream: Duplex
  private readonly limits: SocketLimits
  private readonly report: Report
  private readonly now: () => number
  private readonly charge: (bytes: number) => void
  private readonly messages: TokenBucket
  private readonly bytes: TokenBucket
  private session: DocumentSession | null = null
  private closing = false
  private queuedUntilOpen: Uint8Array[] | null = []
  private earlyBytes = 0
  private unread = 0
  private unreadBytes = 0
  private firstMessageTimer: NodeJS.Timeout | undefined
  private end: NodeJS.Timeout | undefined
  /** While its other end does not read what it is sent. */
  private slowness: NodeJS.Timeout | undefined
  private slowTogether: boolean | null = null
  /** Whether anything was sent since the last `keepAlive`. */
  private sentSinceTick = true
  /** Ms of the process's clock. */
  private lastSent = performance.now()
  private lastPing = performance.now()
  private alive = true

  /** `now`: Unix ms. `charge` is told how many bytes came that may be stored. */
  constructor(
    raw: WebSocket,
    stream: Duplex,
    { limits, report, now }: { limits: SocketLimits; report: Report; now: () => number },
    charge: (bytes: number) => void
  ) {
    this.raw = raw
    this.stream = stream
    this.limits = limits
    this.report = report
    this.now = now
    this.charge = charge
    this.messages = new TokenBucket(limits.messagesAtOnce, limits.messagesASecond)
    this.bytes = new TokenBucket(limits.bytesAtOnce, limits.bytesASecond)
    // Before anything else: an error without a listener ends the process.
    raw.on('error', error => this.failed(error))
    raw.on('pong', () => this.heard())
    raw.on('message', (data, isBinary) => this.take(data, isBinary))
    raw.on('close', () => this.left())
    this.firstMessageTimer = setTimeout(() => this.close(closeCodes.tryAgain), limits.firstMessageWithin)
  }

  get ended(): boolean {
    return this.closing
  }

  /** Its document is loaded: what has come in goes there. */
  open(session: DocumentSession): void {
    if (this.closing) {
      session.leave()
      return
    }
    this.session = session
    const early = this.queuedUntilOpen ?? []
    this.queuedUntilOpen = null
    for (const frame of early) if (!this.closing) this.pass(frame)
  }

  send(message: Outbound): boolean {
    if (this.raw.readyState !== this.raw.OPEN) return true
    if (this.slowTogether ?? this.slow) return false
    this.sentSinceTick = true
    // Past ws, which would make a header for each socket: without compression it holds nothing back, so that the order is kept.
    this.stream.write(encodeFrame(message))
    return true
  }

  together(sending: () => void): void {
    // Asked before: what is sent meanwhile waits, however fast the reader is.
    this.slowTogether = this.slow
    this.stream.cork()
    try {
      sending()
    } finally {
      this.stream.uncork()
      this.slowTogether = null
    }
  }

  close(code: number): void {
    if (this.closing) return
    this.closing = true
    this.stopTimers()
    this.report({ name: 'sent-away', code })
    this.raw.close(code)
  }

  terminate(): void {
    this.raw.terminate()
  }

  /** From time to time: asks whether the other end is there, and keeps a y-websocket client from thinking that we are not. */
  keepAlive(now: number): void {
    if (this.raw.readyState !== this.raw.OPEN) return
    if (now - this.lastPing > this.limits.pingEvery) {
      if (!this.alive) {
        this.terminate()
        return
      }
      this.alive = false
      this.lastPing = now
      this.raw.ping()
    }
    if (this.sentSinceTick) {
      this.sentSinceTick = false
      this.lastSent = now
    } else if (now - this.lastSent >= this.limits.quiet) {
      this.lastSent = now
      this.raw.send(KEEPALIVE)
    }
  }

  private heard(): void {
    this.alive = true
  }

  private take(data: unknown, isBinary: boolean): void {
    if (this.closing) {
      // Time to read why it was closed, and none to be read on.
      this.unread++
      this.unreadBytes += (data as Buffer).length
      if (this.unread >= this.limits.earlyMessages || this.unreadBytes > this.limits.earlyBytes) this.stopReading()
      return
    }
    if (!isBinary || !(data instanceof Buffer)) {
      this.close(closeCodes.malformed)
      return
    }
    clearTimeout(this.firstMessageTimer)
    this.firstMessageTimer = undefined
    if (!this.messages.tryTake(1) || !this.bytes.tryTake(data.length)) {
      this.close(closeCodes.tooFast)
      return
    }
    if (asksTime(data)) {
      this.tellTime()
      return
    }
    if (!this.queuedUntilOpen) {
      this.pass(data)
      return
    }
    this.queuedUntilOpen.push(data)
    this.earlyBytes += data.length
    if (this.queuedUntilOpen.length > this.limits.earlyMessages || this.earlyBytes > this.limits.earlyBytes) this.close(closeCodes.tooFast)
  }

  private tellTime(): void {
    if (this.raw.readyState !== this.raw.OPEN || this.slow) return
    this.sentSinceTick = true
    this.stream.write(timeFrame(this.now()))
  }

  private pass(frame: Uint8Array): void {
    try {
      const message = decodeFrame(frame, this.limits)
      if (message?.type === 'update') this.charge(frame.length)
      if (message) this.session?.receive(message)
    } catch {
      this.close(closeCodes.malformed)
    }
  }

  private left(): void {
    this.closing = true
    this.stopTimers()
    this.session?.leave()
    this.session = null
  }

  private stopTimers(): void {
    this.queuedUntilOpen = []
    clearTimeout(this.firstMessageTimer)
    clearInterval(this.slowness)
  }

  private failed(error: Error): void {
    this.report({ name: 'socket-error', error })
    const code = protocolCode(error)
    if (code !== null && !this.closing) {
      this.closing = true
      this.stopTimers()
      this.report({ name: 'sent-away', code })
    }
    // Nothing more is read of what has broken the protocol: it may be 90 MB of it.
    setImmediate(() => this.stopReading())
  }

  /** Of one that is closed already: it has a second to read why. */
  private stopReading(): void {
    this.stream.pause()
    this.end ??= setTimeout(() => this.terminate(), 1000)
  }

  private get slow(): boolean {
    if (this.slowness === undefined && this.stream.writableLength > this.limits.waitingBytes) {
      const since = performance.now()
      this.slowness = setInterval(() => this.look(since), this.limits.slowLook)
    }
    return this.slowness !== undefined
  }

  /** Whether it has nearly emptied its queue by now. */
  private look(since: number): void {
    if (this.stream.writableLength <= this.limits.waitingBytes / 4) {
      clearInterval(this.slowness)
      this.slowness = undefined
      this.session?.resync()
    } else if (performance.now() - since > this.limits.slowFor) this.close(closeCodes.tryAgain)
  }
}

/** Errors of ws by its documentation; all others are 1002. */
const protocolCodes: Record<string, number> = {
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009
}

/** The code with which ws has closed the socket by itself, since what came breaks the protocol; null of other errors. */
function protocolCode({ code = '' }: NodeJS.ErrnoException): number | null {
  if (!code.startsWith('WS_ERR_')) return null
  return protocolCodes[code] ?? 1002
}
