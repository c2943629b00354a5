import type { AnswerWords } from './answer-words.ts'
import type { Wording } from './item-text.ts'
import type { NamedSplit } from './labels.ts'
import type { Figure, Results } from './results.ts'
import type { Settings } from './settings.ts'
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
  ratings: (AnswerWords & {
    step: string
    title: string
    question: string
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
  })[]
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
