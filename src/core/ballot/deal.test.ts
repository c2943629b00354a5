import { describe, expect, it } from 'vitest'
import { publishRating } from '../figures/disclosure.ts'
import { isWithheld } from '../figures/results.ts'
import { meeting } from '../test-meeting.ts'
import type { Instrument } from '../workshop/workshop.ts'
import { deal, mayBeCounted, tooMany } from './deal.ts'

const start = meeting.instruments.start as Instrument
const oneEach: Instrument = { ...start, items: start.items.filter(({ element }, at, all) => all.findIndex(each => each.element === element) === at) }
const rows = oneEach.items.map(({ id }) => ({
  item: id,
  counts: [
    { answer: 0, count: 3 },
    { answer: 2, count: 2 },
    { answer: 'unknown' as const, count: 1 }
  ]
}))

describe('[counts-dealt] a pile of paper that was counted', () => {
  it('[counts-dealt] may be typed in only where each element has one statement', () => {
    expect(mayBeCounted(oneEach)).toBe(true)
    expect(mayBeCounted(start)).toBe(false)
  })

  it('[counts-dealt] makes ballots that say what was counted, however they are dealt, and no more people than must have answered', () => {
    const dealt = deal(8, rows)
    expect(dealt).toHaveLength(6)
    const settings = { privacy: 'private' as const, minimum: 5, keepDays: 30 }
    const ballots = dealt.map(answers => ({ answers: { svar: answers }, votes: {}, done: [] }))
    const published = publishRating({ ballots, step: 'svar', instrument: oneEach, settings, split: null })
    for (const figure of [...Object.values(published.items), ...Object.values(published.elements)]) {
      expect(isWithheld(figure)).toBe(false)
      if (!isWithheld(figure)) expect([figure.counts.slice(0, 3), figure.unknown]).toEqual([[3, 0, 2], 1])
    }
    // Dealt the other way round the same is published.
    const turned = deal(
      8,
      rows.map((row, at) => ({ ...row, counts: at % 2 ? [...row.counts].reverse() : row.counts }))
    )
    const others = turned.map(answers => ({ answers: { svar: answers }, votes: {}, done: [] }))
    expect(publishRating({ ballots: others, step: 'svar', instrument: oneEach, settings, split: null })).toEqual(published)
  })

  it('[counts-dealt] names the statements of which more was counted than there are people', () => {
    expect(tooMany(6, rows)).toEqual([])
    expect(tooMany(5, rows)).toEqual(rows.map((_, at) => at))
  })
})
