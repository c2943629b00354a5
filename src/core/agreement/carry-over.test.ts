import { describe, expect, it } from 'vitest'
import { leftToCarry } from './carry-over.ts'
import type { Decision, Focus, Review, ReviewStatus } from './wall.ts'

const from = { area: 'f1', element: 2 as const, want: 'Én kontakt', sign: 'Eleven kender navnet', who: 'Konsulenten', when: 'uge 40' }
const point = (id: string, status: ReviewStatus | null, decision: Decision | null, more: Partial<Review> = {}): Review => ({
  id,
  what: `Skridt ${id}`,
  status,
  decision,
  note: '',
  from,
  ...more
})
const focus = (id: string): Focus => ({ id, element: null, want: '', sign: '', followUp: '', replyHow: '', replyWho: '', replyWhen: '' })
const idsOf = (reviews: Review[], there: Focus[] = []) => leftToCarry({ reviews, focus: there }).flatMap(({ points }) => points.map(({ id }) => id))

describe('what goes on into the new agreement', () => {
  it('[carried-on] is neither done nor let go, with who and without a day', () => {
    const reviews = [
      point('a', 'gjort', 'bliv-ved'),
      point('b', 'i-gang', 'slip'),
      point('c', 'i-gang', 'skru'),
      point('d', null, null),
      point('e', 'ikke-begyndt', null, { what: ' ' })
    ]
    expect(leftToCarry({ reviews, focus: [] })).toEqual([
      {
        element: 2,
        want: 'Én kontakt',
        sign: 'Eleven kender navnet',
        points: [
          { id: 'c', step: { what: 'Skridt c', who: 'Konsulenten' } },
          { id: 'd', step: { what: 'Skridt d', who: 'Konsulenten' } }
        ]
      }
    ])
  })

  it('[carried-on] goes over once, beside what has gone there of the same area, and anew where that is gone', () => {
    const reviews = [point('a', 'i-gang', null, { carried: 'ny' }), point('b', null, null)]
    expect(leftToCarry({ reviews, focus: [focus('ny')] })).toMatchObject([{ into: 'ny', points: [{ id: 'b' }] }])
    expect(idsOf(reviews)).toEqual(['a', 'b'])
    expect(idsOf([point('a', 'i-gang', null, { carried: 'ny' })], [focus('ny')])).toEqual([])
  })

  it('[carried-on] keeps the answer to the students as one, in its words of now', () => {
    const reply = (what: string) => point('s', null, null, { what, from: { ...from, reply: 'Svar til eleverne' } })
    const repliesOf = (what: string) => leftToCarry({ reviews: [reply(what)], focus: [] })[0]?.points[0]?.reply
    expect(repliesOf('Svar til eleverne: På klassemødet')).toEqual({ how: 'På klassemødet', who: 'Konsulenten' })
    expect(repliesOf('Svar til eleverne')).toEqual({ how: '', who: 'Konsulenten' })
    expect(repliesOf('Vi skriver til holdet'), 'rewritten whole').toEqual({ how: 'Vi skriver til holdet', who: 'Konsulenten' })
    expect(leftToCarry({ reviews: [point('a', null, null)], focus: [] })[0]?.points[0]).not.toHaveProperty('reply')
  })

  it('[carried-on] keeps a focus area that had no steps as one without, and what was written by hand without an area', () => {
    const hand: Review = { id: 'h', what: 'Velkomstbrev', status: null, decision: null, note: '' }
    expect(leftToCarry({ reviews: [point('a', null, null, { what: 'Én kontakt' }), hand], focus: [] })).toEqual([
      { element: 2, want: 'Én kontakt', sign: 'Eleven kender navnet', points: [{ id: 'a', step: null }] },
      { element: null, want: '', sign: '', points: [{ id: 'h', step: { what: 'Velkomstbrev', who: '' } }] }
    ])
  })
})
