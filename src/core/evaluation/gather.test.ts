import { describe, expect, it } from 'vitest'
import { type Gathered, gathered, placed } from './gather.ts'

const form = (id: string, edition: number, file: string): Gathered => ({ id, edition, file, place: '', answers: {}, keep: '', change: '' })

describe('forms that are gathered', () => {
  const first = form('a', 2, 'a.json')
  const other = form('b', 1, 'b.json')

  it('count each once, and the last edition', () => {
    expect(gathered([first], other)).toEqual({ all: [first, other], out: null })
    expect(gathered([first, other], form('a', 2, 'kopi.json'))).toEqual({ all: [first, other], out: { file: 'kopi.json', of: 'a.json', same: true } })
    expect(gathered([first, other], form('a', 1, 'gammel.json'))).toEqual({
      all: [first, other],
      out: { file: 'gammel.json', of: 'a.json', same: false }
    })
    const newer = form('a', 3, 'ny.json')
    expect(gathered([first, other], newer)).toEqual({ all: [newer, other], out: { file: 'a.json', of: 'ny.json', same: false } })
  })

  it('take the place that is given where they name none', () => {
    expect(placed(first, 'Åparken').place).toBe('Åparken')
    expect(placed({ ...first, place: 'Bakken' }, 'Åparken').place).toBe('Bakken')
  })
})
