import { differenceWords, itemWordings, type Wording } from '../workshop/item-text.ts'
import { elementName } from '../workshop/labels.ts'
import type { ElementNumber, Instrument, Workshop } from '../workshop/workshop.ts'
import type { Figure, Figures } from './results.ts'
import { itemsByElement } from './tally.ts'

/** An item as it was rated: what was asked, and its figure. */
export type RatedItem = {
  id: string
  wordings: Wording[]
  figure: Figure
  /** Staff gave their best guess at what students experience. */
  guess?: true
}

/** An element as it was rated: what a picture, a list and the minutes are all made of. */
export type RatedElement = {
  number: ElementNumber
  name: string
  figure: Figure
  /** Says that not all sides were asked the same of this element, else ''. */
  difference: string
  items: RatedItem[]
}

/** What is published of an instrument, element by element in their order, each item with its wordings. What has no figure's place is left out. */
export function ratedElements(figures: Figures, instrument: Instrument, workshop: Pick<Workshop, 'elements' | 'sides'>): RatedElement[] {
  return itemsByElement(instrument).flatMap(([number, items]) => {
    const figure = figures.elements[number]
    if (!figure) return []
    const rated = items.flatMap(item => {
      const own = figures.items[item.id]
      return own ? [{ id: item.id, wordings: itemWordings(item, workshop), figure: own, ...(item.guess && { guess: true as const }) }] : []
    })
    return [{ number, name: elementName(workshop, number), figure, difference: differenceWords(items, workshop), items: rated }]
  })
}

/** Fewer elements than this are shown as rows beside each other, and more as a rose. */
export const ROSE_LEAST = 3

/** The elements of the rose that an instrument's answers will be; empty where they will be shown otherwise: few elements, or the status of commitments. */
export function roseElements(instrument: Instrument): ElementNumber[] {
  const asked = itemsByElement(instrument).map(([number]) => number)
  return instrument.strengths || asked.length < ROSE_LEAST ? [] : asked
}
