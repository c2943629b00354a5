import { describe, expect, it } from 'vitest'
import type { Results } from '../figures/results.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { suggestFocus } from './suggest-focus.ts'
import type { Wall } from './wall.ts'

const wall: Wall = {
  notes: [
    { id: 'n1', step: 'sedler', lane: 'a', text: 'Fast makker' },
    { id: 'n2', step: 'sedler', lane: 'a', text: '  ' },
    { id: 'n3', step: 'andet', lane: 'a', text: 'Hører ikke til' }
  ],
  focus: [],
  actions: [],
  reviews: []
}
const options = ([1, 2, 3] as const).map(n => ({ id: `e${n}`, label: `Element ${n}`, element: n }))
const workshop = { steps: [{ kind: 'vote', id: 'v', dots: 2, options }] } as unknown as Workshop
const withDots = (dots: Record<string, number>) => ({ published: { v: { kind: 'vote', voters: 6, dots } } }) as unknown as Results
const names = (dots: Record<string, number>) => suggestFocus(workshop, withDots(dots), wall).map(o => o.element)

describe('suggestFocus', () => {
  it('names the two with most dots', () => expect(names({ e1: 1, e2: 5, e3: 3 })).toEqual([2, 3]))
  it('names no option without a dot', () => expect(names({ e1: 4 })).toEqual([1]))
  it('does not choose between two that share the second place', () => expect(names({ e1: 1, e2: 4, e3: 1 })).toEqual([2]))
  it('names all that share the first place', () => expect(names({ e1: 2, e2: 2, e3: 2 })).toEqual([1, 2, 3]))
  it('suggests nothing before the vote is closed', () => expect(suggestFocus(workshop, { published: {} } as unknown as Results, wall)).toEqual([]))
})
