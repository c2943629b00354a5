import { replyStep } from '../agreement/reply.ts'
import type { ReviewFrom } from '../agreement/wall.ts'
import type { Minutes } from './minutes.ts'

/** A step of the last meeting's agreement, as a point of the next one. */
export type FollowUpPoint = { what: string; from: ReviewFrom }

/** A focus area of the last meeting, with what was to be done: each a point of its own. */
export type FollowUpArea = { area: string; want: string; points: FollowUpPoint[] }

/**
 * What there is to follow up on, in the order of the agreement. A step is a point, and so is the answer to the students; a focus area
 * without either is a point itself.
 */
export function followUpOf({ agreements, words }: Pick<Minutes, 'agreements' | 'words'>): FollowUpArea[] {
  return agreements.map((agreement, at) => {
    const { want, sign, element, actions, reply } = agreement
    const area = agreement.id || `uden-${at + 1}`
    const steps = actions.filter(({ what }) => what !== '')
    const answer = reply ? [{ ...replyStep(reply, words), reply: words.reply }] : []
    const done = [...steps, ...answer]
    const all = done.length > 0 ? done : [{ what: want || sign, who: '', when: '' }]
    const points = all.map(({ what, ...more }) => ({ what, from: { area, element: element?.number ?? null, want, sign, ...more } }))
    return { area, want, points: points.filter(({ what }) => what !== '') }
  })
}
