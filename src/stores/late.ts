import { type Answer, answersIn, type Ballot, sheetOf } from '../core/ballot.ts'
import { isFrozen } from '../core/steps.ts'
import type { Board } from './board.ts'

/**
 * [frozen] Keeps on the device what the server had of this ballot as long as it is known to count: everything is saved, and the
 * step is not shown. Answers the function that ends it.
 */
export function keepCounted(board: Board): () => void {
  const keep = () => {
    const counted = board.counted.get()
    const results = board.results.get()
    if (!counted || !results || board.status.get() !== 'saved') return
    const now = { ...counted }
    for (const { id, kind } of board.workshop.get()?.steps ?? [])
      if (kind === 'rate' && !isFrozen(board.steering.get(), results, id)) now[id] = sheetOf(board.ballot.get()?.answers[id])
    if (Object.keys(now).some(id => now[id] !== counted[id])) board.keepCounted(now)
  }
  const ends = [board.status, board.ballot].map(store => store.subscribe(keep))
  return () => {
    for (const end of ends) end()
  }
}

/** Whether answers reached the server only after the step was shown, as those typed without a connection: they count nowhere. */
export function isLate(counted: Record<string, string> | null, ballot: Ballot | null, step: string): boolean {
  const sheet = sheetOf(ballot?.answers[step])
  return counted !== null && sheet !== '' && sheet !== (counted[step] ?? '')
}

/** [frozen] This person's answers as they counted when the step was shown; none of who joined later. */
export function countedAnswers(counted: Record<string, string> | null, ballot: Ballot | null, step: string): Record<string, Answer> {
  return counted === null ? (ballot?.answers[step] ?? {}) : answersIn(counted[step] ?? '')
}

/** Whether this person joined only after the step was shown. */
export const joinedAfter = (counted: Record<string, string> | null, step: string): boolean => counted !== null && counted[step] === undefined
