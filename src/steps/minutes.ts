import { agreementWords } from '../core/agreement/agreement-words.ts'
import { markedTitle } from '../core/board/settings.ts'
import { MINUTES_VERSION, type Minutes, type MinutesSource } from '../core/minutes/minutes.ts'
import { agreementsOf } from './agree/minutes.ts'
import { reviewsOf } from './review/minutes.ts'
import { rulesOf } from './rules.ts'

/**
 * The minutes of a board: agreements first, then what was revealed, then notes. [minutes-published-only] Figures come from
 * what is published and nowhere else. Empty notes, steps and focus areas are left out; votes stand with the most dots first.
 */
export function minutesOf(source: MinutesSource): Minutes {
  const { title, workshop, made, expires, closed, results } = source
  const left = workshop.steps.map(step => rulesOf(step).minutes?.(step, source) ?? {})
  return {
    version: MINUTES_VERSION,
    title: markedTitle(title, results.settings),
    workshop: workshop.title,
    made,
    expires,
    closed,
    people: results.people,
    answered: results.answered,
    settings: results.settings,
    agreements: agreementsOf(source),
    words: agreementWords(workshop),
    reviews: reviewsOf(source),
    ratings: left.flatMap(({ ratings = [] }) => ratings),
    votes: left.flatMap(({ votes = [] }) => votes),
    notes: left.flatMap(({ notes = [] }) => notes)
  }
}
