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
  const agreements = wall.focus.map(({ id, element, want, sign, followUp }) => ({
    id,
    element: element === null ? null : { number: element, name: elementName(workshop, element) },
    want: want.trim(),
    sign: sign.trim(),
    followUp,
    actions: actionsOf(wall.actions.filter(action => action.focus === id))
  }))
  const orphans = actionsOf(wall.actions.filter(action => !wall.focus.some(focus => focus.id === action.focus)))
  if (orphans.length > 0) agreements.push({ id: '', element: null, want: '', sign: '', followUp: '', actions: orphans })
  return agreements.filter(({ want, sign, actions }) => isFilled(want) || isFilled(sign) || actions.length > 0)
}
