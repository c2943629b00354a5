import { describe, expect, it } from 'vitest'
import { type Saving, saveStatus, saveWords, worstStatus } from './save-status.ts'

/** A connection that has exchanged its states, and on which everything that was sent is on disk. */
const settled: Saving = { connected: true, early: false, doubted: false, synced: true, sent: 1, confirmed: 1, dirty: false, stopped: false }

const cases: [when: string, saving: Partial<Saving>, words: string][] = [
  ['everything that was sent is on disk', {}, 'Gemt'],
  ['the server has confirmed more than was sent since', { sent: 2, confirmed: 3 }, 'Gemt'],
  ['all of many is on disk', { sent: 5, confirmed: 5, dirty: false }, 'Gemt'],
  ['the last of many is not confirmed', { sent: 5, confirmed: 4, dirty: true }, 'Gemmer'],
  ['nothing of what was sent is confirmed', { sent: 1, confirmed: 0, dirty: true }, 'Gemmer'],
  ['something was sent that was not typed here, and is not confirmed', { sent: 2, confirmed: 1, dirty: false }, 'Gemmer'],
  [
    'the states are not exchanged after a reconnection, and something was typed meanwhile',
    { synced: false, sent: 0, confirmed: 0, dirty: true },
    'Gemmer'
  ],
  ['the states are not exchanged, whatever the counts say', { synced: false, sent: 1, confirmed: 1, dirty: true }, 'Gemmer'],
  ['the page is new', { synced: false, sent: 0, confirmed: 0 }, 'Forbinder'],
  ['the connection is gone with nothing typed', { connected: false }, 'Forbindelsen er væk'],
  ['the connection is gone before it ever was', { connected: false, synced: false, sent: 0, confirmed: 0 }, 'Forbindelsen er væk'],
  ['the document has not been open yet', { connected: false, early: true, synced: false, sent: 0, confirmed: 0 }, 'Forbinder'],
  ['it has not, and something was chosen already', { connected: false, early: true, synced: false, sent: 0, confirmed: 0, dirty: true }, 'Forbinder'],
  ['the browser says that it is offline, and the socket that it is open', { doubted: true }, 'Forbindelsen er væk'],
  ['the same with something that is not confirmed', { doubted: true, sent: 2, confirmed: 1, dirty: true }, 'Ikke gemt, forbindelsen er væk'],
  ['the connection is gone, and something was typed', { connected: false, dirty: true }, 'Ikke gemt, forbindelsen er væk'],
  ['the connection went before the last was confirmed', { connected: false, sent: 5, confirmed: 4, dirty: true }, 'Ikke gemt, forbindelsen er væk'],
  ['the server has closed the door', { stopped: true }, 'Ikke forbundet'],
  ['the server has closed the door on what was typed', { stopped: true, connected: false, dirty: true }, 'Ikke forbundet']
]

describe('saveStatus', () => {
  it.each(cases)('[saved-means-on-disk] when %s', (_, saving, words) => {
    expect(saveWords[saveStatus({ ...settled, ...saving })].short).toBe(words)
  })

  it('[saved-means-on-disk] says "Gemt" of one status alone', () => {
    expect(Object.values(saveWords).filter(({ short }) => short === 'Gemt')).toEqual([saveWords.saved])
    expect(new Set(Object.values(saveWords).map(({ short }) => short)).size).toBe(6)
  })
})

describe('worstStatus', () => {
  it('is the worst of a board’s documents', () => {
    expect(worstStatus(['saved', 'saving', 'saved'])).toBe('saving')
    expect(worstStatus(['saved', 'unsaved', 'offline'])).toBe('unsaved')
  })

  it('[saved-means-on-disk] is not saved where one has lost its connection and another has something on its way', () => {
    expect(worstStatus(['offline', 'saving', 'saved'])).toBe('unsaved')
    expect(worstStatus(['offline', 'connecting', 'saved'])).toBe('offline')
  })

  it('[saved-means-on-disk] is not known of none', () => {
    expect(saveWords[worstStatus([])].short).toBe('Forbinder')
  })
})
