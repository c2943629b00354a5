import type { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limits } from '../rooms/limits.ts'

/** So many points in so many seconds, of each name. */
export type Budget = {
  /** Whether so many points are left; nothing is spent. */
  left(name?: string, points?: number): Promise<boolean>
  spend(name?: string, points?: number): Promise<void>
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
    async left(name = 'all', wanted = 1) {
      return ((await (await limiter()).get(name))?.consumedPoints ?? 0) + wanted <= points
    },
    async spend(name = 'all', spent = 1) {
      // Rejects where the budget is used up: the next call is refused anyway.
      const spending = await limiter()
      await spending.consume(name, spent).catch(() => undefined)
    }
  }
}
