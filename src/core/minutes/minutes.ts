import type { Reply } from '../agreement/reply.ts'
import type { Action, Decision, ReviewFrom, ReviewStatus, Wall } from '../agreement/wall.ts'
import type { WayCounts } from '../ballot/way.ts'
import type { Settings } from '../board/settings.ts'
import type { RatedElement } from '../figures/rated.ts'
import type { Results } from '../figures/results.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'
import type { NamedSplit } from '../workshop/labels.ts'
import type { AgreementWords, ElementNumber, Section, Workshop } from '../workshop/workshop.ts'

/**
 * Counts up when a reader of the version before would misread or refuse what is new. 1: the first that was numbered, with the words of its answers.
 * 2: an agreement's answer to the students. 3: a decision and an origin of each point of the last agreement. 4: how answers came.
 */
export const MINUTES_VERSION = 4

/** What a board leaves behind (referat): agreements first, then what was revealed, then notes. */
export type Minutes = {
  /** `MINUTES_VERSION` of whoever made them; a file without one is from before minutes were numbered. */
  version: typeof MINUTES_VERSION
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
    /** The focus area's id on the wall, the same as the minutes are fetched anew; '' of steps whose area is gone. */
    id: string
    element: { number: ElementNumber; name: string } | null
    want: string
    sign: string
    followUp: string
    actions: Omit<Action, 'id' | 'focus'>[]
    /** What students are told of what they said; null where nothing of it is written. */
    reply: Reply | null
  }[]
  /** What the agreements' fields are called in this meeting. */
  words: AgreementWords
  /** The last meeting's agreement, point by point. `from`: what it was a part of; null of a point that was written by hand. */
  reviews: { what: string; status: ReviewStatus | null; decision: Decision | null; note: string; from: Omit<ReviewFrom, 'area' | 'element'> | null }[]
  ratings: (AnswerWords & {
    step: string
    title: string
    question: string
    answered: number
    /** People in the room who answered, as they were counted then; null where nobody had. */
    heads: number | null
    /** How those who answered did; absent where all did by phone. */
    ways?: WayCounts
    /** The parts that the items stand in, where there are many. */
    sections?: Section[]
    elements: RatedElement[]
    split: NamedSplit | null
  })[]
  votes: {
    step: string
    title: string
    voters: number | null
    heads: number | null
    /** As of a rating; absent also where `withheld` is set. */
    ways?: WayCounts
    withheld: boolean
    options: { label: string; dots: number }[]
  }[]
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
