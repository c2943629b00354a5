import { atom, type ReadableAtom } from 'nanostores'
import { putBack, type Removed, removedFrom } from '../../documents/removed.ts'
import type { Board } from './board.ts'

/** How long what was taken off the wall can be put back, ms. */
export const UNDO_TIME = 10_000

/** What went off the wall at once: a focus area goes with its steps. */
export type Removal = { key: number; removed: Removed[] }

export type Removals = {
  list: ReadableAtom<Removal[]>
  undo: (key: number) => void
  /** Somebody is about to press: time stands still until it is let go. */
  hold: (on: boolean) => void
  stop: () => void
}

/**
 * [undo] What this device has seen go off the wall, by whomever, for ten seconds. It is kept in this page's memory alone, so that the document
 * and the disk forget it as ever; putting it back is writing it anew.
 */
export function watchRemovals({ wall, status, documents }: Pick<Board, 'wall' | 'status' | 'documents'>): Removals {
  const list = atom<Removal[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let count = 0
  let held = false
  // What a device's old copy holds and the server does not was not seen to go.
  let here = status.get() === 'saved'

  const drop = (key: number): void => {
    clearTimeout(timers.get(key))
    timers.delete(key)
    list.set(list.get().filter(each => each.key !== key))
  }
  const time = (key: number): void => {
    clearTimeout(timers.get(key))
    if (!held) timers.set(key, setTimeout(drop, UNDO_TIME, key))
  }
  const ends = [
    status.listen(now => (here ||= now === 'saved')),
    wall.listen((now, before) => {
      for (const { key, removed } of list.get()) if (removed.every(({ root, record }) => now[root].some(({ id }) => id === record.id))) drop(key)
      const removed = here && before ? removedFrom(before, now) : []
      if (removed.length === 0) return
      list.set([...list.get(), { key: ++count, removed }])
      time(count)
    })
  ]
  return {
    list,
    undo: key => {
      const doc = documents.wall()
      const removal = list.get().find(each => each.key === key)
      drop(key)
      // The button that was pressed is gone, and with it the event that would tell that nobody is about to press any more.
      held = false
      for (const each of list.get()) time(each.key)
      if (doc && removal) putBack(doc, removal.removed)
    },
    hold: on => {
      held = on
      for (const { key } of list.get()) time(key)
    },
    stop: () => {
      for (const end of ends) end()
      for (const timer of timers.values()) clearTimeout(timer)
    }
  }
}
