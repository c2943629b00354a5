import { atom } from 'nanostores'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { stacksOf, stackText } from '../../core/agreement/note-stacks.ts'
import type { Wall } from '../../core/agreement/wall.ts'
import { addRecord, readWall, setField } from '../../documents/wall.ts'
import type { Board } from './board.ts'
import { sortingOf } from './sorting.ts'

const [here, there] = [
  { id: 'l', label: 'Det virker' },
  { id: 'm', label: 'Det driller' }
]
/** A wall with notes a, b and c in one lane, as a facilitator sorts it. */
function made() {
  const doc = new Y.Doc()
  for (const id of ['a', 'b', 'c']) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text: id })
  const wall = atom<Wall>(readWall(doc))
  doc.on('update', () => wall.set(readWall(doc)))
  const sorting = sortingOf({ wall, documents: { session: doc, wall: () => doc } } as Pick<Board, 'wall' | 'documents'> as Board)
  const stacks = () => stacksOf(wall.get().notes, 's')
  const stack = (id: string) => stacks().find(({ top }) => top.id === id) ?? expect.fail(`no stack ${id}`)
  const shown = () => stacks().map(each => `${each.top.lane}: ${stackText(each)}`)
  return { doc, wall, sorting, stack, shown }
}

it('moves stacks to the end of a lane with all that lies in them, and back', () => {
  const { sorting, stack, shown } = made()
  sorting.layTogether([stack('a'), stack('b')])
  expect(shown()).toEqual(['l: a\n– b', 'l: c'])
  sorting.moveTo([stack('a')], there)
  expect(shown()).toEqual(['l: c', 'm: a\n– b'])
  expect(sorting.last.get()).toMatchObject({ words: 'flyttet til Det driller' })
  sorting.takeApart(stack('a'))
  expect(shown()).toEqual(['m: b', 'l: c', 'm: a'])
  for (const left of ['skilt ad', 'flyttet til Det driller', 'lagt sammen']) {
    expect(sorting.last.get()).toMatchObject({ words: left })
    expect(sorting.undo()).toBe(true)
  }
  expect(sorting.last.get()).toBe(null)
  expect(shown()).toEqual(['l: a', 'l: b', 'l: c'])
  expect(sorting.undo(), 'nothing left').toBe(false)
})

it('lays a note before another of its lane or of another lane, and at the end, also where two were given the same place', () => {
  const { doc, sorting, stack, shown } = made()
  for (const id of ['a', 'b', 'c']) (doc.getMap('notes').get(id) as Y.Map<unknown>).set('order', 0)
  sorting.placeBefore(stack('c'), here, stack('a'))
  expect(shown()).toEqual(['l: c', 'l: a', 'l: b'])
  sorting.placeBefore(stack('c'), here, null)
  expect(shown()).toEqual(['l: a', 'l: b', 'l: c'])
  sorting.moveTo([stack('b'), stack('c')], there)
  sorting.placeBefore(stack('a'), there, stack('c'))
  expect(shown()).toEqual(['m: b', 'm: a', 'm: c'])
  expect(sorting.undo()).toBe(true)
  expect(shown()).toEqual(['l: a', 'm: b', 'm: c'])
})

it('leaves a note where somebody else has laid it since', () => {
  const { doc, sorting, stack, shown } = made()
  sorting.moveTo([stack('a')], there)
  setField(doc, 'notes', 'a', 'lane', 'l')
  expect(sorting.undo()).toBe(false)
  expect(shown()).toContain('l: a')
})

it('keeps a hidden note’s words in the page, and puts them back as they were or as they have been written anew', () => {
  const { wall, sorting, stack, shown } = made()
  sorting.hide(stack('b'))
  expect(shown()).toEqual(['l: a', 'l: c'])
  expect(wall.get().notes[1]?.text).toBe('')
  expect(sorting.hidden.get()).toEqual({ b: 'b' })
  expect(sorting.undo()).toBe(true)
  expect(shown()).toEqual(['l: a', 'l: b', 'l: c'])
  sorting.hide(stack('b'))
  sorting.show('b', 'uden navn')
  expect(shown()).toEqual(['l: a', 'l: uden navn', 'l: c'])
  expect(sorting.hidden.get()).toEqual({})
  expect(sorting.last.get(), 'it has been put back already').toBe(null)
})
