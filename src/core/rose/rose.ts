import { type Distribution, type Figure, isWithheld } from '../figures/results.ts'
import { people } from '../figures/scale.ts'
import type { ElementNumber } from '../workshop/workshop.ts'

/**
 * The geometry of the six-pointed rose, in numbers alone. The middle is 0,0 and y grows downwards, as in SVG; lengths are
 * in the unit of `edge`, angles in degrees, 0 straight up, clockwise. Coordinates are rounded to two decimals.
 * From the middle outwards: the rings of the scale, lowest innermost, and beyond the outermost the place of "ved ikke".
 */

export type Point = { x: number; y: number }
export type RoseShape = {
  steps: number
  /** Radius of the lowest and of the highest step's ring. */
  inner: number
  outer: number
  /** How far answers of one step may stand from their ring, in and out together; less than from ring to ring. */
  band: number
  /** Radius at which "ved ikke" stands, apart from the scale. [unknown-apart] */
  unknown: number
  /** Nothing is drawn beyond this radius. */
  edge: number
}

/** A part of an element's sector of 60 degrees, where several groups stand side by side: the first from the left, seen from the middle. */
export type Lane = { index: number; of: number }
const alone: Lane = { index: 0, of: 1 }

/** Most answers that are shown as dots; above, as bars. [dots-to-40] */
export const DOTS_MOST = 40

/** Most of the place that a dot takes is the dot: the rest is air, so that neighbours never touch. */
const AIR = 1.12
const UNKNOWN_BAND = 0.13

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const round = (value: number): number => Math.round(value * 100) / 100 + 0

/** A rose for a scale of 2 to 7 steps that fits in a circle of radius `edge`. */
export function roseShape(steps: number, edge = 500): RoseShape {
  const [inner, outer] = [0.2 * edge, 0.78 * edge]
  return { steps, inner, outer, band: Math.min((outer - inner) / (steps - 1), 0.16 * edge), unknown: 0.93 * edge, edge }
}

/** An element's direction: element 1 straight up, the others clockwise, 60 degrees apart. */
export const direction = (element: ElementNumber): number => (element - 1) * 60

/** The place at this distance from the middle, `sideways` to the right of the direction as seen from the middle. */
function place(degrees: number, radius: number, sideways = 0): Point {
  const turn = radians(degrees)
  return { x: round(radius * Math.sin(turn) + sideways * Math.cos(turn)), y: round(-radius * Math.cos(turn) + sideways * Math.sin(turn)) }
}

/** The place on an element's direction at this radius, or `sideways` to the right of it as seen from the middle. */
export const point = (element: ElementNumber, radius: number, sideways = 0): Point => place(direction(element), radius, sideways)

/** Radius of a step's ring, step 0 innermost. */
export const ringRadius = ({ steps, inner, outer }: RoseShape, step: number): number => round(inner + ((outer - inner) * step) / (steps - 1))

/** Radii of all rings, lowest first. */
export const ringRadii = (shape: RoseShape): number[] => Array.from({ length: shape.steps }, (_, step) => ringRadius(shape, step))

/** A lane's middle, degrees from the element's direction, and half its width. */
const laneAngle = ({ index, of }: Lane): { middle: number; half: number } => ({ middle: -30 + (60 * (index + 0.5)) / of, half: 30 / of })

/** SVG path data of a polygon. */
export const polygonPath = (points: readonly Point[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('') + (points.length > 0 ? 'z' : '')

// Dots

type Place = { step: number | 'unknown'; count: number; radius: number; band: number }
const placesOf = (shape: RoseShape, { counts, unknown }: Distribution): Place[] => [
  ...counts.map((count, step) => ({ step, count, radius: ringRadius(shape, step), band: shape.band })),
  { step: 'unknown', count: unknown, radius: shape.unknown, band: UNKNOWN_BAND * shape.edge }
]

type Row = { radius: number; room: number; pitch: number }

/** A row of places along an arc: as many as keep a dot's radius from the lane's sides and two from each other. */
function rowAt(radius: number, reach: number, half: number): Row {
  const edge = reach < radius ? Math.asin(reach / radius) : Number.POSITIVE_INFINITY
  const free = radians(half) - edge
  return { radius, pitch: 2 * edge, room: free < 0 ? 0 : Math.floor((2 * free) / (2 * edge) + 1e-9) + 1 }
}

/** The fewest rows, centred on the ring, that take `count` dots within the ring's band; null where none do. */
function rowsFor({ count, radius, band }: Place, reach: number, half: number): Row[] | null {
  const most = Math.floor(band / (2 * reach) + 1e-9)
  for (let m = 1; m <= most; m++) {
    const rows = Array.from({ length: m }, (_, i) => rowAt(radius + (i - (m - 1) / 2) * 2 * reach, reach, half))
    if (rows.reduce((sum, row) => sum + row.room, 0) >= count) return rows
  }
  return null
}

/**
 * The radius of every dot of a picture: the largest up to `most` with which all of its distributions fit, so that a dot is
 * the same everywhere in it. `lanes` is the number of groups that stand side by side.
 */
export function dotRadius(shape: RoseShape, distributions: readonly Distribution[], lanes = 1, most = 0.02 * shape.edge): number {
  const { half } = laneAngle({ index: 0, of: lanes })
  const places = distributions.flatMap(distribution => placesOf(shape, distribution)).filter(({ count }) => count > 0)
  const fits = (radius: number): boolean => places.every(at => rowsFor(at, radius * AIR, half) !== null)
  let radius = most
  while (!fits(radius)) radius *= 0.96
  const short = Math.floor(radius * 100) / 100
  return short > 0 && fits(short) ? short : radius
}

/** One answer. Which person gave it is not known here: dots come in the order of the scale, "ved ikke" last. */
export type Dot = Point & { step: number | 'unknown' }

/**
 * Every answer of a distribution as a dot at its step, those of one step fanned out along its ring, in several rows where
 * one is too short. All stay within their lane of the element's sector and none touches another, given the `radius` that
 * `dotRadius` found for all distributions of the picture.
 */
export function dotPositions(shape: RoseShape, element: ElementNumber, distribution: Distribution, radius: number, lane: Lane = alone): Dot[] {
  const { middle, half } = laneAngle(lane)
  const dots: Dot[] = []
  for (const at of placesOf(shape, distribution)) {
    if (at.count === 0) continue
    // The shortest row first, each taking its share of what is left, so that rows come out even.
    const rows = (rowsFor(at, radius * AIR, half) ?? [rowAt(at.radius, radius, half)]).sort((a, b) => a.room - b.room)
    let left = at.count
    for (const [i, row] of rows.entries()) {
      const last = i === rows.length - 1
      const count = last ? left : Math.min(row.room, Math.ceil(left / (rows.length - i)))
      left -= count
      for (let k = 0; k < count; k++) {
        const turn = ((k - (count - 1) / 2) * row.pitch * 180) / Math.PI
        dots.push({ ...place(direction(element) + middle + turn, row.radius), step: at.step })
      }
    }
  }
  return dots
}

// Bars

/** Whether a picture of these figures shows dots or bars: bars for all as soon as one of them has more than 40 answers. */
export const dotsOrBars = (figures: readonly Figure[]): 'dots' | 'bars' =>
  figures.some(figure => !isWithheld(figure) && people(figure) > DOTS_MOST) ? 'bars' : 'dots'

const barThickness = (shape: RoseShape): number => Math.min(0.5 * shape.band, 0.06 * shape.edge)
const halfLength = (shape: RoseShape, radius: number, half: number): number => 0.94 * (radius - barThickness(shape) / 2) * Math.tan(radians(half))

/** Length of a bar for each answer: the largest with which all bars of a picture fit, so that equal bars mean equal numbers in all of it. */
export function barScale(shape: RoseShape, distributions: readonly Distribution[], lanes = 1): number {
  const { half } = laneAngle({ index: 0, of: lanes })
  const lengths = distributions
    .flatMap(distribution => placesOf(shape, distribution))
    .filter(({ count }) => count > 0)
    .map(({ count, radius }) => (2 * halfLength(shape, radius, half)) / count)
  return lengths.length === 0 ? 0 : Math.min(...lengths)
}

const rectangle = (degrees: number, near: number, far: number, left: number, right: number): Point[] => [
  place(degrees, near, left),
  place(degrees, near, right),
  place(degrees, far, right),
  place(degrees, far, left)
]

/** A bar across the direction for each step that somebody chose, as long as its count, and one for "ved ikke". */
export function bars(
  shape: RoseShape,
  element: ElementNumber,
  distribution: Distribution,
  scale: number,
  lane: Lane = alone
): { step: number | 'unknown'; count: number; points: Point[] }[] {
  const degrees = direction(element) + laneAngle(lane).middle
  const thick = barThickness(shape) / 2
  return placesOf(shape, distribution)
    .filter(({ count }) => count > 0)
    .map(({ step, count, radius }) => ({
      step,
      count,
      points: rectangle(degrees, radius - thick, radius + thick, (-count * scale) / 2, (count * scale) / 2)
    }))
}
