import { atom, type ReadableAtom } from 'nanostores'
import type * as Y from 'yjs'
import { type NoteStack, stacksOf } from '../../core/agreement/note-stacks.ts'
import { hideNote, type Moved, orderOfNote, placeBack, placeNotes, showNote } from '../../documents/notes.ts'
import type { Board } from './board.ts'

/** An act on the notes that can be undone. `words`: what was done, for the button that undoes it. */
type Done = { words: string; undo: () => boolean; /** Id of the note that it has hidden. */ hid?: string }

/** Sorting the notes of one board from one page: what was done, and the words of the notes that it has hidden. */
export type Sorting = {
  /** The latest act that can be undone; null where there is none. */
  last: ReadableAtom<{ words: string } | null>
  /** [note-hidden] Note id → its words, in this page's memory alone. */
  hidden: ReadableAtom<Readonly<Record<string, string>>>
  /** To the end of another lane, in their order. */
  moveTo: (stacks: readonly NoteStack[], lane: { id: string; label: string }) => void
  /** Before another stack of a lane, or to its end where `before` is null. */
  placeBefore: (stack: NoteStack, lane: { id: string; label: string }, before: NoteStack | null) => void
  /** [note-stacked] Under the first of them. */
  layTogether: (stacks: readonly NoteStack[]) => void
  takeApart: (stack: NoteStack) => void
  hide: (stack: NoteStack) => void
  /** Puts a hidden note back on the wall with these words. */
  show: (id: string, words: string) => void
  /** Undoes the latest act. Answers false where somebody has changed what it had moved since: then that stands. */
  undo: () => boolean
}

/** Acts that can be undone, one after the other. */
const KEPT = 20
const known = new WeakMap<Board, Sorting>()

/** The board's sorting; one for as long as the page lives, so that what was hidden in a step can be put back in the next. */
export function sortingOf(board: Board): Sorting {
  const sorting = known.get(board) ?? createSorting(board)
  known.set(board, sorting)
  return sorting
}

const members = ({ top, under }: NoteStack): string[] => [top, ...under].map(({ id }) => id)

function createSorting({ wall, documents }: Pick<Board, 'wall' | 'documents'>): Sorting {
  let done: Done[] = []
  const last = atom<{ words: string } | null>(null)
  const hidden = atom<Readonly<Record<string, string>>>({})

  const remember = (act: Done): void => {
    done.push(act)
    if (done.length > KEPT) done.shift()
    last.set(act)
  }
  const doc = (): Y.Doc => {
    const shared = documents.wall()
    if (!shared) throw new Error('Notes are sorted by who may write on the wall')
    return shared
  }
  const lay = (words: string, places: Parameters<typeof placeNotes>[1]): void => {
    const shared = doc()
    const moved: Moved = placeNotes(shared, places)
    if (moved.length > 0) remember({ words, undo: () => placeBack(shared, moved) })
  }
  const inLane = (step: string, lane: string): NoteStack[] => stacksOf(wall.get().notes, step).filter(({ top }) => top.lane === lane)

  /** Places in a row, each behind the one before: notes of two people may have been given the same place at once. */
  const inRow = (stacks: readonly NoteStack[]): { id: string; order: number }[] => {
    const orders = stacks.map(({ top }) => orderOfNote(doc(), top.id)).sort((a, b) => a - b)
    for (const [at, order] of orders.entries()) orders[at] = Math.max(order, (orders[at - 1] ?? Number.NEGATIVE_INFINITY) + 0.001)
    return stacks.map(({ top }, at) => ({ id: top.id, order: orders[at] ?? 0 }))
  }
  const show = (id: string, words: string): void => {
    showNote(doc(), id, words)
    const { [id]: _, ...others } = hidden.get()
    hidden.set(others)
    done = done.filter(({ hid }) => hid !== id)
    last.set(done.at(-1) ?? null)
  }

  return {
    last,
    hidden,
    moveTo(stacks, { id: lane, label }) {
      const end = Math.max(0, ...wall.get().notes.map(({ id }) => orderOfNote(doc(), id)))
      lay(
        `flyttet til ${label}`,
        stacks.flatMap((stack, at) => members(stack).map(id => ({ id, lane, ...(id === stack.top.id ? { order: end + 1 + at } : {}) })))
      )
    },
    placeBefore(stack, { id: lane, label }, before) {
      const others = inLane(stack.top.step, lane).filter(({ top }) => top.id !== stack.top.id)
      const at = before ? others.findIndex(({ top }) => top.id === before.top.id) : -1
      const row = inRow(at < 0 ? [...others, stack] : [...others.slice(0, at), stack, ...others.slice(at)])
      const here = stack.top.lane === lane
      lay(here ? 'rykket' : `flyttet til ${label}`, [
        ...stack.under.map(({ id }) => ({ id, lane })),
        ...row.map(place => (place.id === stack.top.id ? { ...place, lane } : place))
      ])
    },
    layTogether([first, ...others]) {
      if (!first || others.length === 0) return
      const { id: under, lane } = first.top
      lay(
        'lagt sammen',
        others.flatMap(members).map(id => ({ id, under, lane }))
      )
    },
    takeApart(stack) {
      lay(
        'skilt ad',
        stack.under.map(({ id }) => ({ id, under: '' }))
      )
    },
    hide(stack) {
      const shared = doc()
      const { id } = stack.top
      const words = hideNote(shared, id)
      if (words === undefined) return
      hidden.set({ ...hidden.get(), [id]: words })
      remember({
        words: 'skjult',
        hid: id,
        undo: () => {
          const kept = hidden.get()[id]
          if (kept === undefined) return false
          show(id, kept)
          return true
        }
      })
    },
    show,
    undo() {
      const undone = done.pop()?.undo() ?? false
      last.set(done.at(-1) ?? null)
      return undone
    }
  }
}
