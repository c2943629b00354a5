import { describe, expect, it } from 'vitest'
import { patternOf } from '../../core/figures/pattern.ts'
import { ratedElements } from '../../core/figures/rated.ts'
import { isWithheld } from '../../core/figures/results.ts'
import { joinWithOg } from '../../core/text/join-with-og.ts'
import { earlierPatterns } from '../../core/workshop/earlier-words.ts'
import { namedSplit } from '../../core/workshop/labels.ts'
import { focusOf, instrumentOf } from '../../core/workshop/workshop.ts'
import { allWithheld, eighteen, examples, manyUnknown, splitInTwo, splitWithheld, twelve, withheld } from './examples.ts'
import { besides, elementRows, groupsOf, nothingBeside, sectionRows, tableRows, tallestOf } from './rows.ts'
import { fewWords, figureWords, patternBriefly, peopleWords, roseSummary, withheldBriefly, withheldWords } from './words.ts'

const scale = ['Slet ikke', 'I mindre grad', 'I nogen grad', 'I høj grad', 'I meget høj grad']
const words = { scale, unknown: 'Ved ikke', patterns: earlierPatterns }

function ratedOf({ workshop, step, published }: Pick<(typeof examples)[number], 'workshop' | 'step' | 'published'>) {
  const instrument = instrumentOf(workshop, step)
  if (!instrument) throw new Error('An example has no instrument')
  return ratedElements(published, instrument, workshop)
}
const besideOf = (example: (typeof examples)[number]) => besides(example.published, undefined, ratedOf(example), example.workshop, { minimum: 5 })
const rowsOf = (example: (typeof examples)[number]) => elementRows(ratedOf(example), besideOf(example))

describe('a figure in words', () => {
  it('tells how many chose each word, the one middle and the pattern', () => {
    expect(figureWords({ counts: [1, 6, 4, 0, 0], unknown: 1 }, words)).toBe(
      '12 svar: 1 slet ikke, 6 i mindre grad, 4 i nogen grad, 1 ved ikke. Midten er i mindre grad. Enige, lavt på skalaen'
    )
    expect(figureWords({ counts: [0, 0, 3, 3, 0], unknown: 0 }, words)).toContain('Midten ligger mellem i nogen grad og i høj grad.')
  })

  it('[one-middle] tells the spread of two camps, and no middle', () => {
    expect(figureWords({ counts: [2, 1, 0, 0, 2], unknown: 1 }, words)).toBe(
      '6 svar: 2 slet ikke, 1 i mindre grad, 2 i meget høj grad, 1 ved ikke. To billeder'
    )
    expect(figureWords({ counts: [3, 0, 0, 0, 3], unknown: 0 }, words)).toBe('6 svar: 3 slet ikke, 3 i meget høj grad. To billeder')
  })

  it('tells no middle of answers that are spread', () => {
    expect(figureWords({ counts: [2, 2, 2, 2, 1], unknown: 0 }, words)).toMatch(/^9 svar: [^.]*\. Spredt$/)
  })

  it('[five-to-claim] tells of fewer than five answers what they were, and no middle or pattern', () => {
    expect(figureWords({ counts: [0, 0, 1, 0, 0], unknown: 0 }, words)).toBe('1 svar: 1 i nogen grad')
    expect(figureWords({ counts: [0, 0, 0, 4, 0], unknown: 0 }, words)).toBe('4 svar: 4 i høj grad')
    expect(figureWords({ counts: [0, 0, 0, 4, 0], unknown: 2 }, words)).not.toContain('Midten')
  })

  it('[unknown-apart] has no middle where all said "ved ikke"', () => {
    expect(figureWords({ counts: [0, 0, 0, 0, 0], unknown: 12 }, words)).toBe('12 svar: 12 ved ikke. Mange ”ved ikke”')
  })

  it('[unknown-apart] tells a second answer that stands apart after the first, and in the instrument’s own words', () => {
    const status = {
      scale: ['ikke begyndt', 'på vej', 'på plads'],
      unknown: 'ved ikke',
      notApplicable: 'ikke relevant hos os',
      patterns: { ...earlierPatterns, 'agree-high': { name: 'Enige, på plads', sentence: 'Næsten alle siger på plads.', question: 'Hvordan?' } }
    }
    const told = figureWords({ counts: [0, 0, 5], unknown: 1, notApplicable: 2 }, status)
    expect(told).toBe('8 svar: 5 på plads, 1 ved ikke, 2 ikke relevant hos os. Midten er på plads. Enige, på plads')
    expect(patternBriefly({ counts: [0, 0, 5], unknown: 0 }, status)).toBe('enige, på plads')
  })

  it('says honestly why nothing is shown, and with no number of people', () => {
    expect(withheldWords({ withheld: 'few' }, 7)).toBe(fewWords(7))
    expect(fewWords(7)).toContain('færre end 7')
    expect(withheldWords({ withheld: 'difference' }, 5)).not.toMatch(/\d/)
    expect(withheldBriefly({ withheld: 'few' })).toContain('for få')
  })

  it('[no-subtraction] does not blame few answers where a figure is kept back for its difference to another', () => {
    const difference = { withheld: 'difference' } as const
    for (const told of [withheldBriefly(difference), figureWords(difference, words), withheldWords(difference, 5)]) {
      expect(told).toContain('regnes ud')
      expect(told).not.toContain('for få')
    }
  })

  it('joins names as Danish does', () => {
    expect(joinWithOg([])).toBe('')
    expect(joinWithOg(['Trivsel'])).toBe('Trivsel')
    expect(joinWithOg(['skole', 'oplæring', 'elev'])).toBe('skole, oplæring og elev')
    expect(peopleWords(1)).toBe('1 person')
  })
})

describe('the rose in words', () => {
  it('names all elements that were rated in every example, withheld ones without figures', () => {
    for (const { name, workshop, published, step } of examples) {
      const summary = roseSummary(ratedOf({ workshop, published, step }), words)
      for (const element of focusOf(workshop)) expect(summary, name).toContain(`${element.number} ${element.name}`)
    }
    expect(roseSummary(ratedOf(allWithheld), words)).not.toMatch(/\d+ svar/)
  })

  it('tells both groups of a split', () => {
    const summary = roseSummary(ratedOf(splitInTwo), words, groupsOf(namedSplit(splitInTwo.published.split, splitInTwo.workshop)))
    expect(summary).toContain('Skole: 7 svar: ')
    expect(summary).toContain('Oplæringssted: 6 svar: ')
  })

  it('tells the patterns alone where a list tells the rest', () => {
    const summary = roseSummary(ratedOf(twelve), words, undefined, 'ovenfor')
    for (const { number, name } of twelve.workshop.elements) {
      const figure = twelve.published.elements[number]
      const pattern = figure && !isWithheld(figure) ? earlierPatterns[patternOf(figure)].name.toLowerCase() : ''
      expect(summary.toLowerCase()).toContain(`${number} ${name}: ${pattern}.`.toLowerCase())
    }
    expect(summary).not.toMatch(/\d+ svar/)
    expect(summary).toContain('listen ovenfor')
  })
})

describe('rows', () => {
  it('[disagreement-first] puts the most disagreement first and withheld figures last', () => {
    expect(rowsOf(twelve)[0]?.number).toBe(2)
    const kinds = rowsOf(withheld).map(row => isWithheld(row.figure))
    expect(kinds).toEqual([...kinds].sort((a, b) => Number(a) - Number(b)))
  })

  it('lists statements only where an element has several', () => {
    expect(rowsOf(twelve).every(row => row.statements.length === 0)).toBe(true)
    expect(rowsOf(eighteen).every(row => row.statements.length === 3)).toBe(true)
  })

  it('has no groups where a split is withheld', () => {
    expect(groupsOf(namedSplit(splitWithheld.published.split, splitWithheld.workshop))).toEqual([])
    expect(groupsOf(namedSplit(splitInTwo.published.split, splitInTwo.workshop)).map(group => group.label)).toEqual(['Skole', 'Oplæringssted'])
  })

  it('gives the table every figure once, in the order of the elements, under keys of their own', () => {
    const lines = tableRows(rowsOf(eighteen))
    expect(lines).toHaveLength(6 + 18)
    expect(new Set(lines.map(line => line.key)).size).toBe(lines.length)
    expect(lines.filter(line => line.kind === 'element').flatMap(line => line.label.map(({ text }) => text[0]))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6'
    ])
    expect(tableRows(rowsOf(splitInTwo))).toHaveLength(6 * 3)
  })

  it('puts statements of an instrument with sections under those, each once, and not under the elements', () => {
    const ids = instrumentOf(eighteen.workshop, eighteen.step)?.items.map(({ id }) => id) ?? []
    const sections = [
      { id: 'a', title: 'Velkomst', items: ids.slice(0, 4) },
      { id: 'b', title: 'Samtaler', items: ids.slice(4) }
    ]
    const rows = elementRows(ratedOf(eighteen), nothingBeside, sections)
    expect(rows.flatMap(row => row.statements)).toEqual([])
    const parts = sectionRows(ratedOf(eighteen), nothingBeside, sections)
    expect(parts.map(({ entries }) => entries.length)).toEqual([4, 14])
    expect(parts[0]?.entries.map(({ id, element }) => [id, element])).toEqual([...['K1S1', 'K1S2', 'K1S3'].map(id => [id, 1]), ['K2S1', 2]])
    const lines = tableRows(rows, parts)
    expect(lines.map(({ kind }) => kind).join(' ')).toMatch(/^(element ){6}section (statement ){4}section statement/)
    expect(new Set(lines.map(line => line.key)).size).toBe(6 + 2 + 18)
    expect(sectionRows(ratedOf(eighteen), nothingBeside)).toEqual([])
  })

  it('finds the tallest stack of all', () => {
    expect(tallestOf(rowsOf(manyUnknown).map(row => row.figure))).toBe(3)
    expect(tallestOf([{ withheld: 'few' }, undefined])).toBe(1)
  })
})
