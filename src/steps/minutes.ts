import { agreementWords } from '../core/agreement-words.ts'
import type { Minutes, MinutesSource } from '../core/minutes.ts'
import { isFilled } from '../core/plain-text.ts'
import type { Step, StepKind, StepOf } from '../core/workshop.ts'
import { agreementsOf } from './agree/minutes.ts'
import { notesMinutes } from './notes/minutes.ts'
import { ratingMinutes } from './rate/minutes.ts'
import { voteMinutes } from './vote/minutes.ts'

/** What a step leaves in the minutes. */
type Section<S extends Step> = (step: S, source: MinutesSource) => Partial<Pick<Minutes, 'ratings' | 'votes' | 'notes'>>

/** What each kind of step leaves in the minutes; null for those that leave nothing of their own. Agreements and reviews are the wall's. */
const sections: { [Kind in StepKind]: Section<StepOf<Kind>> | null } = {
  talk: null,
  rate: (step, source) => ({ ratings: ratingMinutes(step, source) }),
  reveal: null,
  notes: (step, source) => ({ notes: notesMinutes(step, source) }),
  vote: (step, source) => ({ votes: voteMinutes(step, source) }),
  agree: null,
  review: null,
  close: null
}

/**
 * The minutes of a board: agreements first, then what was revealed, then notes. [minutes-published-only] Figures come from
 * what is published and nowhere else. Empty notes, steps and focus areas are left out; votes stand with the most dots first.
 */
export function minutesOf(source: MinutesSource): Minutes {
  const { title, workshop, made, expires, closed, results, wall } = source
  const left = workshop.steps.map(step => (sections[step.kind] as Section<Step> | null)?.(step, source) ?? {})
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
    reviews: wall.reviews.filter(({ what }) => isFilled(what)).map(({ what, status, note }) => ({ what: what.trim(), status, note: note.trim() })),
    ratings: left.flatMap(({ ratings = [] }) => ratings),
    votes: left.flatMap(({ votes = [] }) => votes),
    notes: left.flatMap(({ notes = [] }) => notes)
  }
}
