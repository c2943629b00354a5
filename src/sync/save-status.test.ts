import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Saving, saveStatus, saveWords, worstStatus } from './save-status.ts'

const settled: Saving = { connected: true, synced: true, sent: 1, confirmed: 1, dirty: false, stopped: false }

describe('saveStatus', () => {
  it('[saved-means-on-disk] says "Gemt" when the server has confirmed all that was sent, and never otherwise', () => {
    fc.assert(
      fc.property(
        fc.record({
          connected: fc.boolean(),
          synced: fc.boolean(),
          sent: fc.nat(5),
          confirmed: fc.nat(5),
          dirty: fc.boolean(),
          stopped: fc.boolean()
        }),
        saving => {
          const onDisk = saving.connected && saving.synced && !saving.stopped && saving.confirmed >= saving.sent
          expect(saveStatus(saving) === 'saved').toBe(onDisk)
        }
      )
    )
  })
  it('[saved-means-on-disk] tells what was typed without a connection as not saved', () => {
    expect(saveStatus({ ...settled, connected: false, dirty: true })).toBe('unsaved')
    expect(saveWords.unsaved.short).toBe('Ikke gemt, forbindelsen er væk')
  })
  it('tells a lost connection with nothing typed from one with something typed', () =>
    expect(saveStatus({ ...settled, connected: false })).toBe('offline'))
  it('goes on saying "Gemmer" after a reconnection until the server has confirmed what was typed meanwhile', () =>
    expect(saveStatus({ ...settled, synced: false, sent: 0, confirmed: 0, dirty: true })).toBe('saving'))
})

describe('worstStatus', () => {
  it('is the worst of a board’s documents', () => {
    expect(worstStatus(['saved', 'saving', 'saved'])).toBe('saving')
    expect(worstStatus(['saved', 'unsaved', 'offline'])).toBe('unsaved')
  })
})
