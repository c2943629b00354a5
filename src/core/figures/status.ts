import { type Apart, aparts } from '../ballot/answer.ts'
import { itemWordings, type Wording } from '../workshop/item-text.ts'
import { inSections } from '../workshop/sections.ts'
import type { ElementCopy, ElementNumber, Instrument, Strength, Workshop } from '../workshop/workshop.ts'
import { patternOf } from './pattern.ts'
import { type Figure, type Figures, isWithheld } from './results.ts'
import { known, middles, people } from './scale.ts'

/**
 * [status-of-many] What a group's answers to one commitment come to: a level (the index of its word), an answer that stands
 * apart, `split` where they see it differently, `withheld` where nothing is published, `none` where nobody has answered.
 */
export type ItemStatus = number | Apart | 'split' | 'withheld' | 'none'

/**
 * [status-of-many] The level of the middle answer, the lower of two middles. `split` where the pattern is camps or spread; an answer apart where it
 * is the finding. Below five answers there is no pattern: then it is split where two answers lie two levels apart.
 */
export function statusOf(figure: Figure): ItemStatus {
  if (isWithheld(figure)) return 'withheld'
  if (people(figure) === 0) return 'none'
  switch (patternOf(figure)) {
    case 'many-unknown':
      return 'unknown'
    case 'many-not-applicable':
      return 'notApplicable'
    case 'two-camps':
    case 'spread':
      return 'split'
    case 'few':
      return statusOfFew(figure.counts, figure)
    default:
      return middles(figure)?.low ?? 'none'
  }
}

function statusOfFew(counts: readonly number[], figure: Exclude<Figure, { withheld: unknown }>): ItemStatus {
  const apart = aparts.find(each => (figure[each] ?? 0) > known(figure))
  if (apart) return apart
  const chosen = counts.flatMap((count, level) => (count > 0 ? [level] : []))
  const [lowest, highest] = [chosen[0], chosen[chosen.length - 1]]
  if (lowest === undefined || highest === undefined) return aparts.find(each => (figure[each] ?? 0) > 0) ?? 'none'
  return highest - lowest >= 2 ? 'split' : (middles(figure)?.low ?? 'none')
}

/** A commitment as it was rated. */
export type StatusItem = {
  id: string
  wordings: Wording[]
  element: ElementNumber
  strength: Strength | undefined
  status: ItemStatus
  figure: Figure
}

/** How many commitments of a part came to each status. Only what somebody came to is in it. */
export type StatusRow = { id: string; title: string; items: number; counts: ReadonlyMap<ItemStatus, number> }

/** The status of an agreement, or of a part of it, as a group sees it. */
export type StatusOverview = {
  /** The levels from the highest down, then what stands apart, differs and is not shown: the columns, those that occur alone. */
  columns: ItemStatus[]
  byStrength: StatusRow[]
  /** Empty where the instrument has no sections. */
  bySection: StatusRow[]
  /** Not at the highest level: the firmest first, within those the lowest level first, then in the agreement's order. */
  missing: StatusItem[]
  /** Seen differently, in the agreement's order. */
  split: StatusItem[]
}

/** What is published of a status instrument, as tables and lists. Made of published figures alone. */
export function statusOverview(figures: Pick<Figures, 'items'>, instrument: Instrument, workshop: Pick<Workshop, 'sides'>): StatusOverview {
  const { strengths = [], sections, items, scale } = instrument
  const rated: StatusItem[] = items.map(item => {
    const figure = figures.items[item.id] ?? { withheld: 'few' as const }
    return {
      id: item.id,
      wordings: itemWordings(item, workshop),
      element: item.element,
      strength: strengths.find(({ id }) => id === item.strength),
      status: statusOf(figure),
      figure
    }
  })
  const rowOf = (id: string, title: string, of: readonly StatusItem[]): StatusRow => {
    const counts = new Map<ItemStatus, number>()
    for (const { status } of of) counts.set(status, (counts.get(status) ?? 0) + 1)
    return { id, title, items: of.length, counts }
  }
  const order: ItemStatus[] = [...scale.map((_, level) => scale.length - 1 - level), 'split', ...aparts, 'none', 'withheld']
  const rank = ({ strength }: StatusItem) => strengths.findIndex(({ id }) => id === strength?.id)
  const level = ({ status }: StatusItem) => (typeof status === 'number' ? status : scale.length)
  return {
    columns: order.filter(status => rated.some(item => item.status === status)),
    byStrength: strengths.map(({ id, word }) =>
      rowOf(
        id,
        word,
        rated.filter(({ strength }) => strength?.id === id)
      )
    ),
    bySection: sections ? inSections(rated, sections).map(({ id, title, entries }) => rowOf(id, title, entries)) : [],
    missing: rated
      .filter(({ status }) => typeof status === 'number' && status < scale.length - 1)
      .sort((a, b) => rank(a) - rank(b) || level(a) - level(b)),
    split: rated.filter(({ status }) => status === 'split')
  }
}

/** A possible first step for each of some commitments: from its element, another one each time as long as there are others. '' where it has none. */
export function firstStepsFor(
  items: readonly Pick<StatusItem, 'id' | 'element'>[],
  workshop: { elements: readonly Pick<ElementCopy, 'number' | 'firstSteps'>[] }
): Map<string, string> {
  const used = new Map<ElementNumber, number>()
  return new Map(
    items.map(({ id, element }) => {
      const steps = workshop.elements.find(({ number }) => number === element)?.firstSteps ?? []
      const at = used.get(element) ?? 0
      used.set(element, at + 1)
      return [id, steps[at % Math.max(1, steps.length)] ?? '']
    })
  )
}
