import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import { isFilled } from '../../core/text/plain-text.ts'

/** The points of the last agreement in the order of the wall, without empty ones. */
export const reviewsOf = ({ wall }: MinutesSource): Minutes['reviews'] =>
  wall.reviews
    .filter(({ what }) => isFilled(what))
    .map(({ what, status, decision, note, from }) => ({
      what: what.trim(),
      status,
      decision,
      note: note.trim(),
      from: from ? { want: from.want.trim(), sign: from.sign.trim(), who: from.who.trim(), when: from.when.trim() } : null
    }))
