/**
 * Pages of what does not fit on one. The big screen and the facilitator's laptop both count them, each for itself: so by rule from
 * the texts, and not from what one window measures. The big screen's unit follows the window, and a page is the same in every window.
 */

/** Room that words lose at the ends of lines, as a share of the line. */
const LOST = 0.1

/** Lines that a text takes where a line holds `perLine` letters of average width. At least 1. */
export const linesOf = (text: string, perLine: number): number =>
  text.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(part.length / (perLine * (1 - LOST)))), 0)

/** The things in their order, as many on a page as `room` holds of their heights, at least one. No things give no pages. */
export function pagesOf<T>(things: readonly T[], heightOf: (thing: T) => number, room: number): T[][] {
  const pages: T[][] = []
  let left = 0
  for (const thing of things) {
    const height = heightOf(thing)
    const page = pages.at(-1)
    if (page && height <= left) {
      page.push(thing)
      left -= height
    } else {
      pages.push([thing])
      left = room - height
    }
  }
  return pages
}

/** The page that is up: 0 where there are none, the last where there is no such page. */
export const pageUp = (page: number, of: number): number => Math.max(0, Math.min(page, of - 1))
