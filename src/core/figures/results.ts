import type { WayCounts } from '../ballot/way.ts'
import type { Settings } from '../board/settings.ts'
import type { ElementNumber, Option } from '../workshop/workshop.ts'

/** How many chose each word of the scale (same order, lowest first), and how many said "ved ikke". `notApplicable`: only where anybody said so. */
export type Distribution = { counts: number[]; unknown: number; notApplicable?: number }

/**
 * Why a figure is not shown: fewer people than the minimum, or so near another figure that a small group could be computed.
 * An item that is withheld counts in nothing: where an element has items that are shown, its figure is made of those alone;
 * where all its items are withheld, of all answers (disclosure.ts).
 */
export type Withheld = { withheld: 'few' | 'difference' }
export type Figure = Distribution | Withheld

export type Figures = {
  /** A person counts once in an element, with the median of their own answers, the lower of two middles. */
  elements: Partial<Record<ElementNumber, Figure>>
  /** Item id → figure. */
  items: Record<string, Figure>
}

export type SplitBy = 'side' | 'role'
export type Split = { by: SplitBy; groups: ({ id: string } & Figures)[] } | { by: SplitBy; withheld: 'few' }

/** What is published of a rate step, once, at its reveal; never recomputed. */
export type PublishedRating = Figures & {
  kind: 'rate'
  /** [given-counts] People with at least one answer in the step, whether or not they have said to be done. */
  answered: number
  /** [heads] People in the room who answer, as the facilitator had counted them by then. Absent where nobody had. */
  heads?: number
  /** null where no split was asked for. */
  split: Split | null
}

/** What is published of a vote step when it is closed. */
export type PublishedVote = {
  kind: 'vote'
  /** People who placed a dot. Absent where `withheld` is set: with a single option left it would be the option's own count. */
  voters?: number
  /** [own-words] What was voted on, in its words of then. Absent of votes from before it was kept, and where `withheld` is set. */
  options?: Option[]
  /** Option id → dots. Absent where `withheld` is set. */
  dots?: Record<string, number>
  withheld?: 'few'
  /** As in a rating. */
  heads?: number
}
export type Published = PublishedRating | PublishedVote

/** What would be shown of a step now. Never a count of an element or a group: only whether there is enough. */
export type Preview = {
  /** Counts up at each change of the rest, from 1. */
  n: number
  /** The split that would be tried; null for none. Another one than was asked for where an earlier round has shown its own. */
  split: SplitBy | null
  /** Of a rate step: the elements that would have a figure. */
  elements: ElementNumber[]
  /** Whether the split would be shown. */
  divided: boolean
  /** Of a vote step: whether the dots would be shown. */
  dots: boolean
  /** [heads] More have answered than there are heads: nothing is shown until the numbers fit. */
  held: boolean
}

/**
 * How far a step has come: people with an answer or a dot in it, and people who have said to be done. Never who, never what. `ways`: how
 * those who have answered came; absent where all did by phone.
 */
export type Progress = { answered: number; done: number; ways?: WayCounts }

/** The whole of a board's results document: the server alone writes it. */
export type Results = {
  settings: Settings
  /** People who have joined, at least: see `peopleAtLeast`. */
  people: number
  /** People who have answered or placed a dot in any step, at least. */
  answered: number
  /** Set when the board has been closed: how many people's ballots were destroyed. */
  closed: { destroyed: number } | null
  /** Step id → progress, for rate and vote steps. */
  progress: Record<string, Progress>
  /** Step id → what would be shown of it, where the facilitator has asked and it has not been. */
  previews: Record<string, Preview>
  /** Step id of the rate or vote step → what is published. */
  published: Record<string, Published>
}

/** Whether a figure is withheld, and so holds no counts. */
export const isWithheld = (figure: Figure): figure is Withheld => 'withheld' in figure
