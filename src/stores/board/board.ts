import type { ReadableAtom } from 'nanostores'
import type * as Y from 'yjs'
import type { Wall } from '../../core/agreement/wall.ts'
import type { BoardInfo } from '../../core/board/api.ts'
import type { Settings } from '../../core/board/settings.ts'
import type { Steering } from '../../core/board/steering.ts'
import type { Results } from '../../core/figures/results.ts'
import type { Workshop } from '../../core/workshop/workshop.ts'
import type { SaveStatus } from '../../sync/save-status.ts'
import type { BoardProblem } from '../problem.ts'
import type { Drafts } from './drafts.ts'
import type { Hindrance } from './hindrance.ts'
import type { Seats } from './seats.ts'

/** One board as its islands see it: what is known, as stores, and nothing of how it got here. */
export type Board = {
  info: ReadableAtom<BoardInfo>
  /** What the board was made with; it never changes. */
  workshop: Workshop
  /** Null until the session has arrived. */
  steering: ReadableAtom<Steering | null>
  results: ReadableAtom<Results | null>
  /** The board's settings: as published, or as first fetched until the results have arrived. */
  settings: ReadableAtom<Settings>
  /** True from the moment that either the server's answer or the results say so. */
  closed: ReadableAtom<boolean>
  wall: ReadableAtom<Wall>
  seats: Seats
  status: ReadableAtom<SaveStatus>
  /** Set when the board has gone away under our feet. */
  problem: ReadableAtom<BoardProblem | null>
  /** What keeps the meeting from coming, while something does. The page goes on trying. */
  hindrance: ReadableAtom<Hindrance | null>
  /** Set when everything on this device was deleted from another tab: the meeting goes on in this one. */
  forgotten: ReadableAtom<boolean>
  /** Whether the device can remember a seat after the tab is closed. */
  remembers: boolean
  /** The server's clock, Unix ms. */
  serverNow: () => number
  /** This window, as told apart from a facilitator's other window. */
  window: string
  /** The wall is opened with the own seat; null before. */
  documents: { session: Y.Doc; wall: () => Y.Doc | null }
  key: string
  drafts: Drafts
  /** Reads the board's facts anew (after closing, or a change of settings). Throws ApiError. */
  refresh: () => Promise<void>
  stop: () => void
}
