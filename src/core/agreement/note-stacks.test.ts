import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { voteOptions } from '../workshop/steps.ts'
import type { VoteStep } from '../workshop/workshop.ts'
import { stackLabel, stacksOf, stackText } from './note-stacks.ts'
import type { Note } from './wall.ts'

const note = (id: string, more: Partial<Note> = {}): Note => ({ id, step: 's', lane: 'l', text: id, ...more })
const shape = (notes: Note[]) => stacksOf(notes, 's').map(({ top, under }) => [top.id, ...under.map(({ id }) => id)])

describe('stacks of notes', () => {
  it('[note-stacked] shows notes that were laid together as one, where the top one hangs', () => {
    expect(shape([note('a', { under: 'c' }), note('b'), note('c'), note('d', { under: 'c' })])).toEqual([['b'], ['c', 'a', 'd']])
  })
  it('[note-stacked] says each word of a stack once, the others below the top one', () => {
    const [stack] = stacksOf(
      [note('a', { text: 'Pauserne' }), note('b', { text: ' Længere pauser ', under: 'a' }), note('c', { text: ' ', under: 'a' })],
      's'
    )
    expect(stack && stackText(stack)).toBe('Pauserne\n– Længere pauser')
    expect(stack && stackLabel(stack)).toBe('Pauserne (og 1 lignende)')
  })
  it.each([
    ['lies under one that is gone', [note('a', { under: 'gone' })], [['a']]],
    ['lies under one of another step', [note('a', { under: 'b' }), note('b', { step: 'other' })], [['a']]],
    ['lies under itself', [note('a', { under: 'a' })], [['a']]],
    ['lies under one that lies under it', [note('a', { under: 'b' }), note('b', { under: 'a' })], [['a'], ['b']]],
    ['lies under one that lies under a third', [note('a'), note('b', { under: 'a' }), note('c', { under: 'b' })], [['a', 'b', 'c']]]
  ])('[note-stacked] loses no note that %s', (_, notes, expected) => {
    expect(shape(notes)).toEqual(expected)
  })
  it('[note-stacked] has each note that is not hidden once, whatever lies under what', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const any = fc.record({ under: fc.option(fc.constantFrom(...ids, 'gone'), { nil: undefined }), hidden: fc.boolean() })
    fc.assert(
      fc.property(fc.tuple(any, any, any, any, any), all => {
        const notes = all.map(({ under, hidden }, at) => note(ids[at] ?? '', { ...(under ? { under } : {}), ...(hidden ? { hidden: true } : {}) }))
        expect(shape(notes).flat().sort()).toEqual(notes.filter(({ hidden }) => !hidden).map(({ id }) => id))
      })
    )
  })
  it('[note-hidden] leaves a hidden note out, and lays the next one on top where it was the top one', () => {
    expect(shape([note('a', { hidden: true }), note('b', { under: 'a' }), note('c', { under: 'a' }), note('d')])).toEqual([['b', 'c'], ['d']])
  })
  it('[note-stacked] [note-hidden] offers a stack as one option of a vote, and a hidden note as none', () => {
    const vote = { kind: 'vote', from: 's', options: [] } as unknown as VoteStep
    const notes = [note('a'), note('b', { under: 'a' }), note('c', { hidden: true }), note('d')]
    expect(voteOptions(vote, notes)).toEqual([
      { id: 'a', label: 'a (og 1 lignende)' },
      { id: 'd', label: 'd' }
    ])
  })
})
