import type { ElementNumber, Instrument, Line, Step } from '../workshop/workshop.ts'
import type { Draft } from './draft.ts'

/** What a mødeleder does to a draft. Each gives a new one, so that the one before can be had back. */

/** The texts of a step that have several lines. */
export const lineFields = ['say', 'see', 'ifQuiet', 'prompts'] as const
export type LineField = (typeof lineFields)[number]

const withSteps = (draft: Draft, steps: Step[]): Draft => ({ ...draft, workshop: { ...draft.workshop, steps } })
const withStep = (draft: Draft, id: string, change: (step: Step) => Step): Draft =>
  withSteps(
    draft,
    draft.workshop.steps.map(step => (step.id === id ? change(step) : step))
  )

/** Leaves a step out. */
export const leaveOut = (draft: Draft, id: string): Draft => (draft.out.includes(id) ? draft : { ...draft, out: [...draft.out, id] })

/** Takes a step in again, where it was. */
export const putBack = (draft: Draft, id: string): Draft => ({ ...draft, out: draft.out.filter(each => each !== id) })

/** Moves a step one place up or down; at the end of the list nothing moves. */
export function moveStep(draft: Draft, id: string, by: -1 | 1): Draft {
  const steps = [...draft.workshop.steps]
  const at = steps.findIndex(step => step.id === id)
  const [step, other] = [steps[at], steps[at + by]]
  if (!step || !other) return draft
  steps[at] = other
  steps[at + by] = step
  return withSteps(draft, steps)
}

/** Sets a step's minutes. */
export const setMinutes = (draft: Draft, id: string, minutes: number): Draft => withStep(draft, id, step => ({ ...step, minutes }))

/** Names a step anew, with answers and without. */
export const setTitle = (draft: Draft, id: string, title: string): Draft =>
  withStep(draft, id, ({ cardsTitle: _, ...step }) => ({ ...step, title }) as Step)

/** Names a lane of a wall anew; its notes and its place stay. Nothing changes in a step without lanes. */
export const setLaneName = (draft: Draft, id: string, lane: string, label: string): Draft =>
  withStep(draft, id, step =>
    step.kind === 'notes' ? { ...step, lanes: step.lanes.map(each => (each.id === lane ? { ...each, label } : each)) } : step
  )

/** The lines of a field, as a list. */
export const linesOf = (step: Step, field: LineField): Line[] => [step[field]].flat().filter(line => line !== '')

/** Words one of a step's lines anew, and keeps when it holds; no words take the line away. `at` after the last adds one. */
export function setLine(draft: Draft, id: string, field: LineField, at: number, text: string): Draft {
  return withStep(draft, id, step => {
    const lines = linesOf(step, field)
    const old = lines[at]
    const line = typeof old === 'object' ? { ...old, text } : text
    lines.splice(at, 1, ...(text.trim() === '' ? [] : [line]))
    return { ...step, [field]: lines } as Step
  })
}

/** Chooses the elements that the meeting is about. */
export const chooseElements = (draft: Draft, elements: ElementNumber[]): Draft => ({ ...draft, elements: [...elements].sort() })

/** Chooses what is rated in the steps that use this instrument, and the elements that it is about. */
export const chooseStatements = ({ workshop, ...draft }: Draft, name: string, instrument: Instrument): Draft => ({
  ...draft,
  elements: [...new Set(instrument.items.map(({ element }) => element))].sort(),
  workshop: { ...workshop, instruments: { ...workshop.instruments, [name]: instrument } }
})

/** Names the drejebog. */
export const setName = ({ workshop, ...draft }: Draft, title: string): Draft => ({ ...draft, workshop: { ...workshop, title } })
