import { type NoteStack, stacksOf, stackText } from '../../core/agreement/note-stacks.ts'
import type { Note } from '../../core/agreement/wall.ts'
import { linesOf, pagesOf } from '../../core/board/pages.ts'
import type { Lane, NotesStep } from '../../core/workshop/workshop.ts'
import { chunks, LETTER, STAGE } from '../../islands/board/screen/measures.ts'

/** Lanes side by side at most. */
const LANES = 3

/** A lane as far as it is on one page; `count` is all stacks that hang in it. */
export type LanePage = { lane: Lane; stacks: NoteStack[]; count: number }

/** The wall's pages: up to three lanes side by side, as many notes under each as there is room for. At least one page. */
export function notePages(step: NotesStep, notes: readonly Note[]): LanePage[][] {
  const stacks = stacksOf(notes, step.id)
  return chunks(step.lanes, LANES).flatMap(lanes => {
    const columns = lanes.length === 1 ? 2 : 1
    const width = (STAGE - 4 * (lanes.length - 1)) / lanes.length / columns - 4
    const height = (stack: NoteStack): number => linesOf(stackText(stack), width / (LETTER * 3.6)) * 3.6 * 1.25 + 4.8
    const hung = lanes.map(lane => {
      const own = stacks.filter(({ top }) => top.lane === lane.id)
      return { lane, count: own.length, pages: chunks(pagesOf(own, height, 62), columns).map(page => page.flat()) }
    })
    const most = Math.max(1, ...hung.map(({ pages }) => pages.length))
    return Array.from({ length: most }, (_, page) => hung.map(({ lane, count, pages }) => ({ lane, count, stacks: pages[page] ?? [] })))
  })
}
