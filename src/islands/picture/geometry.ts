import { type Dot, direction, type Lane, type RoseShape, ringRadius, roseShape } from '../../core/rose/rose.ts'
import type { ElementNumber } from '../../core/workshop/workshop.ts'

/*
 * What the drawing of the results adds to the rose of core/rose/rose.ts. Unit: the outermost ring has radius 100. "Ved ikke"
 * stands at the tips beside the names, so the place outside the rings is theirs.
 */

/** The rose of a scale, with its outermost ring at 100. */
export const pictureShape = (steps: number): RoseShape => {
  const { outer } = roseShape(steps, 1)
  return roseShape(steps, 100 / outer)
}

const round = (value: number): number => Math.round(value * 100) / 100

/** Degrees of the middle of an element's lane, clockwise from straight up. */
export const laneDirection = (element: ElementNumber, { index, of }: Lane): number => direction(element) - 30 + (60 * (index + 0.5)) / of

/** How far from the middle of their lane the dots of a step reach, in degrees; 0 where there are none. */
export function reachOf(dots: readonly Dot[], step: number, middle: number): number {
  const away = dots
    .filter(dot => dot.step === step)
    .map(({ x, y }) => {
      const turn = (Math.atan2(x, -y) * 180) / Math.PI - middle
      return Math.abs((((turn % 360) + 540) % 360) - 180)
    })
  return Math.max(0, ...away)
}

/** An arc of a ring about a direction, `half` degrees to each side, as SVG path data. At most half a turn in all. */
export function arcPath(radius: number, middle: number, half: number): string {
  const at = (degrees: number): string => {
    const turn = (degrees * Math.PI) / 180
    return `${round(radius * Math.sin(turn))} ${round(-radius * Math.cos(turn))}`
  }
  return `M${at(middle - half)}A${round(radius)} ${round(radius)} 0 0 1 ${at(middle + half)}`
}

/** Degrees that a length along a ring takes. */
export const degreesOf = (length: number, radius: number): number => (length / radius) * (180 / Math.PI)

/** The band from one step to another as an upright rectangle over the middle, to be turned into its direction. */
export function bandBox(shape: RoseShape, lower: number, upper: number, width: number): { x: number; y: number; width: number; height: number } {
  const pad = Math.min(6, 0.3 * shape.band)
  const [near, far] = [ringRadius(shape, lower), ringRadius(shape, upper)]
  return { x: -width / 2, y: round(-far - pad), width, height: round(far - near + 2 * pad) }
}
