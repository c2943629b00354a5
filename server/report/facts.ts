/** What the server reports: a name and details, never a key, a code, a board's id or an address. `log.ts` finds the words, `metrics.ts` the figures. */
export type Fact =
  | { name: 'listening'; url: string }
  | { name: 'stopped' }
  | { name: 'board-made' }
  /** No new board was made, since the disk has little room left. */
  | { name: 'board-refused' }
  | { name: 'board-closed' }
  | { name: 'boards-deleted'; count: number; why: 'asked' | 'expired' }
  | { name: 'participant-joined' }
  /** A code that opens nothing: of a meeting to join, or of one to open again. */
  | { name: 'wrong-code'; kind: 'join' | 'recovery' }
  | { name: 'connected'; document: string }
  | { name: 'disconnected'; document: string }
  /** A socket that the server has closed for a reason of its own, or since it broke the protocol. */
  | { name: 'sent-away'; code: number }
  /** A socket that was answered with 503 instead: too many are open, too many come at once, or the server is stopping. */
  | { name: 'upgrade-refused'; why: 'too-many' | 'too-fast' | 'stopping' }
  | { name: 'socket-error'; error: unknown }
  /** The port itself, when it was open already: it may take no more connections for the moment. */
  | { name: 'server-error'; error: unknown }
  /** Updates of sessions and walls, and their bytes; ms from the commit's beginning to its end. Of a commit without any there is no fact. */
  | { name: 'stored'; updates: number; bytes: number; ms: number }
  /** Other users of the machine could read files of the data folder; `paths` of them were restricted to this user. */
  | { name: 'data-shut'; paths: number }
  /** Others on the machine can read the data folder, and this user may not change that. */
  | { name: 'data-open'; error: unknown }
  | { name: 'store-failed'; error: unknown }
  /** From now on nothing is stored, and writers are refused, until `storage-well`. */
  | { name: 'storage-trouble'; trouble: 'full' | 'read-only' | 'damaged' | 'failing'; error: unknown }
  | { name: 'storage-well' }
  /** PostgreSQL did not hear of this server for too long: all boards are given up, for another server or for this one to load anew. */
  | { name: 'lease-lost' }
  /** A board was taken whose server was gone. */
  | { name: 'board-taken' }
  /** A request that belongs to another server was passed on to it. */
  | { name: 'passed-on'; what: 'call' | 'socket' }
  | { name: 'board-opened' }
  | { name: 'board-let-go' }
  /** A document could not be loaded, or could no longer be trusted. */
  | { name: 'board-failed'; error: unknown }
  | { name: 'call'; method: string; route: string; status: number; ms: number }
  | { name: 'call-failed'; error: unknown }

export type Report = (fact: Fact) => void
