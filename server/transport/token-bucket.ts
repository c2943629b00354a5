/** So much at once, and so much a second from then on. */
export class TokenBucket {
  private readonly atOnce: number
  private readonly aSecond: number
  private left: number
  private at = performance.now()

  constructor(atOnce: number, aSecond: number) {
    this.atOnce = atOnce
    this.aSecond = aSecond
    this.left = atOnce
  }

  tryTake(amount: number): boolean {
    this.refill()
    if (this.left < amount) return false
    this.left -= amount
    return true
  }

  /** Takes it whether or not it is there, and is owed at most as much as there can be at once. */
  charge(amount: number): void {
    this.refill()
    this.left = Math.max(-this.atOnce, this.left - amount)
  }

  /** Seconds until so much is there; infinite where it never can be. */
  wait(amount: number): number {
    this.refill()
    if (amount > this.atOnce) return Number.POSITIVE_INFINITY
    return Math.max(0, (amount - this.left) / this.aSecond)
  }

  get full(): boolean {
    this.refill()
    return this.left >= this.atOnce
  }

  private refill(): void {
    const now = performance.now()
    this.left = Math.min(this.atOnce, this.left + ((now - this.at) / 1000) * this.aSecond)
    this.at = now
  }
}
