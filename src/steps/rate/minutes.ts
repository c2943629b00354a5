import { waysOf } from '../../core/ballot/way.ts'
import { ratedElements } from '../../core/figures/rated.ts'
import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import { namedSplit } from '../../core/workshop/labels.ts'
import type { RateStep } from '../../core/workshop/workshop.ts'

/** A rating as it was published, with the wordings and names of its own board; none where no element has a figure's place. */
export function ratingMinutes(step: RateStep, { workshop, results }: MinutesSource): Minutes['ratings'] {
  const published = results.published[step.id]
  const instrument = workshop.instruments[step.instrument]
  if (published?.kind !== 'rate' || !instrument) return []
  const elements = ratedElements(published, instrument, workshop)
  if (elements.length === 0) return []
  const { question, scale, unknown, notApplicable, patterns, sections } = instrument
  return [
    {
      step: step.id,
      title: step.again === undefined ? step.title : `${step.title} (anden gang)`,
      question,
      scale,
      unknown,
      ...(notApplicable !== undefined && { notApplicable }),
      patterns,
      ...(sections && { sections }),
      answered: published.answered,
      heads: published.heads ?? null,
      ...waysOf(results.progress[step.id]),
      elements,
      split: namedSplit(published.split, workshop)
    }
  ]
}
