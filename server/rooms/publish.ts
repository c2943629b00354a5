import type { Ballot } from '../../src/core/ballot.ts'
import { publishRating, publishVote } from '../../src/core/disclosure.ts'
import type { Published, Results, SplitBy } from '../../src/core/results.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { Steering } from '../../src/core/steering.ts'
import { voteOptions } from '../../src/core/steps.ts'
import type { Note } from '../../src/core/wall.ts'
import type { Step, Workshop } from '../../src/core/workshop.ts'

/**
 * The results of a board after a turn. Workshop and settings are the board's own stored ones, never what a document says,
 * so that a facilitator's window can neither lower the minimum nor change what is counted.
 *
 * [secret-before-reveal] Of a step that is not revealed there is only how many are done with it.
 * [frozen] What is published of a step, and how far it had come, is never computed again; nor is anything of a closed board.
 */
export function resultsAfter(
  now: Results,
  board: {
    settings: Settings
    workshop: Workshop
    people: number
    ballots: readonly Ballot[]
    revealed: Steering['revealed']
    notes: readonly Note[]
  }
): Results {
  if (now.closed) return now
  const { settings, workshop, people, ballots, revealed, notes } = board
  const next: Results = { ...now, settings, people, progress: { ...now.progress }, published: { ...now.published } }
  for (const step of workshop.steps) {
    if ((step.kind !== 'rate' && step.kind !== 'vote') || Object.hasOwn(now.published, step.id)) continue
    next.progress[step.id] = { done: ballots.filter(ballot => ballot.done.includes(step.id)).length, of: people }
    const reveal = Object.hasOwn(revealed, step.id) ? revealed[step.id] : undefined
    if (!reveal) continue
    const published = publish(step, { settings, workshop, ballots, notes, split: reveal.split })
    if (published) next.published[step.id] = published
  }
  return next
}

function publish(
  step: Step,
  from: { settings: Settings; workshop: Workshop; ballots: readonly Ballot[]; notes: readonly Note[]; split: SplitBy | null }
): Published | null {
  const { settings, workshop, ballots, notes, split } = from
  if (step.kind === 'rate') {
    const instrument = workshop.instruments[step.instrument]
    return instrument ? publishRating({ ballots, step: step.id, instrument, settings, split }) : null
  }
  if (step.kind !== 'vote') return null
  // Notes that are voted on are those that hang on the wall now, at the closing of the vote.
  const options = voteOptions(step, notes).map(({ id }) => id)
  return publishVote({ ballots, step: step.id, dots: step.dots, options, settings })
}
