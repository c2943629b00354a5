import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Privacy } from '../workshop/workshop.ts'
import { changeSettings, markedTitle, type Settings } from './settings.ts'

const privacy = fc.constantFrom<Privacy>('private', 'open', 'cards')
const settings = fc.record({ privacy, minimum: fc.integer({ min: 5, max: 20 }), keepDays: fc.constant(30) })
const wish = fc.record({ privacy, minimum: fc.integer({ min: 0, max: 25 }) }, { requiredKeys: [] })

const fresh = { ballots: 0, published: 0 }

describe('the settings of a board', () => {
  it('[settings-frozen] after the first ballot nothing changes but towards more privacy', () => {
    fc.assert(
      fc.property(settings, wish, fc.integer({ min: 1, max: 200 }), (current, wanted, ballots) => {
        const changed = changeSettings(current, wanted, { ballots, published: 0 })
        if (changed.ok) expect(changed.settings).toEqual({ ...current, privacy: wanted.privacy ?? current.privacy })
      })
    )
  })

  it('[minimum] before it, the minimum is only ever raised, to 20 at most', () => {
    fc.assert(
      fc.property(settings, wish, (current, wanted) => {
        const changed = changeSettings(current, wanted, fresh)
        if (!changed.ok) return
        expect(changed.settings.minimum).toBeGreaterThanOrEqual(current.minimum)
        expect(changed.settings.minimum).toBeLessThanOrEqual(20)
      })
    )
    const current: Settings = { privacy: 'private', minimum: 6, keepDays: 30 }
    expect(changeSettings(current, { minimum: 10 }, fresh)).toEqual({ ok: true, settings: { ...current, minimum: 10 } })
    expect(changeSettings(current, { minimum: 5 }, fresh)).toEqual({ ok: false, reason: 'lower-minimum' })
    for (const minimum of [4, 21, 5.5, Number.NaN]) expect(changeSettings(current, { minimum }, fresh)).toEqual({ ok: false, reason: 'out-of-range' })
  })

  it('[open-to-private] a board goes from open to private to cards, to cards before anything is published, and never back', () => {
    const rank: Record<Privacy, number> = { open: 0, private: 1, cards: 2 }
    fc.assert(
      fc.property(settings, privacy, fc.nat(3), fc.nat(2), (current, wanted, ballots, published) => {
        const changed = changeSettings(current, { privacy: wanted }, { ballots, published })
        const reason = rank[wanted] < rank[current.privacy] ? 'less-private' : 'published'
        const refused = reason === 'less-private' || (wanted === 'cards' && current.privacy !== 'cards' && published > 0)
        expect(changed).toEqual(refused ? { ok: false, reason } : { ok: true, settings: { ...current, privacy: wanted } })
      })
    )
  })
})

describe('a rehearsal', () => {
  it('[rehearsal-marked] is called one whatever its title is, and stays one whatever is changed', () => {
    expect(markedTitle('LUU i marts', { rehearsal: true })).toBe('Øvelse: LUU i marts')
    expect(markedTitle('Øvelse: LUU i marts', { rehearsal: true })).toBe('Øvelse: LUU i marts')
    expect(markedTitle('LUU i marts', {})).toBe('LUU i marts')
    fc.assert(
      fc.property(settings, wish, (current, wanted) => {
        const changed = changeSettings({ ...current, rehearsal: true }, wanted, fresh)
        if (changed.ok) expect(changed.settings.rehearsal).toBe(true)
        const meeting = changeSettings(current, wanted, fresh)
        if (meeting.ok) expect(meeting.settings).not.toHaveProperty('rehearsal')
      })
    )
  })
})
