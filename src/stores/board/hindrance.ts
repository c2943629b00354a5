/** What keeps a meeting from coming to this device, once that has lasted for a while. */
export type Hindrance =
  /** The server does not answer at all. */
  | 'no-server'
  /** It answers calls, and no WebSocket opens: a proxy on the way lets none through. */
  | 'no-socket'
  /** The socket is open, and the meeting does not come. */
  | 'no-document'

/** Ms without a connection until the server is asked in another way, and how often. */
const ASK_AFTER = 4_000
const ASK_EVERY = 10_000
/** Ms until something is said; a server that has just come back gets so long to be found. */
const TELL_AFTER = 8_000
const BACK_FOR = 3_000
const LOOK_EVERY = 500

/**
 * Looks after a board's connection, from time to time and at each `look`. `answers`: whether the server answers an ordinary call; never
 * rejected.
 */
export function watchHindrance(
  board: { connected: () => boolean; here: () => boolean; answers: () => Promise<boolean> },
  tell: (hindrance: Hindrance | null) => void
): { look: () => void; end: () => void } {
  let since: number | null = null
  let askAt = 0
  let answeredSince: number | null = null
  const look = () => {
    const now = performance.now()
    if (board.connected() && board.here()) {
      since = answeredSince = null
      return tell(null)
    }
    since ??= now
    if (now - since < ASK_AFTER) return
    if (now >= askAt) {
      askAt = now + ASK_EVERY
      void board.answers().then(yes => {
        answeredSince = yes ? (answeredSince ?? performance.now()) : null
      })
    }
    if (now - since < TELL_AFTER) return
    const answers = answeredSince !== null && now - answeredSince >= BACK_FOR
    tell(board.connected() ? 'no-document' : answers ? 'no-socket' : 'no-server')
  }
  const timer = setInterval(look, LOOK_EVERY)
  return { look, end: () => clearInterval(timer) }
}

/** What to tell the person, and what to do. `host`: the site's address, for whoever has to open the network for it. */
export const hindranceWords = (hindrance: Hindrance, host: string): { title: string; words: string } =>
  ({
    'no-server': {
      title: 'Der er ingen forbindelse',
      words: 'Serveren svarer ikke. Se efter, om du er på nettet, eller prøv et andet net. Siden prøver selv igen.'
    },
    'no-socket': {
      title: 'Nettet spærrer for mødet',
      words: `Serveren svarer, men mødets direkte forbindelse (WebSocket) kommer ikke igennem. Det er som regel nettet, der spærrer. Prøv et andet net, for eksempel mobildata. Eller bed it-afdelingen om at tillade WebSocket til ${host}. Siden prøver selv igen.`
    },
    'no-document': {
      title: 'Mødet kommer ikke frem',
      words: 'Serveren svarer, men den kan ikke hente mødet lige nu. Siden prøver selv igen. Hjælper det ikke, så sig det til den, der driver siden.'
    }
  })[hindrance]
