import { expect, it } from 'vitest'
import { killRounds } from './kill.ts'

/** Three rounds; `node tests/durability/kill.ts 50` does as many as one likes. */
it(
  '[disk-before-visible] [saved-means-on-disk] killed at random moments of a meeting of thirty, seed 1: nothing that was seen or confirmed is lost, and nothing is twice',
  {
    timeout: 180_000
  },
  async () => {
    const { lost, faults, kills, seen, confirmed } = await killRounds(3, 1)
    expect({ lost, faults }).toEqual({ lost: [], faults: [] })
    expect(kills).toBeGreaterThanOrEqual(3)
    expect(seen).toBeGreaterThan(300)
    expect(confirmed).toBeGreaterThan(300)
  }
)

it(
  '[saved-means-on-disk] ended by SIGTERM in a meeting of thirty, seed 2: everybody is told 1012, and nothing is lost',
  {
    timeout: 120_000
  },
  async () => {
    const { lost, faults, kills, confirmed } = await killRounds(2, 2, { signal: 'SIGTERM' })
    expect({ lost, faults }).toEqual({ lost: [], faults: [] })
    expect(kills).toBeGreaterThanOrEqual(2)
    expect(confirmed).toBeGreaterThan(200)
  }
)
