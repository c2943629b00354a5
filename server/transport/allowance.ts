/** So much at once, and so much a second from then on. */
export class Allowance {
  private readonly atOnce: number
  private readonly aSecond: number
  private left: number
  private at = performance.now()

  constructor(atOnce: number, aSecond: number) {
    this.atOnce = atOnce
    this.aSecond = aSecond
    this.left = atOnce
  }

  take(amount: number): boolean {
    const now = performance.now()
    this.left = Math.min(this.atOnce, this.left + ((now - this.at) / 1000) * this.aSecond)
    this.at = now
    if (this.left < amount) return false
    this.left -= amount
    return true
  }
}
