import { stackLabel, stacksOf } from '../agreement/note-stacks.ts'
import type { Note } from '../agreement/wall.ts'
import type { Steering } from '../board/steering.ts'
import type { Results } from '../figures/results.ts'
import { goesThrough, isHeld } from '../figures/reveal.ts'
import { type Option, type Step, stepById, type VoteStep, type Workshop } from './workshop.ts'

/** [late-joiner] The step that everyone is in: the one set by the facilitator, or the first where none of the workshop's is set. */
export const currentStep = (workshop: Workshop, steering: Pick<Steering, 'step'> | null): Step | undefined =>
  (steering && stepById(workshop, steering.step)) ?? workshop.steps[0]

/** A line of the meeting's plan. `from` and `to` are minutes from its beginning. */
export type PlannedStep = { id: string; title: string; from: number; to: number }

/** The meeting's plan, step by step. */
export function planOf(workshop: Workshop): PlannedStep[] {
  let to = 0
  return workshop.steps.map(({ id, title, minutes }) => {
    const from = to
    to += minutes
    return { id, title, from, to }
  })
}

/**
 * [frozen] True once a rate step has been revealed or a vote closed, also while the picture is on its way: its answers may not change
 * any more. A reveal that is held, or that was told something else, freezes nothing.
 */
export function isFrozen(steering: Pick<Steering, 'revealed' | 'heads'> | null, results: Results | null, step: string): boolean {
  if (!results) return false
  if (Object.hasOwn(results.published, step)) return true
  const reveal = steering && Object.hasOwn(steering.revealed, step) ? steering.revealed[step] : undefined
  if (!steering || !reveal) return false
  return goesThrough(reveal, results.previews[step], isHeld(results.settings, steering.heads, results.progress[step]?.answered ?? 0))
}

/**
 * What a vote step is about: its own options, or the notes with text of the notes step that it names, a stack of them being one. Where the
 * workshop is given and those notes hang in several lanes, each option begins with its lane's name: "Pauserne" alone says nothing of
 * whether they are to be kept or changed.
 */
export function voteOptions(step: VoteStep, notes: readonly Note[], workshop?: Workshop): Option[] {
  if (step.from === undefined) return step.options
  const source = workshop && stepById(workshop, step.from)
  const lanes = source?.kind === 'notes' && source.lanes.length > 1 ? source.lanes : []
  return stacksOf(notes, step.from).flatMap(stack => {
    const label = stackLabel(stack)
    const name = lanes.find(each => each.id === stack.top.lane)?.label
    return label === '' ? [] : [{ id: stack.top.id, label: name === undefined ? label : `${name}: ${label}` }]
  })
}
