/** Limits of requests, each with the reason for its number. */
export const httpLimits = {
  /** How long headers and a whole request may take to arrive, ms: a slow phone sends 100 kB in 10 s. */
  headersWithin: 10_000,
  requestWithin: 60_000,
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
  earlierGuessesASecond: 1 / 6
}
export type HttpLimits = typeof httpLimits
