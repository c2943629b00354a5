import type { Review } from '../../core/agreement/wall.ts'
import { linesOf, pagesOf } from '../../core/board/pages.ts'
import { LETTER, STAGE } from '../../islands/board/screen/measures.ts'

/** Points of last time's agreement. */
export function reviewPages(reviews: readonly Review[]): Review[][] {
  const height = ({ what, note }: Review): number =>
    linesOf(what, STAGE / (LETTER * 4.8)) * 4.8 * 1.2 + linesOf(note, STAGE / (LETTER * 3.6)) * 3.6 * 1.3 + 6
  return pagesOf(reviews, height, 80)
}
