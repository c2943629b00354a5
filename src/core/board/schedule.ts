import type { Workshop } from '../workshop/workshop.ts'
import { remaining } from './clock.ts'
import type { Steering } from './steering.ts'

/** The meeting's plan by the clock on the wall: [plan-by-clock]. Times are Unix ms on the server's clock. */

const MINUTE = 60_000
/** A meeting that is off by more has been left, and gone on with another time: then nobody is told to be behind. */
const ANOTHER_TIME = 180
/** Minutes behind from which it is said what can be left out. */
const WORTH_DROPPING = 5

export type Schedule = {
  /** Step id → when it ends, of the current step and those after it. */
  ends: Record<string, number>
  planned: number
  expected: number
  /** Whole minutes that the meeting is behind, negative where it is ahead; null where it was left and gone on with another time. */
  behind: number | null
}

type Steered = Pick<Steering, 'began' | 'step' | 'clock' | 'left'>

/** When each step ends if all goes on as planned from `now`; null before the meeting, and where nobody knows when it began. */
export function scheduleOf({ steps }: Pick<Workshop, 'steps'>, { began, step, clock, left }: Steered, now: number): Schedule | null {
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === step)
  )
  if (began === null) return null
  const planned = began + steps.reduce((sum, { minutes }) => sum + minutes, 0) * MINUTE
  const furthest = steps.reduce((last, { id }, index) => (left[id] === undefined ? last : index), at)
  const ends: Schedule['ends'] = {}
  let expected = now
  steps.forEach(({ id, minutes }, index) => {
    if (index < at) return
    const rest = left[id]
    if (index === at) expected += Math.max(0, clock ? remaining(clock, now) : minutes * MINUTE)
    // Gone back from: the step where the meeting was goes on with what was left of it, and those before it are over.
    else if (rest === undefined) expected += minutes * MINUTE
    else if (index === furthest) expected += Math.max(0, rest)
    ends[id] = expected
  })
  const behind = Math.trunc((expected - planned) / MINUTE)
  return { ends, planned, expected, behind: Math.abs(behind) > ANOTHER_TIME ? null : behind }
}

const minutesText = (count: number): string => (count === 1 ? '1 minut' : `${count} minutter`)

/** "I er 6 minutter bagud"; "" where nothing is to be said. */
export function behindSentence({ behind }: Pick<Schedule, 'behind'>): string {
  if (behind === null) return ''
  if (behind === 0) return 'I følger planen'
  return `I er ${minutesText(Math.abs(behind))} ${behind > 0 ? 'bagud' : 'foran'}`
}

/**
 * What the drejebog says can be left out, once the meeting is behind by five minutes or more. Older boards have
 * it among their preparation, in a line on being behind.
 */
export const toLeaveOut = ({ prepare, behind: leaveOut }: Pick<Workshop, 'prepare' | 'behind'>, { behind }: Pick<Schedule, 'behind'>): string[] =>
  behind !== null && behind >= WORTH_DROPPING ? (leaveOut ? [leaveOut] : prepare.filter(line => /\bbagud\b/i.test(line))) : []
