import type { DocumentKind, KeyKind } from '../src/core/access.ts'

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
   * Work that the places of one message's structs may make, in neighbours passed, 0.1 µs each: see ListReplay. Yjs goes by all that
   * others have put between a struct and the one that it follows. Five people who have each written 300 words into one text without
   * a connection make 86,000.
   */
  integrationBudget: 120_000,
  /** Structs of one document: a long meeting's wall has 10,000. Each takes 200 bytes in memory, and loading 60,000 takes 50 ms. */
  documentStructs: 60_000,
  /** Length of a deleted stretch that a message may claim to have written: such lengths cost no bytes. */
  deletedLength: 1_000_000,
  /** Updates, and bytes of them, that may come before what they build on, while a client that typed offline is asked for the rest. */
  pendingUpdates: 200,
  pendingBytes: 64 * 1024,
  /** Messages of one document that one turn takes, and ms of looking at them, so that others get theirs. One is always taken. */
  messagesATurn: 2000,
  turnTime: 8,
  /**
   * Ms from one commit to the next, where more than two come in a row. With 1,000 changes a second three are one
   * commit, and what 200 people change on one board is told in fewer messages; a fiftieth of what a person notices.
   */
  minCommitInterval: 3,
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
  compactQuietEvery: 2000,
  /** One person's presence is an id and a place. */
  presenceBytes: 2048,
  /** People in one presence message: clients pass on what they have heard of all others. */
  presences: 1000,
  /** People who have left, whose last clock is remembered so that they are known to be gone: the latest so many. */
  presencesKept: 1000,
  /** Presence of all who changed goes out at most this often, ms. */
  presenceEvery: 50,
  /**
   * Participants of a board: a hall of 200, and those who joined twice. On a full board a newcomer replaces a ballot that was never answered
   * and that nobody has open.
   */
  participants: 400,
  /**
   * Participants that join a board from one address at once, and a second from then on: a hall of 200 that joins behind one address,
   * and 50 who press twice. Who goes on alone takes two and a half minutes for all 400, and by then others have come in.
   */
  seatsAtOnce: 250,
  seatsASecond: 1,
  /**
   * Sockets of each key of a board; the oldest of a key gives way to its next, so that no key shuts out another. A facilitator or a
   * screen has three documents open, in twenty windows. A ballot's key has four: three windows, and what a phone leaves behind that
   * has changed network. The participant key, which all share who have not sat down yet, has three for each of 400.
   */
  keyConnections: { facilitator: 60, screen: 60, participant: 1200, ballot: 16, reader: 0 } satisfies Record<KeyKind, number>,
  /** Sockets of all participant and ballot keys of a board. Facilitators and screens have limits of their own. */
  boardConnections: 1200 + 400 * 16,
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

  /** A call that makes a board: 200 items, each with a wording of its own for one side, and a drejebog's words are 80 kB; ours are 23 kB at most. */
  bodyBytes: 144 * 1024,
  /** Any other call: a code, or two settings. */
  smallBodyBytes: 1024,
  /**
   * Values, keys and levels of a body, counted before it is parsed: parsing 144 kB of nothing but small objects takes 30 ms, and looking
   * at them ten times that. The longest workshop of ours has 1,200 and four times as many fit; it is seven levels deep.
   */
  bodyParts: 5000,
  bodyDepth: 12,
  /**
   * Wrong codes that are answered at once for one address, and how many of its guesses are looked at a second from then on: each of a hall of 200
   * may mistype once. The README has what a search finds at this pace. Those who wait are so many at most, and so long, ms.
   */
  guessesAtOnce: 200,
  guessesASecond: 1,
  guessesWaiting: 1000,
  guessPatience: 30_000,
  /** The same for codes of six characters, which boards from before have: for the whole server, since 191 million codes are searched sooner. */
  earlierGuessesAtOnce: 100,
  earlierGuessesASecond: 1 / 6,
  /** Wrong keys for one board in so many seconds. A key is beyond guessing: this keeps the search from costing anything. */
  wrongKeys: 300,
  wrongKeyWindow: 600,
  /**
   * Bytes that one address may send to make boards, and store in boards, in so many seconds: a school that begins 300 meetings in an hour.
   * Each board counts `boardBytes` beside what was sent, since it will grow. Who has used it up makes no more boards, and goes on
   * writing in those that there are: a meeting that runs is never stopped by it.
   */
  madeBytes: 32 * 1024 * 1024,
  madeWindow: 3600,
  boardBytes: 64 * 1024,
  /** Bytes of the disk that are kept for meetings that run, or a twentieth of a small disk: with less, no more boards are made. */
  diskKept: 256 * 1024 * 1024,
  /** How often expired boards that nobody has open are looked for, ms. */
  deleteExpiredEvery: 60 * 60 * 1000,
  /** How long after the start walls are written anew that a killed server left with deleted notes in them, ms: who comes back is served first. */
  compactAfterCrashIn: 60_000,
  /** How often it is looked whether the date of an open board has come, or another process has deleted one, ms. */
  endGoneEvery: 2000,
  /** How often it is tried whether storage that has failed takes anything again, ms: clients come back within 2.5 s. */
  probeEvery: 1000
}
export type Limits = typeof limits
