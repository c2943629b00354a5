import { describe, expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import { draftOf } from './draft.ts'
import { keep, openFile } from './kept-drejebog.ts'

const whole = JSON.stringify(keep(draftOf(meeting), 0))

describe('a file with a drejebog', () => {
  it('is opened as it was saved', () => {
    expect(openFile(whole, 'a.json')).toEqual({ json: JSON.parse(whole) })
  })

  it.each([
    ['a photo', '\u0089PNG\r\n', 'er ikke en drejebog fra Pejling. Vælg en fil'],
    ['half a file', whole.slice(0, 200), 'Hent filen igen'],
    ['a list', '[]', 'er ikke en drejebog fra Pejling'],
    ['nothing', 'null', 'er ikke en drejebog fra Pejling'],
    ['saved minutes', '{"version":1,"ratings":[]}', 'er et referat og ikke en drejebog'],
    ['a later version', whole.replace('"version":1', '"version":2'), 'er fra en nyere udgave af Pejling']
  ])('[typed-kept] of %s gets a sentence with its name and what to do', (_, text, sentence) => {
    const opened = openFile(text, 'min fil.json')
    expect('problem' in opened && opened.problem).toContain(sentence)
    expect('problem' in opened && opened.problem).toContain('”min fil.json”')
  })
})
