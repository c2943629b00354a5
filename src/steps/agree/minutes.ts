import { replyOf } from '../../core/agreement/reply.ts'
import type { Action } from '../../core/agreement/wall.ts'
import type { Minutes, MinutesSource } from '../../core/minutes/minutes.ts'
import { isFilled } from '../../core/text/plain-text.ts'
import { elementName } from '../../core/workshop/labels.ts'

/** Agreements in the order of the wall, without empty ones. A step whose focus area is gone is kept in a last one without words. */
export function agreementsOf({ wall, workshop }: MinutesSource): Minutes['agreements'] {
  const actionsOf = (chosen: Action[]): Omit<Action, 'id' | 'focus'>[] =>
    chosen
      .filter(({ what, who, when }) => [what, who, when].some(isFilled))
      .map(({ what, who, when }) => ({ what: what.trim(), who: who.trim(), when: when.trim() }))
  const agreements = wall.focus.map(focus => ({
    id: focus.id,
    element: focus.element === null ? null : { number: focus.element, name: elementName(workshop, focus.element) },
    want: focus.want.trim(),
    sign: focus.sign.trim(),
    followUp: focus.followUp,
    actions: actionsOf(wall.actions.filter(action => action.focus === focus.id)),
    reply: replyOf(focus)
  }))
  const orphans = actionsOf(wall.actions.filter(action => !wall.focus.some(focus => focus.id === action.focus)))
  if (orphans.length > 0) agreements.push({ id: '', element: null, want: '', sign: '', followUp: '', actions: orphans, reply: null })
  return agreements.filter(({ want, sign, actions, reply }) => isFilled(want) || isFilled(sign) || actions.length > 0 || reply !== null)
}
