import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_ALPHABET, CODE_LENGTH, codeFrom, codeSentence, codeShown, EARLIER_CODE_LENGTH, normaliseCode, readCode } from './code.ts'

const code = fc
  .constantFrom(CODE_LENGTH, EARLIER_CODE_LENGTH)
  .chain(length => fc.array(fc.constantFrom(...CODE_ALPHABET), { minLength: length, maxLength: length }))
  .map(list => list.join(''))

describe('a join code', () => {
  it('has an alphabet of 24 without look-alikes and without vowels', () => {
    expect(new Set(CODE_ALPHABET).size).toBe(24)
    for (const pair of ['0O', '1I', '2Z', '5S', '6G', '8B', 'UV']) expect([...pair].filter(c => CODE_ALPHABET.includes(c)).length).toBeLessThan(2)
    expect(CODE_ALPHABET).not.toMatch(/[AEIOUYÆØÅ]/)
  })

  it('is read in any case, with spaces and dashes anywhere', () => {
    const between = fc.constantFrom('', ' ', '-', '–', '\u00a0', '\t')
    fc.assert(
      fc.property(code, fc.array(between, { minLength: 9, maxLength: 9 }), fc.boolean(), (plain, gaps, small) => {
        const typed = [...plain].map((c, i) => gaps[i] + (small ? c.toLowerCase() : c)).join('') + gaps[8]
        expect(normaliseCode(typed)).toBe(plain)
        expect(normaliseCode(codeShown(plain))).toBe(plain)
      })
    )
  })

  it('is shown in two groups of the same length', () => {
    expect(codeShown('K7X4PMQ2')).toBe('K7X4 PMQ2')
    expect(codeShown('K7X4PM')).toBe('K7X 4PM')
  })

  it('is refused, not guessed, where a character is none of its own', () => {
    for (const typed of ['', 'K7X4P', 'K7X4PMM', 'K7X4PMQ22', 'K7X4P0', 'K7X4PMI2', 'K7X4PMQÅ', 'K7X4.PMQ2', '\u212a7X4PMQ2', 'K7X4PMQ2!', 'ﬀ2345'])
      expect(normaliseCode(typed)).toBeNull()
    fc.assert(
      fc.property(fc.string(), typed => {
        const found = normaliseCode(typed)
        if (found !== null) expect(found).toBe(typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase())
      })
    )
  })

  it('is made from random bytes without favouring any character', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    const seen = new Map<string, number>()
    for (const byte of all) {
      const made = byte < 240 ? codeFrom(Uint8Array.from(Array<number>(CODE_LENGTH).fill(byte))) : null
      if (made) seen.set(made, (seen.get(made) ?? 0) + 1)
    }
    expect(seen.size).toBe(24)
    expect(new Set(seen.values())).toEqual(new Set([10]))
    expect(codeFrom(Uint8Array.from([255, 250, 0, 1, 2, 240, 3, 4, 5, 6, 7, 8]))).toBe('CDFHJKLM')
    expect(() => codeFrom(Uint8Array.from([255, 255, 0, 1, 2, 3, 4, 5, 6]))).toThrow(RangeError)
  })
})

describe('what is typed or pasted as a code', () => {
  it('is read with words, quotation marks and stops around it, in any width, without swapping a character', () => {
    const around = [
      'Kode: @',
      '”@”',
      '@.',
      'Koden er @!',
      'Koden til mødet er: @',
      'kode @',
      '\u200b@\ufeff',
      '(@)',
      '”@”, skriv den på pejling.example',
      'KODE=@'
    ]
    fc.assert(
      fc.property(code, fc.constantFrom(...around), fc.boolean(), fc.boolean(), (plain, text, small, wide) => {
        const shown = small ? codeShown(plain).toLowerCase() : codeShown(plain)
        const typed = wide ? shown.replace(/[!-~]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : shown
        expect(readCode(text.replace('@', typed))).toEqual({ code: plain })
      })
    )
    expect(readCode('https://pejling.example/deltag/?kode=K7X4PMQ2')).toEqual({ code: 'K7X4PMQ2' })
    expect(readCode('https://pejling.example/deltag/?kode=K7X4+PMQ2&x=1')).toEqual({ code: 'K7X4PMQ2' })
    expect(readCode('K 7 X 4 P M Q 2')).toEqual({ code: 'K7X4PMQ2' })
  })

  it('is one of the codes in a text only where there is one', () => {
    expect(readCode('K7X4PMQ2 K7X4PMQ2')).toEqual({ code: 'K7X4PMQ2' })
    expect(readCode('enten K7X4PMQ2 eller K7X4PMQ3')).toEqual({ fault: 'length', length: 26 })
  })

  it('is told what is wrong: characters that no code has, or how many there are', () => {
    expect(readCode('abcdef')).toEqual({ fault: 'characters', characters: ['A', 'B', 'E'] })
    expect(readCode('K7X4PMQ0')).toEqual({ fault: 'characters', characters: ['0'] })
    expect(readCode('Kode: Å7X4PMQ2')).toEqual({ fault: 'characters', characters: ['Å'] })
    expect(readCode('K7X4PMQ')).toEqual({ fault: 'length', length: 7 })
    for (const empty of ['', ' \u200b', '”.”', 'Kode: ']) expect(readCode(empty)).toEqual({ fault: 'empty' })
    expect(codeSentence({ fault: 'characters', characters: ['A', 'B', 'E'] })).toMatch(/^A, B og E bruges ikke i koder\./)
    expect(codeSentence({ fault: 'characters', characters: ['0'] })).toMatch(/^0 bruges ikke i koder\./)
    fc.assert(
      fc.property(fc.string(), typed => {
        const read = readCode(typed)
        if ('code' in read) expect(normaliseCode(read.code)).toBe(read.code)
        else expect(codeSentence(read)).toMatch(/kode.*\.$/i)
      })
    )
  })
})
