import type { Note } from '../core/agreement/wall.ts'
import type { Ballot } from '../core/ballot/ballot.ts'
import type { CameBallot } from '../core/ballot/way.ts'
import type { Settings } from '../core/board/settings.ts'
import type { Steering } from '../core/board/steering.ts'
import type { Published, SplitBy } from '../core/figures/results.ts'
import type { Step, Workshop } from '../core/workshop/workshop.ts'

/** What publishing knows of a board. Workshop and settings are the board's own stored ones. */
export type BoardNow = {
  settings: Settings
  workshop: Workshop
  /** Participants who have a seat on a phone of their own. */
  phones: number
  ballots: readonly CameBallot[]
  steering: Pick<Steering, 'revealed' | 'asks' | 'heads' | 'early' | 'by'>
  notes: readonly Note[]
  /** Whether a focus area stands on the wall. */
  agreed: boolean
}

/** How a kind of step in which people answer in secret is counted and published. */
export type Publishing<S extends Step> = {
  /** Tells of a ballot whether it has an answer or a dot in the step. */
  tookPart(step: S, board: BoardNow): (ballot: Ballot) => boolean
  /** [one-split] The split that may be tried of those who ask for one. */
  splitLeft(step: S, wish: SplitBy | null, workshop: Workshop, published: Record<string, Published>): SplitBy | null
  /** What is published of it now; null where there is nothing to publish. `published`: what is published of other steps already. */
  publish(step: S, board: BoardNow, split: SplitBy | null, published: Record<string, Published>): Published | null
}
