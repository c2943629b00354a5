import type * as Y from 'yjs'
import { type Answer, type Ballot, isApart } from '../core/ballot/ballot.ts'
import { type Role, roles, type Side, sides } from '../core/workshop/workshop.ts'
import { joinKey, splitKey } from './form.ts'

const isAnswer = (value: unknown): value is Answer => isApart(value) || (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 7)

/** Reads a ballot. Whatever does not have the form of an answer is read as no answer. */
export function readBallot(doc: Y.Doc): Ballot {
  const me = doc.getMap('me')
  const side = me.get('side')
  const role = me.get('role')
  // Without a prototype: a participant may have named a step "__proto__".
  const ballot: Ballot = { answers: Object.create(null), votes: Object.create(null), done: [] }
  if (sides.includes(side as Side)) ballot.side = side as Side
  if (roles.includes(role as Role)) ballot.role = role as Role
  for (const [name, value] of doc.getMap('answers')) {
    const [step = '', item = ''] = splitKey(name)
    if (isAnswer(value)) (ballot.answers[step] ??= Object.create(null) as Record<string, Answer>)[item] = value
  }
  for (const [name, value] of doc.getMap('votes')) {
    const [step = '', option = ''] = splitKey(name)
    if (value === true) (ballot.votes[step] ??= []).push(option)
  }
  for (const [step, value] of doc.getMap('done')) if (value === true) ballot.done.push(step)
  for (const options of Object.values(ballot.votes)) options.sort()
  ballot.done.sort()
  return ballot
}

/** Whether anything was ever answered, voted or done with in it, though it has been taken back since: of a key that is deleted Yjs keeps the place. */
export const wasUsed = (doc: Y.Doc): boolean => ['answers', 'votes', 'done'].some(root => doc.getMap(root)._map.size > 0)

/** Sets where the person sits; parts that are left out stay as they are. */
export function setMe(doc: Y.Doc, me: { side?: Side; role?: Role }): void {
  doc.transact(() => {
    const map = doc.getMap('me')
    if (me.side) map.set('side', me.side)
    if (me.role) map.set('role', me.role)
  })
}

/** Sets an answer, or takes it away (skipped) where it is undefined. */
export function setAnswer(doc: Y.Doc, step: string, item: string, answer: Answer | undefined): void {
  const map = doc.getMap('answers')
  if (answer === undefined) map.delete(joinKey(step, item))
  else if (map.get(joinKey(step, item)) !== answer) map.set(joinKey(step, item), answer)
}

/** Puts a dot on an option, or takes it away. How many a person may have, the reader of the ballot decides. */
export function setVote(doc: Y.Doc, step: string, option: string, on: boolean): void {
  const map = doc.getMap('votes')
  if (on) map.set(joinKey(step, option), true)
  else map.delete(joinKey(step, option))
}

/** Says that the person is done with a step, or is not. */
export function setDone(doc: Y.Doc, step: string, done: boolean): void {
  const map = doc.getMap('done')
  if (done) {
    if (map.get(step) !== true) map.set(step, true)
  } else map.delete(step)
}
