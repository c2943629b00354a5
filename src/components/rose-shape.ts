import { point } from '../core/rose/rose.ts'
import type { ElementNumber } from '../core/workshop/workshop.ts'

/** The rose as an engraver draws it: half of each point full, half shaded, round it a graduated ring. Path data, middle at 0,0. */

/** Half of the angle between two directions. */
const HALF = Math.PI / 6
const round = (value: number): number => Math.round(value * 100) / 100

/** The shoulder of a point: `waist` out, 30 degrees to the right of the direction (side 1) or to the left (side -1). */
const shoulder = (element: ElementNumber, waist: number, side: 1 | -1) => point(element, waist * Math.cos(HALF), side * waist * Math.sin(HALF))

/** One point of the rose from the middle out to `tip`, with shoulders at `waist`: its left half, and the whole. */
export function pointPaths(element: ElementNumber, tip: number, waist: number): { left: string; whole: string } {
  const end = point(element, tip)
  const left = shoulder(element, waist, -1)
  const right = shoulder(element, waist, 1)
  return { left: `M0 0L${left.x} ${left.y}L${end.x} ${end.y}z`, whole: `M0 0L${left.x} ${left.y}L${end.x} ${end.y}L${right.x} ${right.y}z` }
}

/** `lines` strokes across the right half of a point, parallel to its inner edge: a shade that a copier keeps. */
export function hatching(element: ElementNumber, tip: number, waist: number, lines: number): string {
  const end = point(element, tip)
  const side = shoulder(element, waist, 1)
  let path = ''
  for (let i = 1; i <= lines; i++) {
    // The same share of the way along the axis and along the edge from the shoulder to the tip.
    const t = i / (lines + 1)
    path += `M${round(end.x * t)} ${round(end.y * t)}L${round(side.x + (end.x - side.x) * t)} ${round(side.y + (end.y - side.y) * t)}`
  }
  return path
}

/** Short strokes round a ring, one every `step` degrees, from `inner` to `outer`. */
export function ticks(inner: number, outer: number, step: number): string {
  let path = ''
  for (let degrees = 0; degrees < 360; degrees += step) {
    const turn = (degrees * Math.PI) / 180
    const [x, y] = [Math.sin(turn), -Math.cos(turn)]
    path += `M${round(x * inner)} ${round(y * inner)}L${round(x * outer)} ${round(y * outer)}`
  }
  return path
}
