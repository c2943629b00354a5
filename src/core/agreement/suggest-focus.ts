import type { Results } from '../figures/results.ts'
import type { ElementNumber, Workshop } from '../workshop/workshop.ts'
import { optionsOf } from './voted-options.ts'
import type { Wall } from './wall.ts'

/** At most so many focus areas are suggested: what a group can carry. */
const MOST = 2

/**
 * Where the dots point: the options of the latest published vote with the most dots, at most two, none without a dot.
 * Options that share the last place are left out together, since the picture does not choose between them; but where more
 * than two share the first place, they are all named, so that the group can choose.
 */
export function suggestFocus(workshop: Workshop, results: Results, wall: Wall): { label: string; element: ElementNumber | null }[] {
  for (const step of [...workshop.steps].reverse()) {
    const published = results.published[step.id]
    if (step.kind !== 'vote' || published?.kind !== 'vote' || !published.dots) continue
    const { dots } = published
    const chosen = optionsOf(step, published, wall.notes)
      .map(option => ({ label: option.label, element: option.element ?? null, dots: dots[option.id] ?? 0 }))
      .filter(option => option.dots > 0)
      .sort((a, b) => b.dots - a.dots)
    const first = chosen[0]?.dots ?? 0
    const cut = chosen[MOST]?.dots
    return chosen
      .filter((option, place) => option.dots === first || (place < MOST && option.dots !== cut))
      .map(({ label, element }) => ({ label, element }))
  }
  return []
}
