import type * as Y from 'yjs'
import type { Decision, ReviewStatus } from '../../core/agreement/wall.ts'
import type { Answer } from '../../core/ballot/ballot.ts'
import type { ElementNumber, Role, Side } from '../../core/workshop/workshop.ts'
import { setAnswer, setDone, setMe, setVote } from '../../documents/ballot.ts'
import { addRecord, removeRecord, setField, textOf, type WallRoot } from '../../documents/wall.ts'
import { randomId } from '../random-id.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'

export { type Edit, editText, smallestEdit } from '../../documents/wall.ts'

/** What people in the meeting do. Each writes to one document; stores follow by themselves. */

function wallOf(board: Board): Y.Doc {
  const wall = board.documents.wall()
  if (!wall) throw new Error('The wall is written only by who has a seat, a facilitator or a participant')
  return wall
}

/** Whoever answers: acts on one ballot. */
export const chooseSide = ({ doc }: BallotHandle, me: { side?: Side; role?: Role }): void => setMe(doc, me)
/** An answer that is undefined is taken away: skipped. */
export const answer = ({ doc }: BallotHandle, step: string, item: string, value: Answer | undefined): void => setAnswer(doc, step, item, value)
/** A dot in secret on an option of a vote, or none. */
export const placeDot = ({ doc }: BallotHandle, step: string, option: string, on: boolean): void => setVote(doc, step, option, on)
/** Done with a step, or not. */
export const finish = ({ doc }: BallotHandle, step: string, done: boolean): void => setDone(doc, step, done)

/** Everyone: the wall. Each `add` answers the new record's id. */
export function addNote(board: Board, step: string, lane: string, text: string): string {
  const id = randomId()
  addRecord(wallOf(board), 'notes', id, { step, lane }, { text })
  return id
}
/** A new focus area; `followUp` is an ISO date or empty. */
export function addFocus(board: Board, element: ElementNumber | null, followUp: string, want = ''): string {
  const id = randomId()
  addRecord(wallOf(board), 'focus', id, { element, followUp }, { want })
  return id
}
/** A new first step of a focus area. */
export function addAction(board: Board, focus: string, what = ''): string {
  const id = randomId()
  addRecord(wallOf(board), 'actions', id, { focus }, { what })
  return id
}
/** A new point of last time’s agreement. */
export function addReview(board: Board): string {
  const id = randomId()
  addRecord(wallOf(board), 'reviews', id, { status: null })
  return id
}
/** Takes a record off the wall for everyone. */
export const remove = (board: Board, root: WallRoot, id: string): void => removeRecord(wallOf(board), root, id)
/** The kerneelement that a focus area is about; null for none. */
export const setFocusElement = (board: Board, id: string, element: ElementNumber | null): void =>
  setField(wallOf(board), 'focus', id, 'element', element)
/** The ISO date at which a focus area is looked at again; empty for none. */
export const setFollowUp = (board: Board, id: string, date: string): void => setField(wallOf(board), 'focus', id, 'followUp', date)
/** How far a point of last time’s agreement has come. */
export const setReviewStatus = (board: Board, id: string, status: ReviewStatus): void => setField(wallOf(board), 'reviews', id, 'status', status)
/** What the group does with a point of last time’s agreement. */
export const decide = (board: Board, id: string, decision: Decision): void => setField(wallOf(board), 'reviews', id, 'decision', decision)
/** The text of a record’s field, to be bound to an input; undefined where the record is gone. */
export const sharedText = <R extends WallRoot>(board: Board, root: R, id: string, field: Parameters<typeof textOf<R>>[3]) =>
  textOf(wallOf(board), root, id, field)
