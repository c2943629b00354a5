import { type Answer, type Ballot, decodeAnswers, encodeAnswers } from '../../core/ballot/ballot.ts'
import { isFrozen } from '../../core/workshop/steps.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'

/** A ballot's answers as they counted at a reveal, by step; null where that was not kept. */
type AtReveal = Readonly<Record<string, string>> | null

/**
 * [frozen] Keeps with a ballot what the server had of it as long as that is known to count: everything is saved, and the step is not shown.
 * Answers the function that ends it.
 */
export function keepAnswersAtReveal(board: Board, handle: BallotHandle): () => void {
  const keep = () => {
    const kept = handle.answersAtReveal.get()
    const results = board.results.get()
    if (!kept || !results || board.status.get() !== 'saved') return
    const now = { ...kept }
    for (const { id, kind } of board.workshop.steps)
      if (kind === 'rate' && !isFrozen(board.steering.get(), results, id)) now[id] = encodeAnswers(handle.ballot.get().answers[id])
    if (Object.keys(now).some(id => now[id] !== kept[id])) handle.keepAnswersAtReveal(now)
  }
  const ends = [board.status, handle.ballot].map(store => store.subscribe(keep))
  return () => {
    for (const end of ends) end()
  }
}

/** Whether answers reached the server only after the step was shown, as those typed without a connection: they count nowhere. */
export function arrivedAfterReveal(atReveal: AtReveal, ballot: Ballot, step: string): boolean {
  const now = encodeAnswers(ballot.answers[step])
  return atReveal !== null && now !== '' && now !== (atReveal[step] ?? '')
}

/** [frozen] This person's answers as they counted when the step was shown; none of who joined later. */
export function answersAtReveal(atReveal: AtReveal, ballot: Ballot, step: string): Record<string, Answer> {
  return atReveal === null ? (ballot.answers[step] ?? {}) : decodeAnswers(atReveal[step] ?? '')
}

/** Whether this person joined only after the step was shown. */
export const joinedAfterReveal = (atReveal: AtReveal, step: string): boolean => atReveal !== null && atReveal[step] === undefined
