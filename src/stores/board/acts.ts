import type * as Y from 'yjs'
import type { Decision, ReviewStatus } from '../../core/agreement/wall.ts'
import type { Answer } from '../../core/ballot/ballot.ts'
import { clockAtStep, remaining } from '../../core/board/clock.ts'
import { type Clock, type OnScreen, stepsOwn } from '../../core/board/steering.ts'
import type { SplitBy } from '../../core/figures/results.ts'
import type { ElementNumber, Role, Side } from '../../core/workshop/workshop.ts'
import { setAnswer, setDone, setMe, setVote } from '../../documents/ballot.ts'
import { ask, openEarly as setEarly, countHeads as setHeads, setTitle, steer } from '../../documents/session.ts'
import { addRecord, removeRecord, setField, textOf, type WallRoot } from '../../documents/wall.ts'
import { api } from '../../sync/api.ts'
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

/** Facilitator: everyone goes to this step. Its clock starts with its minutes, or goes on where it was when the step was left. */
export function goTo(board: Board, step: string): void {
  const now = board.serverNow()
  const steering = board.steering.get()
  const here = steering?.clock ? { step: steering.step, ms: Math.round(remaining(steering.clock, now)) } : undefined
  if (here?.step === step) return
  const minutes = board.workshop.steps.find(s => s.id === step)?.minutes ?? 0
  const clock = clockAtStep(minutes, steering?.left[step], now)
  // A meeting that had begun before this was kept is given no beginning that it did not have.
  const began = steering?.by ? undefined : Math.round(now)
  steer(board.documents.session, board.window, { step, clock, ...(began && { began }), ...(here && { left: here }) })
}

/** Facilitator: sets the step’s clock, or takes it away. */
export const setClock = (board: Board, clock: Clock | null): void => steer(board.documents.session, board.window, { clock })

/** Facilitator: corrects what the meeting is called. */
export const correctTitle = (board: Board, title: string): void => setTitle(board.documents.session, title)

/** Facilitator: what the big screen shows within the step; neither the step nor its clock moves. Parts that are not named stay as they are. */
export const showOnScreen = (board: Board, change: Partial<OnScreen>): void =>
  steer(board.documents.session, board.window, { screen: { ...(board.steering.get()?.screen ?? stepsOwn), ...change } })

/** Facilitator: how many people in the room answer. */
export const countHeads = (board: Board, heads: number): void => setHeads(board.documents.session, heads)

/** Facilitator: opens a rate step for answers before the meeting, or closes it again. */
export const openEarly = (board: Board, step: string | null): void => setEarly(board.documents.session, step)

/** Facilitator: asks what would be shown of a step. The answer comes with the results, and anew as it changes. */
export const askWhatShows = (board: Board, step: string, split: SplitBy | null): void => ask(board.documents.session, step, split)

/** Facilitator: shows a rate step's answers, or closes a vote, for everyone, if it still is what `told` told. It cannot be taken back. */
export const reveal = (board: Board, step: string, split: SplitBy | null, told: number): void =>
  steer(board.documents.session, board.window, { reveal: { step, split, told } })

/** [vote-reopened] Facilitator: opens a closed vote again. */
export const reopenVote = (board: Board, step: string): void => steer(board.documents.session, board.window, { reopen: step })

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

/** Facilitator: ends the meeting, or deletes it. Each throws ApiError. */
export async function closeBoard(board: Board): Promise<void> {
  await api.close(board.info.get().board, board.key)
  await board.refresh()
}
/** Facilitator: deletes the meeting for everyone. Throws ApiError. */
export const deleteBoard = (board: Board): Promise<unknown> => api.remove(board.info.get().board, board.key)
/** Facilitator: changes how answers are shown or the least number of them. Throws ApiError. */
export async function changeSettings(board: Board, wish: { privacy?: 'private' | 'cards'; minimum?: number }): Promise<void> {
  await api.changeSettings(board.info.get().board, board.key, wish)
  await board.refresh()
}
