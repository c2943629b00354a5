/** Limits of sync sockets, each with the reason for its number. */
export const syncLimits = {
  /** People in one presence message: clients pass on what they have heard of all others. */
  presences: 1000,
  /** Sockets of the whole server: about 300 MB. */
  sockets: 30_000,
  /** Sockets opened a second, and how many at once: all 10,000 of a busy morning come back within 2 s of a restart. */
  upgradesASecond: 5000,
  upgradesAtOnce: 20_000,
  /** A client speaks first, and at once: ms. */
  firstMessageWithin: 10_000,
  /** Largest message: a whole document that a client has written without a connection, and some. */
  messageBytes: 1024 * 1024,
  /** What a socket may send before its document is loaded, messages and bytes. */
  earlyMessages: 64,
  earlyBytes: 1024 * 1024,
  /** Messages a second that a socket may send, and how many at once: fast typing is 15, a burst is a tablet that wakes. */
  messagesASecond: 200,
  messagesAtOnce: 2000,
  /** Bytes the same way: four whole documents at once. Reading them takes more than their number. */
  bytesASecond: 256 * 1024,
  bytesAtOnce: 4 * 1024 * 1024,
  /** Bytes that may wait for a slow reader. Then it gets nothing more until it has read a quarter's rest, and all that it missed in one piece. */
  waitingBytes: 2 * 1024 * 1024,
  /** How long that may take before it is sent away to come back later, ms, and how often it is looked at. */
  slowFor: 10_000,
  slowLook: 100,
  /** y-websocket drops a connection that has heard nothing for 30 s. Looked at each third of this, ms. */
  quiet: 15_000,
  /** A peer that has answered no ping for this long is gone, ms. */
  pingEvery: 30_000
}
export type SyncLimits = typeof syncLimits
