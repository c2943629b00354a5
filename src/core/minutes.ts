import { agreementWords } from './agreement-words.ts'
import { differenceWords, itemWordings, type Wording } from './item-text.ts'
import { elementName, type NamedSplit, namedSplit } from './labels.ts'
import type { Figure, Results } from './results.ts'
import type { Settings } from './settings.ts'
import { itemsByElement } from './tally.ts'
import { optionsOf } from './voted-options.ts'
import type { Action, ReviewStatus, Wall } from './wall.ts'
import type { AgreementWords, ElementNumber, Workshop } from './workshop.ts'

/** What a board leaves behind (referat): agreements first, then what was revealed, then notes. */
export type Minutes = {
  title: string
  workshop: string
  /** ISO time at which the board was made. */
  made: string
  expires: string
  closed: boolean
  /** People who had a seat. `answered`: those of them with an answer or a dot in any step. */
  people: number
  answered: number
  settings: Settings
  agreements: {
    element: { number: ElementNumber; name: string } | null
    want: string
    sign: string
    followUp: string
    actions: Omit<Action, 'id' | 'focus'>[]
  }[]
  /** What the agreements' fields are called in this meeting. */
  words: AgreementWords
  reviews: { what: string; status: ReviewStatus | null; note: string }[]
  ratings: {
    step: string
    title: string
    question: string
    scale: string[]
    unknown: string
    answered: number
    /** People in the room who answered, as they were counted then; null where nobody had. */
    heads: number | null
    elements: {
      number: ElementNumber
      name: string
      figure: Figure
      /** Says that not all sides were asked the same of this element, else ''. */
      difference: string
      items: { id: string; wordings: Wording[]; figure: Figure }[]
    }[]
    split: NamedSplit | null
  }[]
  votes: { step: string; title: string; voters: number | null; heads: number | null; withheld: boolean; options: { label: string; dots: number }[] }[]
  notes: { step: string; title: string; lanes: { label: string; notes: string[] }[] }[]
}

export type MinutesSource = {
  title: string
  made: string
  expires: string
  closed: boolean
  workshop: Workshop
  results: Results
  wall: Wall
}

const filled = (text: string): boolean => text.trim() !== ''

/** Agreements in the order of the wall, without empty ones. A step whose focus area is gone is kept in a last one without words. */
function agreementsOf({ wall, workshop }: MinutesSource): Minutes['agreements'] {
  const actionsOf = (chosen: Action[]): Omit<Action, 'id' | 'focus'>[] =>
    chosen
      .filter(({ what, who, when }) => [what, who, when].some(filled))
      .map(({ what, who, when }) => ({ what: what.trim(), who: who.trim(), when: when.trim() }))
  const agreements = wall.focus.map(({ id, element, want, sign, followUp }) => ({
    element: element === null ? null : { number: element, name: elementName(workshop, element) },
    want: want.trim(),
    sign: sign.trim(),
    followUp,
    actions: actionsOf(wall.actions.filter(action => action.focus === id))
  }))
  const orphans = actionsOf(wall.actions.filter(action => !wall.focus.some(focus => focus.id === action.focus)))
  if (orphans.length > 0) agreements.push({ element: null, want: '', sign: '', followUp: '', actions: orphans })
  return agreements.filter(({ want, sign, actions }) => filled(want) || filled(sign) || actions.length > 0)
}

function ratingsOf({ workshop, results }: MinutesSource): Minutes['ratings'] {
  return workshop.steps.flatMap(step => {
    const published = results.published[step.id]
    const instrument = step.kind === 'rate' ? workshop.instruments[step.instrument] : undefined
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
    const { question, scale, unknown } = instrument
    return [
      {
        step: step.id,
        title: step.title,
        question,
        scale,
        unknown,
        answered: published.answered,
        heads: published.heads ?? null,
        elements,
        split: namedSplit(published.split, workshop)
      }
    ]
  })
}

function votesOf({ workshop, results, wall }: MinutesSource): Minutes['votes'] {
  return workshop.steps.flatMap(step => {
    const published = results.published[step.id]
    if (step.kind !== 'vote' || published?.kind !== 'vote' || results.settings.privacy === 'cards') return []
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
        withheld: !published.dots,
        options
      }
    ]
  })
}

function notesOf({ workshop, wall }: MinutesSource): Minutes['notes'] {
  return workshop.steps.flatMap(step => {
    if (step.kind !== 'notes') return []
    const lanes = step.lanes
      .map(({ id, label }) => ({
        label,
        notes: wall.notes.filter(note => note.step === step.id && note.lane === id && filled(note.text)).map(note => note.text.trim())
      }))
      .filter(lane => lane.notes.length > 0)
    return lanes.length > 0 ? [{ step: step.id, title: step.title, lanes }] : []
  })
}

/**
 * The minutes of a board: agreements first, then what was revealed, then notes. [minutes-published-only] Figures come from
 * what is published and nowhere else. Empty notes, steps and focus areas are left out; votes stand with the most dots first.
 */
export function minutesOf(source: MinutesSource): Minutes {
  const { title, workshop, made, expires, closed, results, wall } = source
  return {
    title,
    workshop: workshop.title,
    made,
    expires,
    closed,
    people: results.people,
    answered: results.answered,
    settings: results.settings,
    agreements: agreementsOf(source),
    words: agreementWords(workshop),
    reviews: wall.reviews.filter(({ what }) => filled(what)).map(({ what, status, note }) => ({ what: what.trim(), status, note: note.trim() })),
    ratings: ratingsOf(source),
    votes: votesOf(source),
    notes: notesOf(source)
  }
}
