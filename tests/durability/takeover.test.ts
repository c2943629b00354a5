import { describe, expect, it } from 'vitest'
import { takeoverRounds } from './takeover.ts'

/** A round of each, beside each other, since most of it is waiting for a lease to end; `node tests/durability/takeover.ts all` plays twenty of every kind of trouble. */
describe.concurrent('[one-owner] [saved-means-on-disk] a meeting of thirty goes on with all that was seen or confirmed,', () => {
  it.each(['kill', 'freeze'] as const)('when its server meets with a %s, seed 1', { timeout: 180_000 }, async kind => {
    const { lost, notStored, faults, rounds, seen, confirmed } = await takeoverRounds(kind, 1, 1)
    expect({ lost, notStored, faults }).toEqual({ lost: [], notStored: [], faults: [] })
    expect(rounds).toBe(1)
    expect(seen).toBeGreaterThan(100)
    expect(confirmed).toBeGreaterThan(20)
  })
})
