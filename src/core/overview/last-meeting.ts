import { type Figure, isWithheld } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import { itemTexts } from '../workshop/item-text.ts'
import type { ElementNumber, Instrument, Item, LastFigure, LastMeeting, LastRating, Workshop } from '../workshop/workshop.ts'

type Rating = Minutes['ratings'][number]
type RatedThen = Rating['elements'][number]

const shownOf = (figure: Figure): LastFigure | null =>
  isWithheld(figure)
    ? null
    : { counts: figure.counts, unknown: figure.unknown, ...(figure.notApplicable !== undefined && { notApplicable: figure.notApplicable }) }

/** Whether an item asked then, in one of its wordings at least, what it asks now. */
const isSame = (then: RatedThen['items'][number] | undefined, now: Item): boolean =>
  then !== undefined && then.id === now.id && then.wordings.every(({ text }) => itemTexts(now).includes(text))

/** What was published then of what this instrument asks in the same words; null where that is nothing. */
function lastRating(rating: Rating, { question, scale, unknown, notApplicable, items }: Instrument): LastRating | null {
  const isAskedAlike =
    rating.question === question &&
    rating.unknown === unknown &&
    rating.notApplicable === notApplicable &&
    rating.scale.length === scale.length &&
    rating.scale.every((word, step) => word === scale[step])
  if (!isAskedAlike) return null
  const last: LastRating = { elements: {}, items: {} }
  for (const { number, figure, items: asked } of rating.elements) {
    const now = items.filter(({ element }) => element === number)
    const alike = now.filter(item =>
      isSame(
        asked.find(({ id }) => id === item.id),
        item
      )
    )
    for (const { id } of alike) {
      const shown = shownOf(asked.find(each => each.id === id)?.figure ?? { withheld: 'few' })
      if (shown) last.items[id] = shown
    }
    // An element's figure is of all its items together.
    const shown = alike.length === now.length && asked.length === now.length ? shownOf(figure) : null
    if (shown) last.elements[number as ElementNumber] = shown
  }
  return Object.keys(last.elements).length + Object.keys(last.items).length > 0 ? last : null
}

/**
 * [last-published-only] [overview-same-words] What an earlier meeting's minutes can be set beside in a new one; null where nothing was asked in the same
 * words. Where that meeting asked the same twice, the last time counts.
 */
export function lastMeeting(
  { title, made, ratings }: Pick<Minutes, 'title' | 'made' | 'ratings'>,
  { instruments }: Pick<Workshop, 'instruments'>
): LastMeeting | null {
  const found = Object.entries(instruments).flatMap(([key, instrument]) => {
    const last = ratings.flatMap(rating => lastRating(rating, instrument) ?? []).at(-1)
    return last ? [[key, last] as const] : []
  })
  return found.length > 0 ? { title, made, ratings: Object.fromEntries(found) } : null
}
