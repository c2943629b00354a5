import type { Ballot } from './ballot.ts'
import { publishRating, publishVote } from './disclosure.ts'
import type { Published, Results, SplitBy } from './results.ts'
import { goesThrough, isHeld, previewOf, shownSplit } from './reveal.ts'
import type { Settings } from './settings.ts'
import type { Steering } from './steering.ts'
import { voteOptions } from './steps.ts'
import { hasAnswered, validVotes } from './tally.ts'
import type { Note } from './wall.ts'
import type { RateStep, Step, VoteStep, Workshop } from './workshop.ts'

type Asked = RateStep | VoteStep
type Board = {
  settings: Settings
  workshop: Workshop
  people: number
  ballots: readonly Ballot[]
  steering: Pick<Steering, 'revealed' | 'asks' | 'heads'>
  notes: readonly Note[]
}

const isAsked = (step: Step): step is Asked => step.kind === 'rate' || step.kind === 'vote'

/**
 * The results of a board after a turn. Workshop and settings are the board's own stored ones, never what a document says,
 * so that a facilitator's window can neither lower the minimum nor change what is counted.
 *
 * [secret-before-reveal] Of a step that is not revealed there is only how many have answered and are done with it and, where the
 * facilitator has asked, of which elements there would be a figure.
 * [told-before-shown] A reveal that names what it was told is carried out where that is what is shown.
 * [frozen] What is published of a step, and how far it had come, is never computed again; nor is anything of a closed board.
 */
export function resultsAfter(now: Results, board: Board): Results {
  if (now.closed) return now
  const { settings, workshop, people, ballots, steering } = board
  const asked = workshop.steps.filter(isAsked).map(step => ({ step, tookPart: partIn(step, board) }))
  const answered = ballots.filter(ballot => asked.some(({ tookPart }) => tookPart(ballot))).length
  const next: Results = {
    ...now,
    settings,
    people,
    answered,
    progress: { ...now.progress },
    previews: { ...now.previews },
    published: { ...now.published }
  }
  for (const { step, tookPart } of asked) {
    const { id } = step
    if (Object.hasOwn(now.published, id)) continue
    const progress = { answered: ballots.filter(tookPart).length, done: ballots.filter(({ done }) => done.includes(id)).length }
    next.progress[id] = progress
    const ask = Object.hasOwn(steering.asks, id) ? steering.asks[id] : undefined
    const reveal = Object.hasOwn(steering.revealed, id) ? steering.revealed[id] : undefined
    const held = isHeld(settings, steering.heads, progress.answered)
    const split = ask && splitLeft(step, ask.split, workshop, next.published)
    const would = ask && split !== undefined ? publish(step, board, split) : null
    if (would && split !== undefined) next.previews[id] = previewOf(would, split, held, now.previews[id])
    if (!reveal || !goesThrough(reveal, next.previews[id], held)) continue
    const published = reveal.told === undefined ? publish(step, board, splitLeft(step, reveal.split, workshop, next.published)) : would
    if (!published) continue
    next.published[id] = published
    delete next.previews[id]
  }
  return next
}

/** Tells of a ballot whether it has an answer or a dot in a step. */
function partIn(step: Asked, { workshop, notes }: Board): (ballot: Ballot) => boolean {
  if (step.kind === 'rate') {
    const instrument = workshop.instruments[step.instrument]
    return ballot => instrument !== undefined && hasAnswered(ballot, step.id, instrument)
  }
  const options = voteOptions(step, notes).map(({ id }) => id)
  return ballot => validVotes(ballot, step.id, step.dots, options).length > 0
}

/** [one-split] The split that may be tried of those who ask for one: none where an earlier round of the same has shown another. */
function splitLeft(step: Asked, wish: SplitBy | null, workshop: Workshop, published: Results['published']): SplitBy | null {
  if (step.kind === 'vote') return null
  const shown = shownSplit(workshop, step, published)
  return shown === null || shown === wish ? wish : null
}

function publish(step: Asked, board: Board, split: SplitBy | null): Published | null {
  const { settings, workshop, ballots, notes, steering } = board
  const heads = steering.heads === null || settings.privacy === 'cards' ? {} : { heads: steering.heads }
  if (step.kind === 'rate') {
    const instrument = workshop.instruments[step.instrument]
    return instrument ? { ...publishRating({ ballots, step: step.id, instrument, settings, split }), ...heads } : null
  }
  // [own-words] Notes that are voted on are those that hang on the wall now, at the closing of the vote, and in their words of now.
  return { ...publishVote({ ballots, step: step.id, dots: step.dots, options: voteOptions(step, notes, workshop), settings }), ...heads }
}
