import { optionsOf } from '../../core/agreement/voted-options.ts'
import { waysOf } from '../../core/ballot/way.ts'
import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import type { VoteStep } from '../../core/workshop/workshop.ts'

/** A vote as it was closed, with the most dots first. */
export function voteMinutes(step: VoteStep, { workshop, results, wall }: MinutesSource): Minutes['votes'] {
  const published = results.published[step.id]
  if (published?.kind !== 'vote' || results.settings.privacy === 'cards') return []
  const labels = new Map(optionsOf(step, published, wall.notes, workshop).map(({ id, label }) => [id, label]))
  const options = Object.entries(published.dots ?? {})
    .map(([id, dots]) => ({ label: labels.get(id) ?? 'En seddel, der siden er slettet', dots }))
    .sort((a, b) => b.dots - a.dots)
  return [
    {
      step: step.id,
      title: step.title,
      voters: published.dots ? (published.voters ?? null) : null,
      heads: published.heads ?? null,
      ...(published.dots && waysOf(results.progress[step.id])),
      withheld: !published.dots,
      options
    }
  ]
}
