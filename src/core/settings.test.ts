import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeSettings, type Settings } from './settings.ts'
import type { Privacy } from './workshop.ts'

const privacy = fc.constantFrom<Privacy>('private', 'open', 'cards')
const settings = fc.record({ privacy, minimum: fc.integer({ min: 5, max: 20 }), keepDays: fc.constant(30) })
const wish = fc.record({ privacy, minimum: fc.integer({ min: 0, max: 25 }) }, { requiredKeys: [] })

describe('the settings of a board', () => {
  it('[settings-frozen] after the first ballot nothing changes but from open to private', () => {
    fc.assert(
      fc.property(settings, wish, fc.integer({ min: 1, max: 200 }), (current, wanted, ballots) => {
        const changed = changeSettings(current, wanted, ballots)
        const toPrivate = current.privacy === 'open' && wanted.privacy === 'private'
        if (changed.ok) expect(changed.settings).toEqual(toPrivate ? { ...current, privacy: 'private' } : current)
      })
    )
  })

  it('[minimum] before it, the minimum is only ever raised, to 20 at most', () => {
    fc.assert(
      fc.property(settings, wish, (current, wanted) => {
        const changed = changeSettings(current, wanted, 0)
        if (!changed.ok) return
        expect(changed.settings.minimum).toBeGreaterThanOrEqual(current.minimum)
        expect(changed.settings.minimum).toBeLessThanOrEqual(20)
      })
    )
    const current: Settings = { privacy: 'private', minimum: 6, keepDays: 30 }
    expect(changeSettings(current, { minimum: 10 }, 0)).toEqual({ ok: true, settings: { ...current, minimum: 10 } })
    expect(changeSettings(current, { minimum: 5 }, 0)).toEqual({ ok: false, reason: 'lower-minimum' })
    for (const minimum of [4, 21, 5.5, Number.NaN]) expect(changeSettings(current, { minimum }, 0)).toEqual({ ok: false, reason: 'out-of-range' })
  })

  it('[open-to-private] a board goes from open to private and no other way', () => {
    fc.assert(
      fc.property(settings, privacy, fc.nat(3), (current, wanted, ballots) => {
        const changed = changeSettings(current, { privacy: wanted }, ballots)
        const allowed = wanted === current.privacy || (current.privacy === 'open' && wanted === 'private')
        expect(changed).toEqual(allowed ? { ok: true, settings: { ...current, privacy: wanted } } : { ok: false, reason: 'less-private' })
      })
    )
  })
})
