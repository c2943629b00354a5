/*
 * Lengths of the big screen are in the frame's unit: the stage is 149 by 99 of them. Where a guess of them is short, the sheet's scale
 * makes up for it.
 */

/** Width of a letter of Atkinson Hyperlegible, as a part of its size, on average. */
export const LETTER = 0.53
/** Width of the stage. */
export const STAGE = 149

/** A list in pieces of `size`, the last as long as is left. */
export const chunks = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, i) => things.slice(i * size, (i + 1) * size))
