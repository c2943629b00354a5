import type { DocumentKind } from '../../src/core/access.ts'

/** Every limit of the server, each with the reason for its number. Tests and benches may set others. */
export const limits = {
  /**
   * A wall of 200 notes, focus areas and actions is about 150 kB with its history; a session mostly its workshop (60 kB); a
   * ballot about 5 kB. Below the largest message, so that a client with too much is told so (4413) and not just cut off.
   */
  documentBytes: { session: 512 * 1024, wall: 768 * 1024, ballot: 64 * 1024, results: 1024 * 1024 } satisfies Record<DocumentKind, number>,
  /** Longest key of a map: a step's and an item's id are 40 characters each. */
  keyLength: 120,
  /** Size of one plain value, counted in characters and parts. A clock or a reveal is under 100. */
  valueSize: 2000,
  /** Depth of one plain value: what a document holds is flat. */
  valueDepth: 4,
  /** Characters inserted in one piece of text: a long paste. */
  textLength: 10_000,
  /** New structs in one message, and stretches that it deletes: a whole wall that was written without a connection has 2,000. 25 ms. */
  structs: 4000,
  /** Structs and deleted stretches that are read of one message, known ones among them: 20 ms, where a megabyte could hold 170,000. */
  structsRead: 20_000,
  /** Yjs client ids in one document: 400 people who have each opened it a dozen times. Joining takes longer the more there are. */
  documentClients: 5000,
  /**
   * Work that the places of one message's structs may make, in neighbours passed, 0.1 µs each: see ListOrder. Yjs goes by all that
   * others have put between a struct and the one that it follows. Five people who have each written 300 words into one text without
   * a connection make 86,000.
   */
  steps: 120_000,
  /** Structs of one document: a long meeting's wall has 10,000. Each takes 200 bytes in memory, and loading 60,000 takes 50 ms. */
  documentStructs: 60_000,
  /** Length of a deleted stretch that a message may claim to have written: such lengths cost no bytes. */
  deletedLength: 1_000_000,
  /** Updates, and bytes of them, that may come before what they build on, while a client that typed offline is asked for the rest. */
  gaps: 200,
  gapBytes: 64 * 1024,
  /** Messages of one document that one turn takes, and ms of looking at them, so that others get theirs. One is always taken. */
  messagesATurn: 2000,
  turnTime: 8,
  /**
   * Ms from one group of what is stored at once to the next, where more than two come in a row. With 1,000 changes a second three are one
   * commit, and what 200 people change on one board is told in fewer messages; a fiftieth of what a person notices.
   */
  groupEvery: 3,
  /** Rows, or bytes, of a document's log before it is written anew as a whole: opening stays under 50 ms. */
  logRows: 500,
  logBytes: 256 * 1024,
  /**
   * Rows of a log that are written anew as one when nothing has come for this long, ms: what is stored as one is sent on as it
   * is to who comes first after a restart. A wall of which something was deleted is so too, of however few rows. How often it is
   * looked, ms.
   */
  quietRows: 30,
  quietFor: 5000,
  quietLook: 2000,
  /** One person's presence is an id and a place. */
  presenceBytes: 2048,
  /** People in one presence message: clients pass on what they have heard of all others. */
  presences: 1000,
  /** People who have left, whose last clock is remembered so that they are known to be gone: the latest so many. */
  presencesKept: 1000,
  /** Presence of all who changed goes out at most this often, ms. */
  presenceEvery: 50,
  /** A class hall of 200, and those who joined twice. */
  participants: 400,
  /** Sockets of one board: 400 people have four documents each open, and some of them two windows. */
  boardConnections: 2500,
  /** Boards in memory at once, each some 100 kB: a region's schools on the same morning. */
  openBoards: 4000,
  /** Sockets of the whole server: about 300 MB. */
  sockets: 30_000,
  /** Sockets opened a second, and how many at once: all 10,000 of a busy morning come back within 2 s of a restart. */
  upgradesASecond: 5000,
  upgradesAtOnce: 20_000,
  /** A client speaks first, and at once: ms. */
  firstMessageWithin: 10_000,
  /** How long headers and a whole request may take to arrive, ms: a slow phone sends 100 kB in 10 s. */
  headersWithin: 10_000,
  requestWithin: 60_000,

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
  pingEvery: 30_000,

  /** A workshop with its six elements and 120 items is about 100 kB. */
  bodyBytes: 512 * 1024,
  /**
   * Wrong codes that the whole server takes in `guessWindow` seconds: a hall of 200 may mistype. That is 14,400 a day out of 191
   * million, and any open board is a hit: a search finds one of 100 open boards in 130 days on average, one of 4,000 in three.
   * Nobody else comes in by code as long as it goes on, and it shows in `pejling_wrong_codes_total`. What is found is a
   * participant's way in: it writes on the wall and answers, and reads nobody's answers.
   */
  guesses: 100,
  guessWindow: 600,
  /** Wrong keys for one board in the same time. A key is beyond guessing: this keeps the search from costing anything. */
  wrongKeys: 300,
  /** Bytes of new boards that the whole server takes in an hour: 1,000 boards of 120 kB. A disk is not filled in a night. */
  madeBytes: 120 * 1000 * 1024,
  madeWindow: 3600,
  /** How often expired boards that nobody has open are looked for, ms. */
  sweepEvery: 60 * 60 * 1000,
  /** How long after the start walls are written anew that a killed server left with deleted notes in them, ms: who comes back is served first. */
  tidyAfter: 60_000,
  /** How often it is looked whether the date of an open board has come, or another process has deleted one, ms. */
  lookEvery: 2000,
  /** How often it is tried whether storage that has failed takes anything again, ms: clients come back within 2.5 s. */
  probeEvery: 1000
}
export type Limits = typeof limits
