import type { RatedElement } from '../figures/rated.ts'
import type { Figure } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'
import type { ElementNumber } from '../workshop/workshop.ts'
import { type ThenNow, thenNow } from './then-now.ts'

/** A meeting as it was added. `id`: the reader's own, for as long as the page is open. */
export type OverviewMeeting = { id: string; minutes: Minutes }

type Rating = Minutes['ratings'][number]

/** One meeting's answers to the statements of a group. A meeting that asked twice has two. */
export type OverviewColumn = {
  id: string
  meeting: OverviewMeeting
  rating: Rating
  /** The step's title, where the meeting asked twice. */ round: string
}

/** An element, or the one statement of it, with each column's published figure. */
export type OverviewRow = {
  number: ElementNumber
  name: string
  figures: Figure[]
  /** Where there are two columns alone. */ difference: ThenNow | null
}

/** Meetings that asked the same in the same words. */
export type OverviewGroup = { id: string; question: string; words: AnswerWords; columns: OverviewColumn[]; rows: OverviewRow[] }

/** What was asked, and in which words it could be answered: only answers to the same stand side by side. */
const asked = ({ question, scale, unknown, notApplicable, elements }: Rating): string =>
  JSON.stringify([
    question,
    scale,
    unknown,
    notApplicable ?? null,
    elements.map(({ number, items }) => [number, items.map(i => [i.id, i.wordings.map(w => w.text)])])
  ])

const rowOf = ({ number, name }: RatedElement, columns: readonly OverviewColumn[]): Omit<OverviewRow, 'difference'> => ({
  number,
  name,
  figures: columns.map(({ rating }): Figure => rating.elements.find(each => each.number === number)?.figure ?? { withheld: 'few' })
})

/**
 * The meetings side by side. [overview-order] In the order in which they were given, elements by their number: nothing is sorted by what
 * it says. [overview-published-only] Each figure is one that was published; none is made of several.
 */
export function overviewOf(meetings: readonly OverviewMeeting[]): OverviewGroup[] {
  const groups = new Map<string, OverviewColumn[]>()
  for (const meeting of meetings) {
    const { ratings } = meeting.minutes
    for (const [at, rating] of ratings.entries()) {
      const key = asked(rating)
      const round = ratings.filter(each => asked(each) === key).length > 1 ? rating.title : ''
      groups.set(key, [...(groups.get(key) ?? []), { id: `${meeting.id}/${at}`, meeting, rating, round }])
    }
  }
  return [...groups.values()].map((columns, at) => {
    const [first] = columns as [OverviewColumn]
    const rows = [...first.rating.elements].sort((a, b) => a.number - b.number).map(element => rowOf(element, columns))
    const differences = columns.length === 2 ? thenNow(rows.map(({ figures }) => [figures[0], figures[1]])) : null
    return {
      id: String(at),
      question: first.rating.question,
      words: first.rating,
      columns,
      rows: rows.map((row, i) => ({ ...row, difference: differences?.[i] ?? null }))
    }
  })
}

/** The meeting among these that the minutes are of, whatever has been corrected in them since. */
export const sameMeeting = (meetings: readonly OverviewMeeting[], { made, workshop }: Minutes): OverviewMeeting | undefined =>
  meetings.find(({ minutes }) => minutes.made === made && minutes.workshop === workshop)

/** What the reader sets in order, with one of it moved by `by` places, not beyond an end. */
export function moved<Each extends { id: string }>(all: readonly Each[], id: string, by: -1 | 1): Each[] {
  const at = all.findIndex(each => each.id === id)
  const to = at + by
  const [here, there] = [all[at], all[to]]
  if (!here || !there) return [...all]
  return all.map((each, i) => (i === at ? there : i === to ? here : each))
}
