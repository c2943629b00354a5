import * as decoding from 'lib0/decoding'
import type { WebsocketProvider } from 'y-websocket'
import { MESSAGE_TIME } from '../core/board/api.ts'
import type { ClockSample } from '../core/board/clock.ts'

/** A connection that has been silent for this long (ms) is asked whether the server is still there. */
const QUIET = 2_500
/** It must answer within this, ms. Each time that it doesn't, it gets twice as long: a slow network is not a dead one. */
const ANSWER_WITHIN = 4_000
/** The same after the browser has said that it is offline, and as a device wakes. */
const ANSWER_SOON_WITHIN = 2_000
/** While the document is being fetched an answer waits behind it. */
const FIRST_ANSWER_WITHIN = 16_000
/** A socket that has not opened by then (ms) is tried anew, each time with twice the time: a proxy may swallow its request. */
const OPEN_WITHIN = 8_000
const LONGEST = 60_000
/** How often the silence is looked at, ms. */
const LOOK_EVERY = 500

/** The line of one document to the server: tells a dead one from a quiet one, where y-websocket waits for 30 s, and replaces it. */
export type Line = {
  /** Asks the server whether it is there, and replaces the connection if no answer comes soon. */
  askSoon: () => void
  stop: () => void
}

/**
 * Watches a provider's connection while the page is seen. `steady`: asks also while nothing waits for the server, as one document of
 * a board does for all. `waits`: whether something does. `onLost` is called as a connection is given up, `onAnswer` with the server's clock.
 */
export function watchLine(
  provider: WebsocketProvider,
  on: { steady: boolean; waits: () => boolean; synced: () => boolean; onLost: () => void; onAnswer: (sample: ClockSample) => void }
): Line {
  let heardAt = performance.now()
  /** Since when something has waited for the server, as far as was looked; null where nothing does. */
  let waitsSince: number | null = null
  /** When the question that waits for an answer was sent; null where none does. */
  let askedAt: number | null = null
  let answer: ReturnType<typeof setTimeout> | undefined
  let opening: ReturnType<typeof setTimeout> | undefined
  let unanswered = 0
  let unopened = 0

  for (const [type, handle] of provider.messageHandlers.entries()) {
    if (!handle) continue
    provider.messageHandlers[type] = (...message) => {
      heardAt = performance.now()
      handle(...message)
    }
  }
  provider.messageHandlers[MESSAGE_TIME] = (_encoder: unknown, decoder: decoding.Decoder) => {
    const receivedAt = (heardAt = performance.now())
    if (askedAt !== null) on.onAnswer({ sentAt: askedAt, receivedAt, serverNow: decoding.readVarUint(decoder) })
    clearTimeout(answer)
    askedAt = null
    waitsSince = null
    unanswered = 0
  }

  const replace = () => {
    provider.disconnect()
    provider.connect()
  }
  const ask = (within = (on.synced() ? ANSWER_WITHIN : FIRST_ANSWER_WITHIN) * 2 ** unanswered) => {
    if (!provider.wsconnected || !provider.ws) return
    if (askedAt === null) {
      askedAt = performance.now()
      provider.ws.send(Uint8Array.of(MESSAGE_TIME))
    }
    clearTimeout(answer)
    answer = setTimeout(
      () => {
        unanswered++
        replace()
        on.onLost()
      },
      Math.min(within, LONGEST)
    )
  }

  const onStatus = ({ status }: { status: string }) => {
    clearTimeout(opening)
    clearTimeout(answer)
    askedAt = null
    heardAt = performance.now()
    if (status === 'connecting')
      opening = setTimeout(
        () => {
          unopened++
          replace()
        },
        Math.min(OPEN_WITHIN * 2 ** unopened, LONGEST)
      )
    if (status === 'connected') {
      unopened = 0
      ask()
    }
  }
  provider.on('status', onStatus)
  // The provider connects as it is made.
  onStatus({ status: 'connecting' })

  const look = setInterval(() => {
    const now = performance.now()
    waitsSince = on.waits() ? (waitsSince ?? now) : null
    if (document.visibilityState === 'hidden' || askedAt !== null) return
    if ((on.steady && now - heardAt >= QUIET) || (waitsSince !== null && now - waitsSince >= QUIET)) ask()
  }, LOOK_EVERY)
  const askSoon = () => ask(ANSWER_SOON_WITHIN)
  const wake = () => {
    if (document.visibilityState !== 'hidden') askSoon()
  }
  window.addEventListener('offline', askSoon)
  document.addEventListener('visibilitychange', wake)

  return {
    askSoon,
    stop: () => {
      for (const timer of [answer, opening]) clearTimeout(timer)
      clearInterval(look)
      window.removeEventListener('offline', askSoon)
      document.removeEventListener('visibilitychange', wake)
    }
  }
}
