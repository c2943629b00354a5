import type { Ballot } from '../core/ballot/ballot.ts'
import { type CameBallot, countWays, peopleAtLeast, type WayCounts } from '../core/ballot/way.ts'
import type { Progress, Published, Results, SplitBy } from '../core/figures/results.ts'
import { goesThrough, isHeld, mayReopen, previewOf } from '../core/figures/reveal.ts'
import type { Step } from '../core/workshop/workshop.ts'
import type { BoardNow } from './publishing.ts'
import { rulesOf } from './rules.ts'

/** A step in which people answer in secret, with its kind's way to publish bound to it. */
type Asked = {
  id: string
  tookPart: (ballot: Ballot) => boolean
  splitLeft: (wish: SplitBy | null, published: Results['published']) => SplitBy | null
  publish: (split: SplitBy | null, published: Results['published']) => Published | null
}

function askedOf(step: Step, board: BoardNow): Asked | null {
  const { publishing } = rulesOf(step)
  if (!publishing) return null
  // Nobody counts heads where no figure is shown.
  const { heads } = board.settings.privacy === 'cards' ? { heads: null } : board.steering
  return {
    id: step.id,
    tookPart: publishing.tookPart(step, board),
    splitLeft: (wish, published) => publishing.splitLeft(step, wish, board.workshop, published),
    publish(split, earlier) {
      const published = publishing.publish(step, board, split, earlier)
      return published && heads !== null ? { ...published, heads } : published
    }
  }
}

const isPhones = ({ way = 'phone' }: CameBallot): boolean => way === 'phone'

function progressOf(ways: WayCounts, done: number): Progress {
  const { phone, shared, paper } = ways
  return { answered: phone + shared + paper, done, ...(shared + paper > 0 && { ways }) }
}

/**
 * The results of a board after a turn. Workshop and settings are the board's own stored ones, never what a document says,
 * so that a facilitator's window can neither lower the minimum nor change what is counted.
 *
 * [secret-before-reveal] Of a step that is not revealed there is only how many have answered and are done with it and, where the
 * facilitator has asked, of which elements there would be a figure.
 * [early-only-how-many] While answers are given before the meeting has begun, that is all there is, whatever is asked for.
 * [told-before-shown] A reveal that names what it was told is carried out where that is what is shown.
 * [frozen] What is published of a step, and how far it had come, is never computed again; nor is anything of a closed board.
 * [vote-reopened] A vote of which nothing is shown may be opened again by taking its reveal back.
 */
export function resultsAfter(now: Results, board: BoardNow): Results {
  if (now.closed) return now
  const { settings, workshop, phones, ballots, steering, agreed } = board
  const asked = workshop.steps.flatMap(step => askedOf(step, board) ?? [])
  const early = steering.early !== null && steering.by === ''
  const came = new Map(asked.map(({ id, tookPart }) => [id, countWays(ballots.filter(tookPart))]))
  const people = peopleAtLeast(phones, [...came.values()])
  const onPhones = ballots.filter(ballot => isPhones(ballot) && asked.some(({ tookPart }) => tookPart(ballot)))
  const answered = peopleAtLeast(onPhones.length, [...came.values()])
  const next: Results = {
    ...now,
    settings,
    people,
    answered,
    progress: { ...now.progress },
    previews: { ...now.previews },
    published: { ...now.published }
  }
  for (const { id, splitLeft, publish } of asked) {
    const reopened = !Object.hasOwn(steering.revealed, id) && mayReopen(now.published[id], settings, agreed)
    if (reopened) delete next.published[id]
    else if (Object.hasOwn(now.published, id)) continue
    const progress = progressOf(came.get(id) ?? countWays([]), ballots.filter(({ done }) => done.includes(id)).length)
    next.progress[id] = progress
    if (early) continue
    const ask = Object.hasOwn(steering.asks, id) ? steering.asks[id] : undefined
    const reveal = Object.hasOwn(steering.revealed, id) ? steering.revealed[id] : undefined
    const held = isHeld(settings, steering.heads, progress.answered)
    const split = ask && splitLeft(ask.split, next.published)
    const would = ask && split !== undefined ? publish(split, next.published) : null
    if (would && split !== undefined) next.previews[id] = previewOf(would, split, held, now.previews[id])
    if (!reveal || !goesThrough(reveal, next.previews[id], held)) continue
    const published = reveal.told === undefined ? publish(splitLeft(reveal.split, next.published), next.published) : would
    if (!published) continue
    next.published[id] = published
    delete next.previews[id]
  }
  return next
}
