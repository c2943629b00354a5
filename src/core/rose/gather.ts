import type { Point } from './rose.ts'

/** The golden angle, radians: each place stands where the earlier ones have left most room, as the seeds of a sunflower do (Vogel 1979). */
const TURN = Math.PI * (3 - Math.sqrt(5))
/** Two of Vogel's places are never nearer to each other than this times his unit. */
const NEAREST = 1.6
/** Of the room between two places so much is dot. */
const DOT = 0.86

const round = (value: number): number => Math.round(value * 100) / 100 + 0

/**
 * Places of `count` dots about the middle, the first innermost, and their radius: at most `most`, and so small that all stand within `within` and
 * none touches another. In the unit of `within`; y grows downwards.
 */
export function gather(count: number, within: number, most: number): { radius: number; places: Point[] } {
  // The outermost place stands at unit * √(count − ½), and its dot reaches beyond it.
  const unit = Math.min(within / (Math.sqrt(Math.max(1, count) - 0.5) + (NEAREST * DOT) / 2), (2 * most) / (NEAREST * DOT))
  const places = Array.from({ length: count }, (_, i) => {
    const away = unit * Math.sqrt(i + 0.5)
    return { x: round(away * Math.sin(i * TURN)), y: round(-away * Math.cos(i * TURN)) }
  })
  return { radius: Math.floor(unit * NEAREST * DOT * 50) / 100, places }
}
