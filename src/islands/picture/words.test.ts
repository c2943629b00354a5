import { describe, expect, it } from 'vitest'
import { namedSplit } from '../../core/labels.ts'
import { isWithheld } from '../../core/results.ts'
import { instrumentOf } from '../../core/workshop.ts'
import { allWithheld, eighteen, examples, manyUnknown, splitInTwo, splitWithheld, twelve, withheld } from './examples.ts'
import { elementRows, groupsOf, tableRows, tallestOf } from './rows.ts'
import { fewWords, figureWords, listed, peopleWords, roseSummary, withheldBriefly, withheldWords } from './words.ts'

const scale = ['Slet ikke', 'I mindre grad', 'I nogen grad', 'I høj grad', 'I meget høj grad']

function rowsOf(example: (typeof examples)[number]) {
  const instrument = instrumentOf(example.workshop, example.step)
  if (!instrument) throw new Error(`${example.name} has no instrument`)
  return elementRows(example.published, groupsOf(namedSplit(example.published.split, example.workshop)), instrument, example.workshop)
}

describe('a figure in words', () => {
  it('tells how many, the middle and "ved ikke"', () => {
    expect(figureWords({ counts: [1, 6, 4, 0, 0], unknown: 1 }, scale, 'Ved ikke')).toBe('12 personer, midten er i mindre grad, 1 svarede ved ikke')
    expect(figureWords({ counts: [0, 0, 1, 0, 0], unknown: 0 }, scale, 'Ved ikke')).toBe('1 person, midten er i nogen grad')
  })

  it('names both middles where the two middle answers differ, and invents none between two camps', () => {
    const camps = { counts: [3, 0, 0, 0, 3], unknown: 0 }
    expect(figureWords(camps, scale, 'Ved ikke')).toContain('midten ligger mellem slet ikke og i meget høj grad')
  })

  it('[unknown-apart] has no middle where all said "ved ikke"', () => {
    expect(figureWords({ counts: [0, 0, 0, 0, 0], unknown: 12 }, scale, 'Ved ikke')).toBe(
      '12 personer, ingen valgte et ord på skalaen, 12 svarede ved ikke'
    )
  })

  it('says honestly why nothing is shown, and with no number of people', () => {
    expect(withheldWords({ withheld: 'few' }, 7)).toBe(fewWords(7))
    expect(fewWords(7)).toContain('færre end 7')
    expect(withheldWords({ withheld: 'difference' }, 5)).not.toMatch(/\d/)
    expect(withheldBriefly({ withheld: 'few' })).toContain('for få')
  })

  it('[no-subtraction] does not blame few answers where a figure is kept back for its difference to another', () => {
    const difference = { withheld: 'difference' } as const
    for (const words of [withheldBriefly(difference), figureWords(difference, scale, 'Ved ikke'), withheldWords(difference, 5)]) {
      expect(words).toContain('regnes ud')
      expect(words).not.toContain('for få')
    }
  })

  it('joins names as Danish does', () => {
    expect(listed([])).toBe('')
    expect(listed(['Trivsel'])).toBe('Trivsel')
    expect(listed(['skole', 'oplæring', 'elev'])).toBe('skole, oplæring og elev')
    expect(peopleWords(1)).toBe('1 person')
  })
})

describe('the rose in words', () => {
  it('names all six elements in every example, withheld ones without figures', () => {
    for (const { name, workshop, published } of examples) {
      const summary = roseSummary(published, workshop.elements, scale, 'Ved ikke')
      for (const element of workshop.elements) expect(summary, name).toContain(`${element.number} ${element.name}`)
    }
    expect(roseSummary(allWithheld.published, allWithheld.workshop.elements, scale, 'Ved ikke')).not.toMatch(/\d+ person/)
  })

  it('tells both groups of a split', () => {
    const summary = roseSummary(
      splitInTwo.published,
      splitInTwo.workshop.elements,
      scale,
      'Ved ikke',
      groupsOf(namedSplit(splitInTwo.published.split, splitInTwo.workshop))
    )
    expect(summary).toContain('Skole: 7 personer')
    expect(summary).toContain('Oplæringssted: 6 personer')
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

  it('finds the tallest stack of all', () => {
    expect(tallestOf(rowsOf(manyUnknown).map(row => row.figure))).toBe(3)
    expect(tallestOf([{ withheld: 'few' }, undefined])).toBe(1)
  })
})
