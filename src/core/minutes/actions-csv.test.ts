import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { actionsCsv } from './actions-csv.ts'
import type { Minutes } from './minutes.ts'

const words = { want: 'Det vil vi', sign: 'Tegn', what: 'Skridt', who: 'Hvem', when: 'Hvornår', followUp: 'Igen', reply: 'Svar', how: 'Hvordan' }
const head = ['Det vil vi', 'Kerneelement', 'Skridt', 'Hvem', 'Hvornår', 'Tegn', 'Igen']
const csv = (...agreements: Minutes['agreements']): string | null => actionsCsv({ words, agreements, settings: {} } as unknown as Minutes)
const agreement = (what: string): Minutes['agreements'][number] => ({
  id: 'f1',
  element: { number: 4, name: 'Trivsel' },
  want: 'Alle er ventet',
  sign: 'De smiler',
  followUp: '2027-03-16',
  actions: [{ what, who: 'Anne', when: 'uge 2' }],
  reply: null
})
/** The rows as an independent reader has them. */
const read = (text: string | null): string[][] =>
  Papa.parse<string[]>((text ?? '').replace(/^\ufeff/, ''), { delimiter: ';', newline: '\r\n', skipEmptyLines: true }).data

describe('the steps as a table', () => {
  it('have a row each, below the names of this meeting', () => {
    const two = { ...agreement('Ring'), actions: [...agreement('Ring').actions, { what: 'Skriv; hurtigt', who: '', when: '' }] }
    expect(read(csv(two, { ...agreement(''), actions: [], element: null }))).toEqual([
      head,
      ['Alle er ventet', '4. Trivsel', 'Ring', 'Anne', 'uge 2', 'De smiler', '2027-03-16'],
      ['Alle er ventet', '4. Trivsel', 'Skriv; hurtigt', '', '', 'De smiler', '2027-03-16'],
      ['Alle er ventet', '', '', '', '', 'De smiler', '2027-03-16']
    ])
  })

  it('have the answer to students as the last of them', () => {
    const reply = { how: 'På klassemødet', who: 'Lise', when: 'uge 12' }
    expect(read(csv({ ...agreement('Ring'), reply }))[2]?.slice(2, 5)).toEqual(['Svar: På klassemødet', 'Lise', 'uge 12'])
    expect(read(csv({ ...agreement(''), actions: [], reply: { ...reply, how: '' } }))[1]?.[2]).toBe('Svar')
  })

  it('[rehearsal-marked] say of a rehearsal that they are of one, row by row', () => {
    const rehearsed = { words, agreements: [agreement('Ring')], settings: { rehearsal: true } } as unknown as Minutes
    expect(read(actionsCsv(rehearsed))[1]?.[0]).toBe('Øvelse: Alle er ventet')
  })

  it('are nothing where nothing was agreed', () => expect(csv()).toBeNull())

  it('begin with a byte order mark and end each row with CRLF', () => expect(csv(agreement('Ærø'))).toMatch(/^\ufeff[^\ufeff]*\r\n$/))

  it('[form-kept] keep what people write in its cell', () => {
    for (const what of ['Sig "hej"', 'a;b', 'to\nlinjer', 'to\r\nlinjer', ' med rum ', '"'])
      expect(read(csv(agreement(what)))[1]?.[2], JSON.stringify(what)).toBe(what)
  })

  it('[form-kept] let no spreadsheet take what people write for a formula', () => {
    for (const what of ['=1+1', ' =1', '+45 12 34', '-1', '@SUM(A1)', '=1+1\nnote', '＝1', '\u00a0=1', '\t=1', '\r=1'])
      expect(read(csv(agreement(what)))[1]?.[2], JSON.stringify(what)).toBe(`'${what}`)
    for (const what of ['Ring = godt', '1-2 gange', 'mail@skole.dk']) expect(read(csv(agreement(what)))[1]?.[2]).toBe(what)
  })
})
