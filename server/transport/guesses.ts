import type { Budget } from './budgets.ts'

/** Looks something up for a guess; null where it was wrong. Answers `refused` where too many have been. */
export type Guess = <T>(look: () => Promise<T | null>) => Promise<T | null | typeof refused>
export const refused: unique symbol = Symbol('refused')

/**
 * Guesses that cost a point of a budget where they are wrong. No more are looked at together than there are points, so that
 * those that come at once find no more than those that come after each other. The others wait, in their order, for what
 * becomes of these: a hall that joins at once by the right code comes in while one point is left.
 */
export function createGuesses(budget: Budget): Guess {
  /** Being looked at: each of them may cost a point. */
  let looking = 0
  const waiting: ((mayLook: boolean) => void)[] = []
  let admitting = false

  async function admit(): Promise<void> {
    if (admitting) return
    admitting = true
    try {
      while (waiting.length > 0) {
        const held = looking
        if (await budget.left(held + 1)) {
          looking++
          waiting.shift()?.(true)
        } else if (held === 0) for (const refuse of waiting.splice(0)) refuse(false)
        // Where one has come to its end meanwhile, it is asked again.
        else if (looking === held) break
      }
    } finally {
      admitting = false
    }
  }

  return async look => {
    const granted = new Promise<boolean>(resolve => waiting.push(resolve))
    await admit()
    if (!(await granted)) return refused
    try {
      const found = await look()
      if (found === null) await budget.take(1)
      return found
    } finally {
      looking--
      await admit()
    }
  }
}
