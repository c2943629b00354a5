import { describe, expect, it } from 'vitest'
import { agreementWords } from '../agreement/agreement-words.ts'
import { followUpOf } from './follow-up.ts'
import type { Minutes } from './minutes.ts'

const words = agreementWords({ steps: [] })
const agreement = (more: Partial<Minutes['agreements'][number]>): Minutes['agreements'][number] => ({
  id: 'f1',
  element: { number: 2, name: 'Organiseret samarbejde' },
  want: 'Én kontakt',
  sign: 'Eleven kender navnet',
  followUp: '2027-03-10',
  actions: [],
  reply: null,
  ...more
})
const from = { area: 'f1', element: 2, want: 'Én kontakt', sign: 'Eleven kender navnet', who: '', when: '' }

describe('what there is to follow up on', () => {
  it('is each step with its area, who and when, and the answer to the students', () => {
    const actions = [
      { what: 'Sæt tre møder', who: 'Konsulenten', when: 'uge 50' },
      { what: '', who: 'Lederen', when: '' }
    ]
    const reply = { how: 'på et møde', who: 'Vejlederen', when: 'uge 48' }
    expect(followUpOf({ agreements: [agreement({ actions, reply })], words })).toEqual([
      {
        area: 'f1',
        want: 'Én kontakt',
        points: [
          { what: 'Sæt tre møder', from: { ...from, who: 'Konsulenten', when: 'uge 50' } },
          { what: 'Svar til eleverne: på et møde', from: { ...from, who: 'Vejlederen', when: 'uge 48', reply: 'Svar til eleverne' } }
        ]
      }
    ])
  })

  it('is a focus area itself where it has no steps, and keeps steps whose area is gone together', () => {
    const orphan = agreement({ id: '', element: null, want: '', sign: '', actions: [{ what: 'Ring', who: '', when: '' }] })
    const areas = followUpOf({ agreements: [agreement({}), orphan], words })
    expect(areas.map(({ points }) => points.map(({ what }) => what))).toEqual([['Én kontakt'], ['Ring']])
    expect(areas[1]?.area).not.toBe('')
  })

  it('is nothing where nothing was agreed', () => {
    expect(followUpOf({ agreements: [], words })).toEqual([])
  })
})
