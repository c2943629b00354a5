/** What is known of one document's way to the server's disk. */
export type Saving = {
  connected: boolean
  /** Whether it has never been open yet and there is still time for that: a page that has just come is no lost connection. */
  early: boolean
  /** Whether the connection that still says it is open is doubted: the browser says it is offline. */
  doubted: boolean
  /** Whether this connection's first exchange of states is done in both directions, ours being on disk. */
  synced: boolean
  /** Document messages sent on this connection, and how many of them the server says are on disk. */
  sent: number
  confirmed: number
  /** Whether something was changed here that no connection has confirmed. */
  dirty: boolean
  /** Set when the server has closed the door for good. */
  stopped: boolean
}

/** [saved-means-on-disk] `saved` is said only when the server has confirmed that everything sent is on disk. */
export type SaveStatus = 'saved' | 'saving' | 'connecting' | 'offline' | 'unsaved' | 'stopped'

/** What is said to the person of a document in this state. */
export function saveStatus(s: Saving): SaveStatus {
  if (s.stopped) return 'stopped'
  if (s.doubted || (!s.connected && !s.early)) return s.dirty ? 'unsaved' : 'offline'
  if (!s.connected) return 'connecting'
  if (!s.synced) return s.dirty ? 'saving' : 'connecting'
  return s.confirmed >= s.sent ? 'saved' : 'saving'
}

const worstFirst: SaveStatus[] = ['stopped', 'unsaved', 'offline', 'saving', 'connecting', 'saved']

/**
 * The status of several documents together: the worst of them. One network carries them all: where one has lost its connection, what another
 * has not seen confirmed is not saved. Of none nothing is known.
 */
export function worstStatus(all: SaveStatus[]): SaveStatus {
  const worst = worstFirst.find(s => all.includes(s)) ?? 'connecting'
  return worst === 'offline' && all.includes('saving') ? 'unsaved' : worst
}

/** The words in the corner of the screen, and the sentence for who wants to know more. */
export const saveWords: Record<SaveStatus, { short: string; long: string }> = {
  saved: { short: 'Gemt', long: 'Alt det, du har skrevet og valgt, er gemt.' },
  saving: { short: 'Gemmer', long: 'Det sidste er på vej til serveren.' },
  connecting: { short: 'Forbinder', long: 'Siden henter mødet.' },
  offline: { short: 'Forbindelsen er væk', long: 'Det, du ser, kan være gammelt. Siden prøver selv igen. Du kan godt svare og skrive imens.' },
  unsaved: { short: 'Ikke gemt, forbindelsen er væk', long: 'Det ligger på din skærm og bliver sendt, når forbindelsen er tilbage. Luk ikke siden.' },
  stopped: { short: 'Ikke forbundet', long: 'Serveren har lukket forbindelsen. Hent siden igen.' }
}
