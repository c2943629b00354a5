import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, pagesOf, pageUp } from './pages.ts'

describe('pagesOf', () => {
  it('fills pages in order and begins another where the next does not fit', () =>
    expect(pagesOf([3, 3, 3, 5, 1], height => height, 6)).toEqual([[3, 3], [3], [5, 1]]))
  it('gives what is higher than a page one of its own', () => expect(pagesOf([9, 1, 9], height => height, 6)).toEqual([[9], [1], [9]]))
  it('makes no page of nothing', () => expect(pagesOf([], () => 1, 6)).toEqual([]))
  it('loses nothing, and overfills only with one alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), things => {
        const pages = pagesOf(things, height => height, 12)
        expect(pages.flat()).toEqual(things)
        for (const page of pages) expect(page.length === 1 || page.reduce((sum, height) => sum + height, 0) <= 12).toBe(true)
      })
    )
  })
})

describe('linesOf', () => {
  it.each([
    ['', 1],
    ['ni lettere', 1],
    ['x'.repeat(18), 1],
    ['x'.repeat(19), 2],
    ['to\nlinjer', 2],
    ['\n', 2]
  ])('of %j with twenty letters a line is %i', (text, lines) => expect(linesOf(text, 20)).toBe(lines))
})

describe('pageUp', () => {
  it.each([
    [0, 0, 0],
    [3, 0, 0],
    [1, 3, 1],
    [7, 3, 2]
  ])('page %i of %i is %i', (page, of, up) => expect(pageUp(page, of)).toBe(up))
})
