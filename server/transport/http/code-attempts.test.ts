import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { limits } from '../../limits.ts'
import { CodeAttempts, type Pace, refused } from './code-attempts.ts'

/** All on a clock that the test turns: what is waited for costs no time. */

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pace: Pace = { atOnce: limits.guessesAtOnce, aSecond: limits.guessesASecond, waiting: limits.guessesWaiting, patience: limits.guessPatience }
const RIGHT = 'K7X4PMQ2'
const OTHER = 'T2TXP7KK'
/** The same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
/** Guesses, and how many have been looked at. */
function guarded(changes: Partial<Pace> = {}, seed = 1) {
  const guesses = new CodeAttempts({ ...pace, ...changes }, seeded(seed))
  const seen = { looked: 0, found: 0 }
  const ask = (from: string, code: string): Promise<string | null | typeof refused> =>
    guesses.ask(from, code, async () => {
      seen.looked++
      if (code !== RIGHT && code !== OTHER) return null
      seen.found++
      return code
    })
  return { guesses, ask, seen }
}
let guess = 0
const wrong = (): string => `wrong${guess++}`
/** Asks again and again with another code each time, so many at once, until it is told to stop. */
function search(ask: (from: string, code: string) => Promise<unknown>, from: string, loops: number): { stop(): void } {
  let on = true
  for (let i = 0; i < loops; i++) {
    void (async () => {
      while (on) {
        await ask(from, wrong())
        // Over the wire an answer and the next request take a moment.
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    })()
  }
  return { stop: () => (on = false) }
}

it('200 wrong guesses of an address are answered at once, the next after a second each, and other addresses wait for none', async () => {
  const { ask, seen } = guarded()
  const answers = Array.from({ length: 210 }, () => ask('a', wrong()))
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.looked).toBe(200)
  expect(await ask('b', RIGHT)).toBe(RIGHT)
  await vi.advanceTimersByTimeAsync(5000)
  expect(seen.looked).toBe(206)
  await vi.advanceTimersByTimeAsync(5000)
  expect((await Promise.all(answers)).every(answer => answer === null)).toBe(true)
})

it('right guesses cost nothing, however many', async () => {
  const { ask, seen } = guarded({ atOnce: 1 })
  for (let i = 0; i < 1000; i++) expect(await ask('a', RIGHT)).toBe(RIGHT)
  expect(seen.looked).toBe(1000)
  expect(await ask('a', wrong())).toBeNull()
})

it('those who ask the same together are answered by one look', async () => {
  const { ask, seen } = guarded()
  const answers = await Promise.all(Array.from({ length: 300 }, () => ask('a', RIGHT)))
  expect(new Set(answers)).toEqual(new Set([RIGHT]))
  expect(seen.looked).toBe(1)
})

it.each([1, 2])(
  '200 people of one hall come in within a minute while a search from their own address and from 50 others goes on (draw %i)',
  async seed => {
    const { ask, seen } = guarded({}, seed)
    const searches = [search(ask, 'school', 1000), ...Array.from({ length: 50 }, (_, i) => search(ask, `elsewhere ${i}`, 20))]
    await vi.advanceTimersByTimeAsync(30_000)
    const before = seen.looked
    let inside = 0
    /** A person presses again where the page says so. */
    const person = async (): Promise<void> => {
      while ((await ask('school', RIGHT)) !== RIGHT) await new Promise(resolve => setTimeout(resolve, 2000))
      inside++
    }
    for (let i = 0; i < 200; i++) setTimeout(() => void person(), 100 * i)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(inside).toBe(200)
    // And the search has got no further than its pace: a look a second for each of its addresses.
    expect(seen.looked - before - inside).toBeLessThanOrEqual(51 * 61)
    for (const { stop } of searches) stop()
  }
)

it('one person alone comes in too while eight loops search from the same address', async () => {
  const { ask } = guarded()
  const { stop } = search(ask, 'school', 8)
  await vi.advanceTimersByTimeAsync(240_000)
  let inside = false
  void (async () => {
    while ((await ask('school', RIGHT)) !== RIGHT) await new Promise(resolve => setTimeout(resolve, 1000))
    inside = true
  })()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(inside).toBe(true)
  stop()
})

it('an hour of searching is answered by no more looks than the pace allows', async () => {
  const { ask, seen } = guarded()
  const { stop } = search(ask, 'a', 100)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(seen.looked).toBeLessThanOrEqual(200 + 3601)
  expect(seen.looked).toBeGreaterThan(3500)
  stop()
})

it('no more wait than may, those who wait together before those who wait alone, and none longer than it may', async () => {
  const { ask } = guarded({ atOnce: 0, aSecond: 1e-6, waiting: 10, patience: 5000 })
  const alone = Array.from({ length: 8 }, () => ask('a', wrong()))
  const together = [ask('a', RIGHT), ask('a', RIGHT)]
  const later = [ask('a', wrong()), ask('a', wrong())]
  expect(await Promise.all(alone.slice(0, 2))).toEqual([refused, refused])
  const answers = Promise.all([...alone.slice(2), ...together, ...later])
  let answered = false
  void answers.then(() => (answered = true))
  await vi.advanceTimersByTimeAsync(4900)
  expect(answered).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(new Set(await answers)).toEqual(new Set([refused]))
})

it('one that cannot be answered costs nothing, and all who wait for it are told', async () => {
  const { guesses, ask } = guarded({ atOnce: 1, aSecond: 1e-6 })
  const away = (): Promise<string | null> => Promise.reject(new Error('Away'))
  const asked = [guesses.ask('a', RIGHT, away), guesses.ask('a', RIGHT, away)]
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask('a', RIGHT)).toBe(RIGHT)
})

it('nothing is kept of an address once its guesses are made up for', async () => {
  const { guesses, ask } = guarded()
  await ask('a', RIGHT)
  expect(guesses.size).toBe(0)
  await Promise.all([ask('a', wrong()), ask('a', wrong()), ask('b', wrong())])
  expect(guesses.size).toBe(2)
  await vi.advanceTimersByTimeAsync(1500)
  expect(guesses.size).toBe(1)
  await vi.advanceTimersByTimeAsync(1500)
  expect(guesses.size).toBe(0)
})
