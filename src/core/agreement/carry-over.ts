import type { ElementNumber } from '../workshop/workshop.ts'
import { replyHow } from './reply.ts'
import type { Review, Wall } from './wall.ts'

/** A focus area that goes on into the new agreement. `into`: the one that is there already of the same origin. */
export type Carried = {
  into?: string
  element: ElementNumber | null
  want: string
  sign: string
  /** Points of the last agreement. A focus area that was a point itself is no step. `reply`: of the answer to the students, its words alone. */
  points: { id: string; step: { what: string; who: string } | null; reply?: { how: string; who: string } }[]
}

/**
 * [carried-on] What can be taken over from the last agreement into the new one: points that are neither done nor let go, under their
 * focus areas, without those that stand there already. Days are left out, since they have passed. The answer to the students stays one.
 */
export function leftToCarry({ reviews, focus }: Pick<Wall, 'reviews' | 'focus'>): Carried[] {
  const there = ({ carried }: Review): boolean => focus.some(({ id }) => id === carried)
  const left = reviews.filter(each => each.what.trim() !== '' && each.status !== 'gjort' && each.decision !== 'slip' && !there(each))
  const areaOf = ({ from }: Review): string => from?.area ?? ''
  return [...new Set(left.map(areaOf))].map(area => {
    const of = reviews.filter(each => areaOf(each) === area)
    const { element, want, sign } = of[0]?.from ?? { element: null, want: '', sign: '' }
    const into = of.find(there)?.carried
    const points = left
      .filter(each => areaOf(each) === area)
      .map(({ id, what, from }) => ({
        id,
        step: from && what === want ? null : { what: what.trim(), who: from?.who ?? '' },
        ...(from?.reply !== undefined && { reply: { how: replyHow(what, from.reply), who: from.who } })
      }))
    return { ...(into !== undefined && { into }), element, want, sign, points }
  })
}
