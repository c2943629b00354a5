import type * as Y from 'yjs'
import { type Clock, HEADS_MOST, type OnScreen, type Steering, stepsOwn } from '../core/board/steering.ts'
import type { SplitBy } from '../core/figures/results.ts'
import { cleanText } from '../core/text/clean-text.ts'
import { type ElementNumber, elementNumbers, type Workshop } from '../core/workshop/workshop.ts'

/** Characters of a record's id at most, as this client takes it from a document that anybody may have written. */
const ID_LENGTH = 64
/** As the server takes it when a board is made. */
export const TITLE_LENGTH = 200

/** What the keys of a step's parts begin with, before the step's id. */
export const ASK = 'ask/'
export const REVEAL = 'reveal/'
export const LEFT = 'left/'
export const OPEN = 'open/'

const isClock = (value: unknown): value is Clock =>
  typeof value === 'object' &&
  value !== null &&
  (Number.isFinite((value as { endsAt?: unknown }).endsAt) || Number.isFinite((value as { left?: unknown }).left))

const counted = (value: unknown): number => (Number.isInteger(value) && (value as number) >= 0 ? Math.min(value as number, 999) : 0)

/** What is set for this step's big screen; the step's own view where that is another step's, or not set. */
function readScreen(value: unknown, step: string, workshop: Workshop): OnScreen {
  if (typeof value !== 'object' || value === null) return stepsOwn
  const set = value as Partial<Record<'step' | keyof OnScreen, unknown>>
  if (set.step !== step) return stepsOwn
  return {
    picture: workshop.steps.some(({ id, kind }) => id === set.picture && kind === 'rate') ? (set.picture as string) : null,
    element: elementNumbers.includes(set.element as ElementNumber) ? (set.element as ElementNumber) : null,
    question: counted(set.question),
    page: counted(set.page),
    note: typeof set.note === 'string' && set.note.length <= ID_LENGTH ? set.note : null
  }
}

/** The split that a record of the session names. */
export const splitOf = (value: { split?: unknown } | null): SplitBy | null =>
  value?.split === 'side' || value?.split === 'role' ? value.split : null

function readHeads(value: unknown): number | null {
  const heads = (value as { heads?: unknown } | null | undefined)?.heads
  return Number.isInteger(heads) && (heads as number) > 0 ? Math.min(heads as number, HEADS_MOST) : null
}

/** What the facilitator has set. Unknown or malformed values are read as not set, an unknown step as the first. */
export function readSteering(doc: Y.Doc, workshop: Workshop): Steering {
  const map = doc.getMap('steering')
  const step = map.get('step')
  const clock = map.get('clock')
  const by = map.get('by')
  const began = map.get('began')
  const revealed: Steering['revealed'] = {}
  const asks: Steering['asks'] = {}
  const left: Steering['left'] = {}
  for (const { id } of workshop.steps) {
    const rest = map.get(LEFT + id)
    if (typeof rest === 'number' && Number.isFinite(rest)) left[id] = rest
    const asked = map.get(ASK + id) as { split?: unknown } | undefined
    if (asked !== undefined) asks[id] = { split: splitOf(asked) }
    const value = map.get(REVEAL + id) as { split?: unknown; told?: unknown } | undefined
    if (value !== undefined) revealed[id] = { split: splitOf(value), ...(value?.told === undefined ? {} : { told: Number(value.told) }) }
  }
  const current = workshop.steps.some(s => s.id === step) ? (step as string) : (workshop.steps[0]?.id ?? '')
  const early = workshop.steps.find(({ id, kind }) => kind === 'rate' && id === map.get('early'))
  return {
    step: current,
    clock: isClock(clock) ? clock : null,
    began: typeof began === 'number' && Number.isFinite(began) ? began : null,
    left,
    heads: readHeads(map.get('heads')),
    early: early?.id ?? null,
    asks,
    revealed,
    screen: readScreen(map.get('screen'), current, workshop),
    open: workshop.steps.filter(({ id, kind }) => kind === 'agree' && map.get(OPEN + id) === 'all').map(({ id }) => id),
    by: typeof by === 'string' ? by : ''
  }
}

/** What the meeting is called since its facilitator corrected that, one line of at most 200 characters; '' where it is called what it was made as. */
export function readTitle(doc: Y.Doc): string {
  const title = doc.getMap('steering').get('title')
  return typeof title === 'string' ? cleanText(title.slice(0, TITLE_LENGTH)) : ''
}
