import { type BoardInfo, closeCodes } from '../../core/board/api.ts'
import { ApiError } from '../../sync/api.ts'
import type { BoardProblem } from '../problem.ts'

/** What it means that the server has closed a document for good. */
export type CloseMeaning =
  /** The board is deleted, or its date has come: this device forgets it. */
  | 'deleted'
  /** The server does not find the board, and could not be asked whether it is deleted. */
  | 'not-found'
  /** The meeting was closed, which is its normal end. */
  | 'closed'
  /** The server, restored from an older copy, does not know this ballot. */
  | 'unseated'
  | 'wrong-key'
  /** This page and the server are of releases that do not understand each other. What was typed stays on the device. */
  | 'other-release'
  /** The meeting was closed before the last word was saved. */
  | 'lost-word'
  /** Refused or out of step with the server: this device's copy cannot be saved. */
  | 'too-large'
  | 'refused'

/** Codes that alone do not tell what has happened: the board's facts are asked for anew. */
export const leavesOpen = (code: number): boolean => code === closeCodes.notFound || code === closeCodes.unknownKey || code === closeCodes.notYours

/** Whether the server has answered that it has no such board: deleted, or its date has come. */
export const isGone = (error: unknown): boolean => error instanceof ApiError && error.code === 'no-board'

/**
 * The meaning of a final close code (`closeCodes`). `now`: the board's facts as they were asked for anew, the error where that failed, null where
 * it was not needed. `ofBallot`: whether the document was opened with a ballot's key.
 */
export function meaningOfClose(code: number, now: BoardInfo | Error | null, ofBallot: boolean): CloseMeaning {
  if (code === closeCodes.deleted || isGone(now)) return 'deleted'
  const known = now instanceof Error ? null : now
  if (code === closeCodes.notFound || code === closeCodes.unknownKey) {
    if (known?.closed) return 'closed'
    if (code === closeCodes.notFound) return 'not-found'
    return known && ofBallot ? 'unseated' : 'wrong-key'
  }
  if (code === closeCodes.notYours && known?.closed) return 'lost-word'
  if (code === closeCodes.otherProtocol) return 'other-release'
  return code === closeCodes.tooLarge ? 'too-large' : 'refused'
}

const gone: BoardProblem = { code: 'gone', message: 'Mødet findes ikke mere. Mødet og alt, hvad der hørte til det, er slettet.', retry: false }

/** What is said to the person; meanings that are left out end nothing for them. */
export const closeProblems: Record<Exclude<CloseMeaning, 'closed' | 'unseated'>, BoardProblem> = {
  deleted: gone,
  'not-found': gone,
  'wrong-key': {
    code: 'key',
    message: 'Linket passer ikke til mødet. Bed mødelederen om et nyt link, eller brug koden på skærmen.',
    retry: false
  },
  'other-release': { code: 'other-release', message: 'Pejling er kommet i en ny udgave. Hent siden igen.', retry: true },
  'lost-word': {
    code: 'closed',
    message: 'Mødet blev lukket, før det sidste, du skrev, nåede frem. Sig det til mødelederen. Hent siden igen.',
    retry: true
  },
  'too-large': { code: 'refused', message: 'Der er ikke plads til mere tekst her. Hent siden igen, og skriv kortere.', retry: true },
  refused: { code: 'refused', message: 'Serveren kunne ikke tage imod det sidste, du skrev. Hent siden igen, og prøv en gang til.', retry: true }
}
