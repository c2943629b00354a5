import type { BudgetLimits } from './limits.ts'
import { TokenBucket } from './token-bucket.ts'

/** An allowance for each name, of which nothing is kept once it is whole again. */
export class Budget {
  private readonly atOnce: number
  private readonly aSecond: number
  private readonly spent = new Map<string, TokenBucket>()

  constructor(atOnce: number, aSecond: number) {
    this.atOnce = atOnce
    this.aSecond = aSecond
  }

  /** Spends so much: 0. Else, and nothing is spent, whole seconds until so much is there, an hour at most. */
  take(name: string, amount: number): number {
    const allowance = this.of(name)
    return allowance.tryTake(amount) ? 0 : Math.min(3600, Math.ceil(allowance.wait(amount)))
  }

  /** Spends so much, there or not: it lacks then to what asks first. */
  charge(name: string, amount: number): void {
    this.of(name).charge(amount)
  }

  /** From time to time. */
  rest(): void {
    for (const [name, allowance] of this.spent) if (allowance.full) this.spent.delete(name)
  }

  get size(): number {
    return this.spent.size
  }

  private of(name: string): TokenBucket {
    let allowance = this.spent.get(name)
    if (!allowance) {
      allowance = new TokenBucket(this.atOnce, this.aSecond)
      this.spent.set(name, allowance)
    }
    return allowance
  }
}

/**
 * `keys`: wrong keys, by board. When they are used up, wrong keys are not told so any more; right ones go on opening it.
 * `made`: bytes that are sent to make boards, and stored in them, by address.
 * `seats`: participants of a board, by board and address.
 */
export type Budgets = { keys: Budget; made: Budget; seats: Budget }

/** Whole budgets, one of each kind for a server. */
export function createBudgets(limits: BudgetLimits): Budgets {
  return {
    keys: new Budget(limits.wrongKeys, limits.wrongKeys / limits.wrongKeyWindow),
    made: new Budget(limits.madeBytes, limits.madeBytes / limits.madeWindow),
    seats: new Budget(limits.seatsAtOnce, limits.seatsASecond)
  }
}

/** From time to time. */
export function restBudgets(budgets: Budgets): void {
  for (const budget of Object.values(budgets)) budget.rest()
}
