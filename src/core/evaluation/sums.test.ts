import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import { people } from '../figures/scale.ts'
import { dialogueText } from './dialogue.ts'
import type { SavedEvaluation } from './evaluation-file.ts'
import { exampleForm as form } from './example-form.ts'
import { countsOf, FORMS_LEAST, figureInWords, sumsOf } from './sums.ts'

let made = 0
const one = (
  place: string,
  answers: SavedEvaluation['answers'] = { maal: 0, logbog: 1, time: 3 },
  words: Partial<SavedEvaluation> = {}
): SavedEvaluation => ({
  id: (made++).toString(16).padStart(16, '0'),
  edition: 1,
  place,
  answers,
  keep: '',
  change: '',
  ...words
})
const many = (count: number, place: string, answers?: SavedEvaluation['answers']): SavedEvaluation[] =>
  Array.from({ length: count }, () => one(place, answers))
const sumOf = (forms: SavedEvaluation[], id: string) => {
  const found = sumsOf(form, forms)
    .sections.flatMap(({ statements }) => statements)
    .find(statement => statement.id === id)
  if (!found) throw new Error(`no statement ${id}`)
  return found
}
const size = (figure: Figure | undefined): number | string =>
  figure === undefined ? 'none' : 'withheld' in figure ? figure.withheld : people(figure)

describe('sums of students’ evaluations', () => {
  it('[evaluation-five] are none of four forms but how many they are, and are there from the fifth', () => {
    const words = { keep: 'Alt', change: 'Intet' }
    const four = Array.from({ length: 4 }, () => one('Åparken', { maal: 0 }, words))
    expect(sumsOf(form, four)).toEqual({
      forms: 4,
      places: [],
      smallPlaces: [{ name: 'Åparken', forms: 4 }],
      withoutPlace: 0,
      sections: [],
      keep: null,
      change: null
    })
    const five = sumsOf(form, [...four, one('Åparken', { maal: 3 }, words)])
    expect(five.sections.map(({ together }) => together)).toEqual(['Udbyttet', 'Rammerne'])
    expect(five.sections[0]?.statements[0]?.whole).toEqual({ counts: [4, 0, 0, 1], unknown: 0 })
    expect(five.places).toEqual([{ name: 'Åparken', forms: 5 }])
  })

  it('[evaluation-five] counts of a statement those who have answered it, ”ved ikke” among them', () => {
    const forms = [...many(4, ''), one('', { maal: 'unknown', logbog: 0 })]
    expect(sumOf(forms, 'maal').whole).toEqual({ counts: [4, 0, 0, 0], unknown: 1 })
    expect(sumOf(forms, 'logbog').whole).toEqual({ counts: [1, 4, 0, 0], unknown: 0 })
    expect(sumOf(forms, 'time').whole).toEqual({ withheld: 'few' })
  })

  it('[evaluation-places] gives a place figures of its own from five forms, by name, whatever its spaces and capitals', () => {
    const sums = sumsOf(form, [
      ...many(3, 'Østergård'),
      ...many(3, ' østergård '),
      ...many(5, 'Bakken'),
      ...many(4, 'Ådal'),
      ...many(2, 'Zebra'),
      ...many(1, '')
    ])
    expect(sums.places).toEqual([
      { name: 'Bakken', forms: 5 },
      { name: 'Østergård', forms: 6 }
    ])
    expect(sums.smallPlaces).toEqual([
      { name: 'Zebra', forms: 2 },
      { name: 'Ådal', forms: 4 }
    ])
    expect(sums.withoutPlace).toBe(1)
  })

  it.each<[string, SavedEvaluation[], (number | string)[]]>([
    ['all have a place of their own', [...many(5, 'A'), ...many(6, 'B')], [5, 6]],
    ['five are left over', [...many(5, 'A'), ...many(6, 'B'), ...many(5, '')], [5, 6]],
    ['four are left over', [...many(6, 'A'), ...many(5, 'B'), ...many(4, 'C')], [6, 'difference']],
    ['one without a place is left over', [...many(5, 'A'), ...many(5, 'B'), ...many(1, '')], ['difference', 5]],
    ['the only place is left with one', [...many(7, 'A'), ...many(1, 'B')], ['difference']],
    ['a place has too few answers to the statement', [...many(6, 'A'), ...many(4, 'B'), one('B', {})], ['difference', 'few']]
  ])('[evaluation-places] withholds as much as subtraction needs, where %s', (_, forms, sizes) => {
    expect(sumOf(forms, 'maal').places.map(size)).toEqual(sizes)
  })

  it('[evaluation-places] leaves no group of one to four to be worked out, of any sizes of places', () => {
    let seen = 0
    const upTo = [0, 1, 2, 3, 4, 5, 6, 7, 9]
    for (const a of upTo)
      for (const b of upTo)
        for (const c of upTo)
          for (const none of [0, 1, 4, 5]) {
            // Of place A two have skipped the statement.
            const skipped = many(Math.min(a, 2), 'A', {})
            const forms = [...many(a - skipped.length, 'A'), ...skipped, ...many(b, 'B'), ...many(c, 'C'), ...many(none, '')]
            if (forms.length < FORMS_LEAST) continue
            const { whole, places } = sumOf(forms, 'maal')
            const shown = places.flatMap(figure => ('withheld' in figure ? [] : [people(figure)]))
            for (const count of shown) expect(count).toBeGreaterThanOrEqual(FORMS_LEAST)
            if ('withheld' in whole) {
              expect(shown).toEqual([])
              continue
            }
            const left = people(whole) - shown.reduce((sum, count) => sum + count, 0)
            expect(left === 0 || left >= FORMS_LEAST, `${a} ${b} ${c} ${none}: ${left} left`).toBe(true)
            seen++
          }
    expect(seen).toBeGreaterThan(1000)
  })

  it('[evaluation-words-apart] tells what was written from five texts on, each question by itself, in an order that no form has', () => {
    const texts = ['Ørnene', 'anden', 'Zebra', '  Bien ', 'ål']
    const forms = texts.map((keep, at) => one('Åparken', undefined, { keep, change: at < 4 ? `nr. ${9 - at}` : ' ' }))
    const { keep, change } = sumsOf(form, forms)
    expect(keep).toEqual(['anden', 'Bien', 'Zebra', 'Ørnene', 'ål'])
    expect(change).toBeNull()
    expect(sumsOf(form, [...forms].reverse()).keep).toEqual(keep)
  })

  it('says a figure in the form’s words', () => {
    expect(figureInWords({ counts: [6, 0, 1, 0], unknown: 1 }, form)).toBe('6 ja, 1 kun lidt, 1 ved ikke')
    expect(figureInWords({ withheld: 'few' }, form)).toMatch(/for få svar/)
    expect(figureInWords({ withheld: 'difference' }, form)).toMatch(/regnes ud/)
    expect(countsOf({ counts: [0, 2, 0, 0], unknown: 3 }, form)).toEqual([
      { count: 0, word: 'ja', apart: false },
      { count: 2, word: 'for det meste', apart: false },
      { count: 0, word: 'kun lidt', apart: false },
      { count: 0, word: 'nej', apart: false },
      { count: 3, word: 'ved ikke', apart: true }
    ])
  })
})

describe('the text for the talk with a place', () => {
  it('[evaluation-words-apart] holds the place’s own figures and the questions, and nothing that a student wrote', () => {
    const words = { keep: 'Kaffen', change: 'Larmen' }
    const forms = [...Array.from({ length: 6 }, () => one('Åparken', { maal: 0, logbog: 1 }, words)), ...many(5, 'Bakken')]
    const text = dialogueText(form, sumsOf(form, forms), 1)
    expect(text).toBe(
      [
        'Åparken. Skemaet, 6 skemaer',
        '',
        'Udbyttet',
        '- Jeg nåede mine mål: 6 ja.',
        '- Jeg skrev logbog: 6 for det meste.',
        'Tal om: Hvad hjalp?',
        '',
        'Rammerne',
        '- Jeg fik min time: for få svar til at vise tal.',
        'Tal om: Hvad skal der til?',
        '',
        'Tallene siger, hvor mange elever der svarede hvad. De siger ikke hvorfor. Det er det, I skal tale om.'
      ].join('\n')
    )
    expect(() => dialogueText(form, sumsOf(form, forms), 2)).toThrow(RangeError)
  })
})
