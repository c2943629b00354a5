/** A guess that found no place: `waiting` others from the same address were before it. */
export const refused: unique symbol = Symbol('refused')

export type Pace = {
  /** Wrong guesses from one address that are answered at once. */
  atOnce: number
  /** From then on so many guesses a second are looked at. */
  aSecond: number
  /** Guesses from one address that may wait for their turn. */
  waiting: number
  /** How long one may wait, ms. */
  patience: number
}

type Asker = { since: number; answer: (found: unknown) => void; fail: (error: unknown) => void }
type Wish = { look: () => Promise<unknown>; askers: Asker[] }

/**
 * Guesses at a code, slowed down for each address (`from`) by those of its guesses that were wrong. A right guess costs
 * nothing. Nobody is told to go away for what others behind the same address have guessed, only to wait: whose turn it is
 * is drawn by lot among all who wait, and everyone who waits with the same guess is answered together. So the chance of a
 * hall grows with the hall, and that of a search does not. Nothing is kept of an address once its guesses are made up for.
 */
export class CodeAttempts {
  private readonly pace: Pace
  private readonly random: () => number
  private readonly lanes = new Map<string, Lane>()

  constructor(pace: Pace, random: () => number = Math.random) {
    this.pace = pace
    this.random = random
  }

  /** Addresses that anything is kept of. */
  get size(): number {
    return this.lanes.size
  }

  /** What `look` finds, null where the guess was wrong; rejects where `look` does. */
  ask<T>(from: string, guess: string, look: () => Promise<T | null>): Promise<T | null | typeof refused> {
    let lane = this.lanes.get(from)
    if (!lane) {
      lane = new Lane(this.pace, this.random, () => this.lanes.delete(from))
      this.lanes.set(from, lane)
    }
    const asked = lane
    return new Promise((resolve, reject) => {
      asked.ask(guess, look, { since: performance.now(), answer: found => resolve(found as T | null), fail: reject })
    })
  }
}

/** Codes of an address that are known to be right: a region's meetings of a morning. */
const RIGHT_KEPT = 200

/** The guesses from one address. */
class Lane {
  private readonly pace: Pace
  private readonly random: () => number
  private readonly rest: () => void
  /** Guesses that may be looked at now; at `at`, ms of the process's clock. */
  private left: number
  private at = performance.now()
  private readonly looking = new Map<string, Asker[]>()
  private readonly waiting = new Map<string, Wish>()
  private askers = 0
  /** Guesses that were right: those who come after need no turn. */
  private readonly right = new Set<string>()
  private timer: NodeJS.Timeout | undefined

  constructor(pace: Pace, random: () => number, rest: () => void) {
    this.pace = pace
    this.random = random
    this.rest = rest
    this.left = pace.atOnce
  }

  ask(guess: string, look: () => Promise<unknown>, asker: Asker): void {
    const together = this.looking.get(guess)
    if (together) together.push(asker)
    else if (this.right.has(guess)) this.look(guess, { look, askers: [asker] }, 0)
    else if (this.askers === 0 && this.refill() >= 1) this.look(guess, { look, askers: [asker] }, 1)
    else {
      if (this.askers >= this.pace.waiting) this.makeRoom()
      // Asked again: whom room was made from may have been the last with this guess.
      const wish = this.waiting.get(guess)
      if (wish) wish.askers.push(asker)
      else this.waiting.set(guess, { look, askers: [asker] })
      this.askers++
    }
    this.goOn()
  }

  private refill(): number {
    const now = performance.now()
    this.left = Math.min(this.pace.atOnce, this.left + ((now - this.at) / 1000) * this.pace.aSecond)
    this.at = now
    return this.left
  }

  private look(guess: string, { look, askers }: Wish, cost: number): void {
    this.left -= cost
    this.looking.set(guess, askers)
    const over = (wrong: boolean): void => {
      this.looking.delete(guess)
      if (!wrong) this.left = Math.min(this.pace.atOnce, this.left + cost)
      this.goOn()
    }
    look().then(
      found => {
        if (found === null) this.right.delete(guess)
        else if (this.right.size < RIGHT_KEPT) this.right.add(guess)
        over(found === null)
        for (const { answer } of askers) answer(found)
      },
      error => {
        over(false)
        for (const { fail } of askers) fail(error)
      }
    )
  }

  /** Gives the turns that there are, and comes back for the next one, or to be forgotten. */
  private goOn(): void {
    clearTimeout(this.timer)
    this.sendAway()
    while (this.askers > 0 && this.refill() >= 1) this.draw()
    if (this.looking.size > 0) return
    const missing = (this.askers > 0 ? 1 : this.pace.atOnce) - this.refill()
    if (this.askers === 0 && missing <= 0) this.rest()
    else this.timer = setTimeout(() => this.goOn(), Math.min(Math.ceil((missing / this.pace.aSecond) * 1000), this.pace.patience)).unref()
  }

  /** Each who waits has one lot. */
  private draw(): void {
    let lot = Math.floor(this.random() * this.askers)
    for (const [guess, wish] of this.waiting) {
      lot -= wish.askers.length
      if (lot >= 0) continue
      this.waiting.delete(guess)
      this.askers -= wish.askers.length
      this.look(guess, wish, 1)
      return
    }
  }

  /** The first who waits alone with a guess goes before any of those who wait together: a search has no two alike. */
  private makeRoom(): void {
    let first: string | null = null
    for (const [guess, { askers }] of this.waiting) {
      first ??= guess
      if (askers.length > 1) continue
      first = guess
      break
    }
    if (first !== null) this.refuse(first, 1)
  }

  private sendAway(): void {
    const until = performance.now() - this.pace.patience
    // In the order of their first askers, so that the first who is not late ends it.
    for (const [guess, wish] of this.waiting) {
      const late = wish.askers.findIndex(({ since }) => since > until)
      if (late === 0) return
      this.refuse(guess, late < 0 ? wish.askers.length : late)
      if (this.waiting.delete(guess)) this.waiting.set(guess, wish)
    }
  }

  private refuse(guess: string, count: number): void {
    const askers = this.waiting.get(guess)?.askers ?? []
    for (const { answer } of askers.splice(0, count)) {
      this.askers--
      answer(refused)
    }
    if (askers.length === 0) this.waiting.delete(guess)
  }
}
