import { describe, expect, it } from 'vitest'
import { evaluationFile, evaluationFileName, readEvaluationFile, type SavedEvaluation } from './evaluation-file.ts'
import { exampleForm as form } from './example-form.ts'

const saved: SavedEvaluation = {
  id: '0123456789abcdef',
  edition: 2,
  place: 'Åparken',
  answers: { maal: 0, time: 'unknown' },
  keep: 'Morgenmødet.\nOg kaffen.',
  change: ''
}
const file = evaluationFile(saved, form)
const read = (value: unknown) => readEvaluationFile(typeof value === 'string' ? value : JSON.stringify(value), form)

describe('an evaluation as a file', () => {
  it('holds the statements and the answers in words, and neither a day nor whether the period is passed', () => {
    expect(file).toEqual({
      format: 'pejling-evaluering',
      version: 1,
      agreement: { title: 'Aftalen' },
      form: { title: 'Skemaet' },
      id: '0123456789abcdef',
      edition: 2,
      place: 'Åparken',
      answers: [
        { id: 'maal', text: 'Jeg nåede mine mål.', answer: 'ja' },
        { id: 'time', text: 'Jeg fik min time.', answer: 'ved ikke' }
      ],
      keep: 'Morgenmødet.\nOg kaffen.'
    })
    const own = { ...saved, passed: true }
    expect(evaluationFile(own, form)).toEqual(file)
    expect(evaluationFileName(saved.id)).toBe('evaluering-01234567.json')
  })

  it('comes back as it was saved, with a place and words or without', () => {
    expect(read(file)).toEqual(saved)
    const bare: SavedEvaluation = { ...saved, place: ' ', keep: '', answers: {} }
    expect(read(evaluationFile(bare, form))).toEqual({ ...bare, place: '' })
  })

  it.each<[string, unknown, string]>([
    ['half a file', JSON.stringify(file).slice(0, 90), 'unreadable'],
    ['a list', [], 'other-kind'],
    ['a status', { ...file, format: 'pejling-status' }, 'other-kind'],
    ['a newer one', { ...file, version: 2, id: 7 }, 'newer'],
    ['no version', { ...file, version: undefined }, 'broken'],
    ['no id', { ...file, id: 'Anne' }, 'broken'],
    ['no edition', { ...file, edition: 0 }, 'broken'],
    ['a place that is a number', { ...file, place: 7 }, 'broken'],
    ['words without an end', { ...file, keep: 'x'.repeat(4001) }, 'broken'],
    ['answers by id', { ...file, answers: { maal: 0 } }, 'broken'],
    ['an answer twice', { ...file, answers: [file.answers[0], file.answers[0]] }, 'broken']
  ])('is not read of %s', (_, value, reason) => expect(read(value)).toBe(reason))

  it.each<[string, unknown]>([
    ['another agreement', { ...file, agreement: { title: 'En anden' } }],
    ['another form', { ...file, form: { title: 'Et andet' } }],
    ['a statement in other words', { ...file, answers: [{ id: 'maal', text: 'Jeg nåede alt.', answer: 'ja' }] }],
    ['a statement of another form', { ...file, answers: [{ id: 'ro', text: 'Jeg havde ro.', answer: 'ja' }] }],
    ['an answer in another word', { ...file, answers: [{ id: 'maal', text: 'Jeg nåede mine mål.', answer: 'i høj grad' }] }]
  ])('[evaluation-same-words] is not read of %s', (_, value) => expect(read(value)).toBe('other-form'))
})
