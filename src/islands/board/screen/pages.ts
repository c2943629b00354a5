import { linesOf, pagesOf } from '../../../core/pages.ts'
import type { Results } from '../../../core/results.ts'
import { optionsOf, type VotedOption, votedOptions } from '../../../core/voted-options.ts'
import type { Focus, Note, Review, Wall } from '../../../core/wall.ts'
import type { Lane, NotesStep, Option, Step, Workshop } from '../../../core/workshop.ts'

/*
 * What stands on which page of the big screen. Lengths are in the frame's unit: the stage is 149 by 99 of them, and a letter of
 * Atkinson Hyperlegible is 0.53 of its size wide on average. Where a guess is short, the sheet's scale makes up for it.
 */
const LETTER = 0.53
const STAGE = 149
/** Lanes side by side at most. */
const LANES = 3

const chunks = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, i) => things.slice(i * size, (i + 1) * size))

/** A lane as far as it is on one page; `count` is all that hangs in it. */
export type LanePage = { lane: Lane; notes: Note[]; count: number }

/** The wall's pages: up to three lanes side by side, as many notes under each as there is room for. At least one page. */
export function notePages(step: NotesStep, notes: readonly Note[]): LanePage[][] {
  return chunks(step.lanes, LANES).flatMap(lanes => {
    const columns = lanes.length === 1 ? 2 : 1
    const width = (STAGE - 4 * (lanes.length - 1)) / lanes.length / columns - 4
    const height = (note: Note): number => linesOf(note.text, width / (LETTER * 3.6)) * 3.6 * 1.25 + 4.8
    const hung = lanes.map(lane => {
      const own = notes.filter(note => note.step === step.id && note.lane === lane.id)
      return { lane, count: own.length, pages: chunks(pagesOf(own, height, 62), columns).map(page => page.flat()) }
    })
    const most = Math.max(1, ...hung.map(({ pages }) => pages.length))
    return Array.from({ length: most }, (_, page) => hung.map(({ lane, count, pages }) => ({ lane, count, notes: pages[page] ?? [] })))
  })
}

/** Options of a vote, in two columns: the first half of a page stands in the first. */
export function optionPages(options: readonly Option[]): Option[][] {
  const height = ({ label }: Option): number => Math.max(2, linesOf(label, 62 / (LETTER * 4))) * 4 * 1.2 + 4
  return chunks(pagesOf(options, height, 84), 2).map(columns => columns.flat())
}

/** What got dots, each with its label and its dots in one line. */
export function votedPages(rows: readonly VotedOption[]): VotedOption[][] {
  const height = ({ label }: Option): number => linesOf(label, 125 / (LETTER * 4.4)) * 4.4 * 1.2 + 8
  return pagesOf(rows, height, 76)
}

/** Focus areas, one a page; at the end only those that something is written of. */
export const focusPages = ({ focus, actions }: Wall, final: boolean): Focus[] =>
  final ? focus.filter(({ id, want, sign }) => want || sign || actions.some(action => action.focus === id && action.what)) : focus

/** How many pages a step has on the big screen; 0 or 1 where there is nothing to turn. */
export function countPages(workshop: Workshop, step: Step, wall: Wall, results: Results | null): number {
  if (step.kind === 'notes') return notePages(step, wall.notes).length
  if (step.kind === 'vote') {
    const published = results?.published[step.id]
    const options = optionsOf(step, published, wall.notes, workshop)
    if (published?.kind === 'vote') return published.dots ? votedPages(votedOptions(options, published.dots)).length : 1
    return optionPages(options).length
  }
  if (step.kind === 'agree' || step.kind === 'close') return focusPages(wall, step.kind === 'close').length
  return step.kind === 'review' ? reviewPages(wall.reviews).length : 1
}

/** Points of last time's agreement. */
export function reviewPages(reviews: readonly Review[]): Review[][] {
  const height = ({ what, note }: Review): number =>
    linesOf(what, STAGE / (LETTER * 4.8)) * 4.8 * 1.2 + linesOf(note, STAGE / (LETTER * 3.6)) * 3.6 * 1.3 + 6
  return pagesOf(reviews, height, 80)
}
