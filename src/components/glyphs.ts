import type { ElementNumber } from '../core/workshop/workshop.ts'

/** `fill` is drawn filled; `line` is drawn GLYPH_STROKE wide with round caps and joins, and no fill. Either may be empty. */
export type Glyph = { fill: string; line: string }

/** The grid that the glyphs are drawn on. */
export const GLYPH_BOX = '0 0 24 24'
export const GLYPH_STROKE = 2.6

const circle = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`

/**
 * The six elements' own marks, in one colour, made to be told apart at 16 px.
 * 1 a piece that fits in, 2 two rings that hold each other, 3 someone on their way up a stair, 4 a sprout,
 * 5 three around the same thing, 6 someone under shelter.
 */
export const glyphs: Readonly<Record<ElementNumber, Glyph>> = {
  1: { fill: 'M3 3h7.5v10.5H21V21H3zM13.5 3H21v7.5h-7.5z', line: '' },
  2: { fill: '', line: circle(8.25, 12, 6.5) + circle(15.75, 12, 6.5) },
  3: { fill: `M1.5 22v-4.5h7.3v-6h6.6v-6h7.1V22z${circle(5, 12.9, 3.5)}`, line: '' },
  4: {
    fill: 'M12.5 14.5C6 14.5 2 11 2 4.5c6.5 0 10.5 3.5 10.5 10zM12 10.7c0-5.4 3.6-8.7 10-8.7 0 5.4-3.6 8.7-10 8.7z',
    line: 'M12.1 10.5V20.7'
  },
  5: { fill: circle(12, 4.4, 3.4) + circle(4.2, 18.4, 3.4) + circle(19.8, 18.4, 3.4), line: circle(12, 13.4, 3.1) },
  6: { fill: circle(12, 17.2, 4), line: 'M3.2 20.2V12a8.8 8.8 0 0 1 17.6 0v8.2' }
}
