import { describe, expect, it } from 'vitest'
import { statusOverview } from '../figures/status.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument } from '../workshop/workshop.ts'
import { emptyStatus, figuresOf, readOwnStatus, statusFile } from './own-status.ts'

const instrument: Instrument = {
  title: 'Status',
  question: 'Hvordan står det til?',
  scale: ['ikke begyndt', 'på vej', 'på plads'],
  unknown: 'ved ikke',
  notApplicable: 'ikke relevant hos os',
  patterns: earlierPatterns,
  strengths: [{ id: 'skal', word: 'skal' }],
  items: ['A1', 'A2', 'A3'].map(id => ({ id, element: 3, strength: 'skal', text: `Tilsagn ${id}.` }))
}

describe('a status that one place answers', () => {
  it('comes back as it was kept', () => {
    const kept = { answers: { A1: 2, A2: 'notApplicable' }, place: 'Solgården', section: 1, changed: 5 }
    expect(readOwnStatus(JSON.stringify(kept), instrument)).toEqual(kept)
  })

  it.each([null, '', '{', '[]', '3', '{"answers":3}', 'null'])('is empty where %j was kept', text => {
    expect(readOwnStatus(text, instrument)).toEqual(emptyStatus)
  })

  it('leaves out answers that are not asked for, and mends the rest', () => {
    const kept = { answers: { A1: 3, A2: 'maybe', A3: 0, B9: 1 }, place: 7, section: -1, changed: 'x' }
    expect(readOwnStatus(JSON.stringify(kept), instrument)).toEqual({ answers: { A3: 0 }, place: '', section: 0, changed: 0 })
    const { notApplicable: _, ...without } = instrument
    expect(readOwnStatus('{"answers":{"A1":"notApplicable"}}', without as Instrument).answers).toEqual({})
  })

  it('is a picture of what was answered, and of what was not', () => {
    const { missing, columns } = statusOverview(figuresOf({ A1: 2, A2: 0 }, instrument), instrument, { sides: [] })
    expect(missing.map(({ id }) => id)).toEqual(['A2'])
    expect(columns).toEqual([2, 0, 'none'])
  })

  it('is a file with its day, and the place where one was written', () => {
    expect(statusFile('Aftalen', { answers: { A1: 2 }, place: ' Solgården ' }, '2026-11-27')).toEqual({
      format: 'pejling-status',
      version: 1,
      agreement: { title: 'Aftalen' },
      place: 'Solgården',
      date: '2026-11-27',
      answers: { A1: 2 }
    })
    expect(statusFile('Aftalen', { answers: {}, place: ' ' }, '2026-11-27')).not.toHaveProperty('place')
  })
})
