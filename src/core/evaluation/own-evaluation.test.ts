import { describe, expect, it } from 'vitest'
import { exampleForm as form } from './example-form.ts'
import { answerWord, emptyEvaluation, type OwnEvaluation, readOwnEvaluation } from './own-evaluation.ts'

const kept: OwnEvaluation = {
  passed: false,
  place: 'Åparken',
  answers: { maal: 0, logbog: 'unknown', time: 2 },
  keep: 'Morgenmødet.\nOg kaffen.',
  change: '',
  id: '0123456789abcdef',
  edition: 2
}

describe('a student’s evaluation on the device', () => {
  it('[evaluation-kept] comes back as it was kept, whether the period is passed or not', () => {
    for (const passed of [true, false, null]) expect(readOwnEvaluation(JSON.stringify({ ...kept, passed }), form)).toEqual({ ...kept, passed })
  })

  it.each([null, '', '{', '[]', '3', 'null', '{"answers":3}', '{"place":7,"passed":"ja","keep":[],"id":"Anne","edition":1}'])(
    'is empty where %j was kept',
    text => expect(readOwnEvaluation(text, form)).toEqual(emptyEvaluation)
  )

  it('leaves out answers that the form does not ask for, and an edition without an id', () => {
    const odd = { ...kept, answers: { maal: 4, logbog: -1, time: 3, andet: 0 }, id: '', edition: 3 }
    expect(readOwnEvaluation(JSON.stringify(odd), form)).toEqual({ ...kept, answers: { time: 3 }, id: '', edition: 0 })
  })

  it('says an answer in the form’s word', () => {
    expect([0, 3, 'unknown' as const, undefined].map(answer => answerWord(answer, form, 'ikke besvaret'))).toEqual([
      'ja',
      'nej',
      'ved ikke',
      'ikke besvaret'
    ])
  })
})
