import * as fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import { type AskedAgreement, matrixCsv, matrixOf, narrowed, type Place, placeName, placeOfMinutes, placeOfStatus } from './places.ts'

const scale = { scale: ['ikke begyndt', 'på vej', 'på plads'], unknown: 'ved ikke', notApplicable: 'ikke relevant hos os' }
const agreement: AskedAgreement = {
  title: 'Aftalen',
  scale,
  chapters: [
    {
      number: 1,
      title: 'Velkomst',
      commitments: [
        { id: 'B01', text: 'Eleven får en velkomst.', strength: 'skal' },
        { id: 'B02', text: 'Eleven får en plan; i god tid.', strength: 'boer' }
      ]
    },
    { number: 2, title: 'Vejledning', commitments: [{ id: 'B03', text: 'Eleven får vejledning.', strength: 'skal' }] }
  ]
}
const high: Figure = { counts: [0, 0, 6], unknown: 0 }
const low: Figure = { counts: [6, 0, 0], unknown: 0 }
type Asked = [id: string, text: string, figure: Figure]
const rating = (items: Asked[], words = scale) => ({
  ...words,
  elements: [{ number: 1, figure: low, items: items.map(([id, text, figure]) => ({ id, wordings: [{ text, who: '' }], figure })) }]
})
const minutes = (...ratings: ReturnType<typeof rating>[]): Minutes =>
  ({ title: 'Møde', made: '2026-11-02T09:00:00Z', workshop: 'Status', settings: {}, ratings }) as unknown as Minutes
const welcome = (figure: Figure): Asked => ['B01', 'Eleven får en velkomst.', figure]
const place = (id: string, statuses: Place['statuses'], name = `Sted ${id}`): Place => ({
  id,
  name,
  title: '',
  made: '2026-11-02',
  rehearsal: false,
  key: id,
  statuses,
  unknownIds: 0
})

describe('a place', () => {
  it('[place-same-words] is read from minutes by id and words and scale, and what differs is told', () => {
    expect(
      placeOfMinutes(minutes(rating([welcome(high), ['B03', 'Eleven får lidt vejledning.', low], ['X9', 'Andet.', low]])), agreement)
    ).toMatchObject({
      statuses: { B01: 2, B03: 'otherWords' },
      unknownIds: 1
    })
    const rescaled = rating([welcome(high)], { ...scale, scale: ['nej', 'måske', 'ja'] })
    expect(placeOfMinutes(minutes(rescaled), agreement)).toBe('other-agreement')
    expect(placeOfMinutes(minutes(rating([['X9', 'Andet.', low]])), agreement)).toBe('other-agreement')
    expect(placeOfMinutes(minutes(), agreement)).toBe('nothing-shown')
  })

  it('[place-same-words] keeps an answer in the same words whatever comes in others, and the last of two', () => {
    const other = rating([['B01', 'Noget andet.', low]])
    for (const ratings of [
      [other, rating([welcome(high)])],
      [rating([welcome(high)]), other],
      [rating([welcome(low)]), rating([welcome(high)])]
    ])
      expect(placeOfMinutes(minutes(...ratings), agreement)).toMatchObject({ statuses: { B01: 2 } })
  })

  it('[place-same-words] is read from its own status of the same agreement alone, and of what it knows', () => {
    const file = { agreement: { title: 'Aftalen' }, place: 'Åparken', date: '2026-11-20', answers: { B01: 2, B03: 'unknown', X9: 0 } as const }
    expect(placeOfStatus(file, agreement)).toMatchObject({ name: 'Åparken', statuses: { B01: 2, B03: 'unknown' }, unknownIds: 1 })
    expect(placeOfStatus({ ...file, agreement: { title: 'En anden' } }, agreement)).toBe('other-agreement')
    expect(placeOfStatus({ ...file, answers: { constructor: 1 } }, agreement)).toBe('other-agreement')
    expect(placeOfStatus({ ...file, answers: {} }, agreement)).toBe('nothing-shown')
  })

  it('is the same by the same file, in whatever order its answers stand', () => {
    const key = (answers: Record<string, number>) => {
      const found = placeOfStatus({ agreement: { title: 'Aftalen' }, date: '2026-11-20', answers }, agreement)
      return typeof found === 'string' ? found : found.key
    }
    expect(key({ B01: 2, B03: 1 })).toBe(key({ B03: 1, B01: 2 }))
    expect(key({ B01: 2, B03: 1 })).not.toBe(key({ B01: 2, B03: 2 }))
  })

  it('[rehearsal-marked] is called by its name, by its number without one, and a rehearsal by what it is', () => {
    expect(placeName({ name: ' ', rehearsal: false }, 1)).toBe('Sted 2')
    expect(placeName({ name: 'Åparken', rehearsal: true }, 0)).toBe('Øvelse: Åparken')
  })
})

describe('a matrix of places', () => {
  const [a, b, c] = [place('a', { B01: 2, B02: 0 }), place('b', { B01: 0, B02: 1 }), place('c', { B01: 'withheld', B02: 0 })]

  it('[overview-order] has places as they are given and commitments as the agreement has them, whatever they say', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([a, b, c], { minLength: 1 }), order => {
        const matrix = matrixOf(agreement, order)
        expect(matrix.flatMap(({ rows }) => rows.map(({ commitment }) => commitment.id))).toEqual(['B01', 'B02'])
        expect(matrix[0]?.rows[0]?.statuses).toEqual(order.map(({ statuses }) => statuses.B01))
      })
    )
  })

  it('[place-published-only] holds words alone', () => {
    const [chapter] = matrixOf(agreement, [a, b, c])
    expect(chapter?.rows.map(({ statuses, finding }) => [...statuses, finding])).toEqual([
      [2, 0, 'withheld', 'somewhere'],
      [0, 1, 0, 'missing']
    ])
    expect(Object.keys(chapter?.rows[0] ?? {})).toEqual(['commitment', 'statuses', 'finding'])
  })

  it('is narrowed by finding, strength and chapter, and what nobody was asked about is not in it', () => {
    const all = { finding: null, strength: null, chapter: null }
    const ids = (by: Partial<Parameters<typeof narrowed>[1]>) =>
      narrowed(matrixOf(agreement, [a, b, place('d', { B01: 0, B03: 0 })]), { ...all, ...by }).flatMap(({ rows }) =>
        rows.map(({ commitment }) => commitment.id)
      )
    expect(ids({})).toEqual(['B01', 'B02', 'B03'])
    expect(ids({ finding: 'missing' })).toEqual(['B02', 'B03'])
    expect(ids({ finding: 'somewhere' })).toEqual(['B01'])
    expect(ids({ strength: 'skal' })).toEqual(['B01', 'B03'])
    expect(ids({ chapter: 2 })).toEqual(['B03'])
    expect(ids({ chapter: 2, strength: 'boer' })).toEqual([])
  })

  it('is a table for a spreadsheet, in words, with no formula of a name', () => {
    const text = matrixCsv(
      matrixOf(agreement, [a, b]),
      [{ ...a, name: '=1+1' }, b],
      scale,
      strength => (strength === 'boer' ? 'bør' : strength),
      status => (typeof status === 'number' ? (scale.scale[status] ?? '') : status)
    )
    expect(Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { delimiter: ';', skipEmptyLines: true }).data).toEqual([
      ['Id', 'Kapitel', 'Styrke', 'Tilsagn', "'=1+1", 'Sted b', 'Samlet'],
      ['B01', '1. Velkomst', 'skal', 'Eleven får en velkomst.', 'på plads', 'ikke begyndt', 'på plads nogle steder'],
      ['B02', '1. Velkomst', 'bør', 'Eleven får en plan; i god tid.', 'ikke begyndt', 'på vej', 'mangler alle steder']
    ])
  })
})
