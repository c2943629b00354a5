import type { Review } from '../../core/agreement/wall.ts'
import { linesOf, pagesOf } from '../../core/board/pages.ts'
import { LETTER, STAGE } from '../../islands/board/screen/measures.ts'

/** Points in a row that come from the same focus area; those written by hand are their own. */
function inAreas(reviews: readonly Review[]): Review[][] {
  const areas: Review[][] = []
  for (const review of reviews) {
    const last = areas.at(-1)
    if (last && last[0]?.from?.area === review.from?.area) last.push(review)
    else areas.push([review])
  }
  return areas
}

/** Points of last time's agreement: a focus area at a time, on as many pages as its points need. */
export function reviewPages(reviews: readonly Review[]): Review[][] {
  const height = ({ what, note }: Review): number =>
    linesOf(what, STAGE / (LETTER * 4.8)) * 4.8 * 1.2 + linesOf(note, STAGE / (LETTER * 3.6)) * 3.6 * 1.3 + 6
  return inAreas(reviews).flatMap(area => {
    const { want = '', sign = '' } = area[0]?.from ?? {}
    const head = area[0]?.from ? linesOf(want, STAGE / (LETTER * 3.6)) * 5 + linesOf(sign, STAGE / (LETTER * 5.6)) * 7 + 14 : 0
    return pagesOf(area, height, Math.max(30, 80 - head))
  })
}
