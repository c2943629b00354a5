import { differenceWords, itemWordings } from '../../core/item-text.ts'
import { elementName, namedSplit } from '../../core/labels.ts'
import type { Minutes, MinutesSource } from '../../core/minutes.ts'
import { itemsByElement } from '../../core/tally.ts'
import type { RateStep } from '../../core/workshop.ts'

/** A rating as it was published, with the wordings and names of its own board; none where no element has a figure's place. */
export function ratingMinutes(step: RateStep, { workshop, results }: MinutesSource): Minutes['ratings'] {
  const published = results.published[step.id]
  const instrument = workshop.instruments[step.instrument]
  if (published?.kind !== 'rate' || !instrument) return []
  const elements = itemsByElement(instrument).flatMap(([number, items]) => {
    const figure = published.elements[number]
    if (!figure) return []
    return [
      {
        number,
        name: elementName(workshop, number),
        figure,
        difference: differenceWords(items, workshop),
        items: items.flatMap(item => {
          const own = published.items[item.id]
          return own ? [{ id: item.id, wordings: itemWordings(item, workshop), figure: own }] : []
        })
      }
    ]
  })
  if (elements.length === 0) return []
  const { question, scale, unknown, notApplicable, patterns } = instrument
  return [
    {
      step: step.id,
      title: step.title,
      question,
      scale,
      unknown,
      ...(notApplicable !== undefined && { notApplicable }),
      patterns,
      answered: published.answered,
      heads: published.heads ?? null,
      elements,
      split: namedSplit(published.split, workshop)
    }
  ]
}
