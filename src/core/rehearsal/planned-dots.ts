import type { Option } from '../workshop/workshop.ts'

/** Which of the options the most people choose, and which next: the second and the fourth, so that neither stands first by its place alone. */
const wanted = [1, 3, 0, 2]

/** The options that a played person gives dots to, `dots` at most: one is chosen by the most, another by some, and the rest by a few. */
export function plannedDots(options: readonly Option[], dots: number, person: number): string[] {
  const ranked = [...wanted, ...options.keys()].flatMap(at => options[at]?.id ?? [])
  const order = [...new Set(ranked)]
  const first = person < 5 ? 0 : 1
  // The first dot is a shared wish, the others go round.
  const others = order.filter((_, at) => at !== first)
  const chosen = [order[first] ?? order[0], ...others.map((_, at) => others[(at + person) % others.length])]
  return [...new Set(chosen.filter(id => id !== undefined))].slice(0, dots)
}
