import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hanging, oneLine } from './plain-text.ts'

const anyText = fc
  .array(fc.oneof(fc.string(), fc.constantFrom('\n', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\u202e', '\u0000', '- ', '1. ')))
  .map(list => list.join(''))

describe('what people write, in a text format', () => {
  it('[form-kept] is one line in a short field', () => {
    expect(oneLine('  Fast tid \r\n\n i planen\u2028nu\u202e\u0000 ')).toBe('Fast tid i planen nu')
    fc.assert(
      fc.property(anyText, text => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      })
    )
  })

  it('[form-kept] hangs under its own mark where it has several lines', () => {
    expect(hanging('- ', 'Fast tid\n\nAftaler\n-------')).toBe('- Fast tid\n  Aftaler\n  -------')
    expect(hanging('- ', '')).toBe('')
    fc.assert(
      fc.property(anyText, text => {
        for (const [i, line] of hanging('- ', text).split('\n').entries()) expect(line === '' || line.startsWith(i === 0 ? '- ' : '  ')).toBe(true)
      })
    )
  })
})
