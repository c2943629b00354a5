import type { ElementNumber } from '../workshop/workshop.ts'

/** A note on a wall. Text is edited together, so it carries no author. */
export type Note = {
  id: string
  step: string
  lane: string
  text: string
  /** Id of the note that it lies under; absent where it hangs by itself. See note-stacks.ts. */
  under?: string
  /** [note-hidden] The facilitator has taken its words off the wall. */
  hidden?: true
}

/** A focus area: what the group wants, the sign students will notice, and when it looks back. */
export type Focus = {
  id: string
  element: ElementNumber | null
  want: string
  sign: string
  /** ISO date, "2026-11-23", or "" where not yet set. */
  followUp: string
  /** What students are told of what they said: how, by whom and when. Each in free words, "" where not yet written. */
  replyHow: string
  replyWho: string
  replyWhen: string
}

/** A first step under a focus area. */
export type Action = {
  id: string
  focus: string
  what: string
  who: string /** Free words, which may hold a day: see ../text/day-in-words.ts. */
  when: string
}

/** Last time's agreement, looked at again. */
export type ReviewStatus = 'gjort' | 'i-gang' | 'ikke-begyndt'
/** The words of each on the screens. */
export const reviewWords: Record<ReviewStatus, string> = { gjort: 'Gjort', 'i-gang': 'I gang', 'ikke-begyndt': 'Ikke begyndt' }
/** What the group does with it now. */
export type Decision = 'bliv-ved' | 'skru' | 'slip'
/** The words of each on the screens. */
export const decisionWords: Record<Decision, string> = { 'bliv-ved': 'Bliv ved', skru: 'Skru på det', slip: 'Slip' }
/** Where a point comes from: the focus area of the last meeting, the sign that students were to notice, and who did it when. */
export type ReviewFrom = {
  /** The focus area's id in the last meeting's minutes: points with the same one belong together. */
  area: string
  element: ElementNumber | null
  want: string
  sign: string
  who: string
  when: string
  /** What the last meeting called its answer to the students; the point begins with it. Absent where the point is a step. */
  reply?: string
}
export type Review = {
  id: string
  what: string
  status: ReviewStatus | null
  decision: Decision | null
  note: string
  /** Absent of a point that was written by hand. */
  from?: ReviewFrom
  /** Id of the new agreement's focus area that it was taken over into; absent of one that was not. */
  carried?: string
}

export type Wall = { notes: Note[]; focus: Focus[]; actions: Action[]; reviews: Review[] }

/** More focus areas than this and the screen asks whether the group can carry them. A soft limit. */
export const FOCUS_SOFT_LIMIT = 3
