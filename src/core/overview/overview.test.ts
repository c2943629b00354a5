import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { ElementNumber } from '../workshop/workshop.ts'
import { moved, type OverviewMeeting, overviewOf, sameMeeting } from './overview.ts'

const high: Figure = { counts: [0, 0, 0, 0, 9], unknown: 0 }
const low: Figure = { counts: [9, 0, 0, 0, 0], unknown: 0 }
const few: Figure = { withheld: 'few' }

type Rating = Minutes['ratings'][number]
const rating = (figures: Figure[], question = 'Hvor er I?'): Rating => ({
  step: 'svar',
  title: 'Hver for sig',
  question,
  scale: ['slet ikke', 'i mindre grad', 'i nogen grad', 'i høj grad', 'i meget høj grad'],
  unknown: 'ved ikke',
  patterns: earlierPatterns,
  answered: 9,
  heads: null,
  elements: figures.map((figure, at) => {
    const number = (at + 1) as ElementNumber
    return {
      number,
      name: `Element ${number}`,
      figure,
      difference: '',
      items: [{ id: `u${number}`, wordings: [{ text: 'Vi spørger.', who: '' }], figure }]
    }
  }),
  split: null
})
const meeting = (id: string, ...ratings: Rating[]): OverviewMeeting => ({
  id,
  minutes: { made: `2026-0${id}-01T09:00:00Z`, workshop: 'LUU', title: `Møde ${id}`, ratings } as unknown as Minutes
})

describe('an overview', () => {
  it('[overview-order] stands in the order that was given, whatever the figures say, and elements by their number', () => {
    const [a, b, c] = [meeting('1', rating([low, high])), meeting('2', rating([high, few])), meeting('3', rating([few, low]))]
    for (const order of [
      [a, b, c],
      [c, a, b],
      [b, c, a]
    ]) {
      const [group] = overviewOf(order)
      expect(group?.columns.map(({ meeting }) => meeting.id)).toEqual(order.map(({ id }) => id))
      expect(group?.rows.map(({ number }) => number)).toEqual([1, 2])
    }
  })

  it('[overview-published-only] holds the published figures and nothing that is made of several', () => {
    const [group] = overviewOf([meeting('1', rating([low, few])), meeting('2', rating([high, high])), meeting('3', rating([few, low]))])
    expect(group?.rows.map(({ figures }) => figures)).toEqual([
      [low, high, few],
      [few, high, low]
    ])
    expect(Object.keys(group?.rows[0] ?? {}).sort()).toEqual(['difference', 'figures', 'name', 'number'])
  })

  it('[overview-same-words] sets side by side only what was asked in the same words', () => {
    const other = rating([low])
    const reworded = structuredClone(other)
    if (reworded.elements[0]?.items[0]) reworded.elements[0].items[0].wordings = [{ text: 'Vi lytter.', who: '' }]
    const rescaled = { ...other, scale: ['nej', 'måske', 'lidt', 'ja', 'helt'] }
    const groups = overviewOf([
      meeting('1', other),
      meeting('2', reworded),
      meeting('3', rescaled),
      meeting('4', rating([high])),
      meeting('5', rating([low], 'Hvor vil I hen?'))
    ])
    expect(groups.map(({ columns }) => columns.map(({ meeting }) => meeting.id))).toEqual([['1', '4'], ['2'], ['3'], ['5']])
  })

  it('names the round where a meeting asked the same twice', () => {
    const [group] = overviewOf([meeting('1', rating([low]), { ...rating([high]), step: 'igen', title: 'En gang til' })])
    expect(group?.columns.map(({ round }) => round)).toEqual(['Hver for sig', 'En gang til'])
    expect(overviewOf([meeting('1', rating([low]))])[0]?.columns[0]?.round).toBe('')
  })

  it('[then-now-chance] says of two what chance can do, and nothing of one or of three', () => {
    const differences = (...meetings: OverviewMeeting[]) => overviewOf(meetings)[0]?.rows.map(({ difference }) => difference)
    const [a, b, c] = [meeting('1', rating([low, few])), meeting('2', rating([high, high])), meeting('3', rating([low, low]))]
    expect(differences(a, b)).toEqual(['larger', 'few'])
    expect(differences(a)).toEqual([null, null])
    expect(differences(a, b, c)).toEqual([null, null])
  })

  it('[overview-order] moves a meeting by one place, and none beyond an end', () => {
    const all = [meeting('1'), meeting('2'), meeting('3')]
    const ids = (list: OverviewMeeting[]) => list.map(({ id }) => id).join('')
    expect([ids(moved(all, '2', -1)), ids(moved(all, '2', 1)), ids(moved(all, '1', -1)), ids(moved(all, '3', 1))]).toEqual([
      '213',
      '132',
      '123',
      '123'
    ])
  })

  it('knows a meeting that is there already, with its title corrected', () => {
    const there = [meeting('1'), meeting('2')]
    expect(sameMeeting(there, { ...meeting('2').minutes, title: 'Et andet navn' })?.id).toBe('2')
    expect(sameMeeting(there, meeting('3').minutes)).toBeUndefined()
  })
})
