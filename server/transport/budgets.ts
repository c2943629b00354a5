import type { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limits } from '../rooms/limits.ts'

/** So many points in so many seconds, of each name. */
export type Budget = {
  /** Whether so many points are left; nothing is spent. */
  left(points: number, name?: string): Promise<boolean>
  /** Spends so many, in one step: of any that ask at once no more are told true than there are points for. False, and nothing spent, where so many are not left. */
  take(points: number, name?: string): Promise<boolean>
}

/**
 * Budgets of the whole server or of a board, never of an address: a school sits behind one, and a search has many.
 *
 * `codes`: wrong join codes on the whole server. When they are used up, right codes wait too, or the search would go on.
 * `keys`: wrong keys for a board. When they are used up, wrong keys are not told so any more; right ones go on opening it.
 * `made`: bytes of new boards.
 */
export type Budgets = { codes: Budget; keys: Budget; made: Budget }

export function createBudgets(limits: Limits): Budgets {
  return {
    codes: budget(limits.guesses, limits.guessWindow),
    keys: budget(limits.wrongKeys, limits.guessWindow),
    made: budget(limits.madeBytes, limits.madeWindow)
  }
}

function budget(points: number, duration: number): Budget {
  /** Loaded when first needed: it takes as long as a tenth of a start. */
  let loading: Promise<RateLimiterMemory> | null = null
  const limiter = (): Promise<RateLimiterMemory> =>
    (loading ??= import('rate-limiter-flexible').then(({ RateLimiterMemory }) => new RateLimiterMemory({ points, duration })))
  return {
    async left(wanted, name = 'all') {
      return ((await (await limiter()).get(name))?.consumedPoints ?? 0) + wanted <= points
    },
    async take(wanted, name = 'all') {
      const from = await limiter()
      try {
        await from.consume(name, wanted)
        return true
      } catch {
        // It counts what it refuses too.
        await from.reward(name, wanted)
        return false
      }
    }
  }
}
