import { atom } from 'nanostores'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Wall } from '../../core/agreement/wall.ts'
import { addRecord, readWall, removeRecord } from '../../documents/wall.ts'
import type { SaveStatus } from '../../sync/save-status.ts'
import { UNDO_TIME, watchRemovals } from './removals.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A wall with two notes, as a device sees it whose status is `first`. */
function made(first: SaveStatus = 'saved') {
  const doc = new Y.Doc()
  for (const id of ['a', 'b']) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text: id })
  const wall = atom<Wall>(readWall(doc))
  const status = atom<SaveStatus>(first)
  const removals = watchRemovals({ wall, status, documents: { session: doc, wall: () => doc } })
  const remove = (id: string) => {
    removeRecord(doc, 'notes', id)
    wall.set(readWall(doc))
  }
  return { doc, wall, status, removals, remove }
}

it('offers what went for ten seconds, and puts it back', () => {
  const { doc, removals, remove } = made()
  remove('a')
  vi.advanceTimersByTime(UNDO_TIME - 1)
  expect(removals.list.get()).toHaveLength(1)
  removals.undo(removals.list.get()[0]?.key ?? 0)
  expect(readWall(doc).notes.map(({ id }) => id)).toEqual(['a', 'b'])
  remove('b')
  vi.advanceTimersByTime(UNDO_TIME)
  expect(removals.list.get()).toEqual([])
})

it('offers nothing that an old copy on the device held and the server does not', () => {
  const { status, removals, remove } = made('connecting')
  remove('a')
  expect(removals.list.get()).toEqual([])
  status.set('saved')
  remove('b')
  expect(removals.list.get()).toHaveLength(1)
})

it('stands still while somebody is about to press, and goes on when they have let go', () => {
  const { removals, remove } = made()
  remove('a')
  removals.hold(true)
  vi.advanceTimersByTime(UNDO_TIME * 5)
  expect(removals.list.get()).toHaveLength(1)
  removals.hold(false)
  vi.advanceTimersByTime(UNDO_TIME)
  expect(removals.list.get()).toEqual([])
  // Who pressed has let go, though no event says so of a button that is gone.
  remove('b')
  removals.hold(true)
  removals.undo(removals.list.get()[0]?.key ?? 0)
  remove('b')
  vi.advanceTimersByTime(UNDO_TIME)
  expect(removals.list.get()).toEqual([])
})
