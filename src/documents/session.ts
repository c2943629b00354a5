import type * as Y from 'yjs'
import { type Clock, HEADS_MOST, type OnScreen, type Steering, stepsOwn } from '../core/board/steering.ts'
import type { SplitBy } from '../core/figures/results.ts'
import { cleanText } from '../core/text/clean-text.ts'
import { type ElementNumber, elementNumbers, type Workshop } from '../core/workshop/workshop.ts'

const ASK = 'ask/'
/** Characters of a record's id at most, as this client takes it from a document that anybody may have written. */
const ID_LENGTH = 64
/** As the server takes it when a board is made. */
export const TITLE_LENGTH = 200
const REVEAL = 'reveal/'
const LEFT = 'left/'
const OPEN = 'open/'

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

const splitOf = (value: { split?: unknown } | null): SplitBy | null => (value?.split === 'side' || value?.split === 'role' ? value.split : null)

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

/** A facilitator corrects the meeting's title; no act of leading it, which it may not have begun. */
export const setTitle = (doc: Y.Doc, title: string): void => void doc.getMap('steering').set('title', title.trim().slice(0, TITLE_LENGTH))

/** One act of a facilitator. */
export type Act = {
  step?: string
  clock?: Clock | null
  /** With the act that begins the meeting: when, server's clock, Unix ms. Written once. */
  began?: number
  /** What was left of the clock of a step that is left, ms. */
  left?: { step: string; ms: number }
  /** `told`: the preview that its facilitator has seen; without one whatever would be shown is. */
  reveal?: { step: string; split: SplitBy | null; told?: number }
  /** Id of a step whose reveal is taken back; the server heeds it where nothing is shown of the step. */
  reopen?: string
  /** Written whole, so that of two windows' acts one stands and not a mixture. */
  screen?: OnScreen
  /** Who writes in an agreement step: everyone, or the facilitator alone. */
  open?: { step: string; for: 'all' | 'facilitator' }
}

/** Writes one act of the facilitator's window `by`; parts that are not named stay as they are, but a step begins with its own view on the big screen. */
export function steer(doc: Y.Doc, by: string, act: Act): void {
  doc.transact(() => {
    const map = doc.getMap('steering')
    if (act.step !== undefined) {
      map.set('step', act.step)
      if (map.get('screen')) map.set('screen', null)
    }
    // With the step that it was meant for: what another window has meanwhile left is not laid over the next step.
    if (act.screen) map.set('screen', { step: map.get('step') ?? null, ...act.screen })
    if (act.clock !== undefined) map.set('clock', act.clock)
    if (act.began !== undefined && map.get('began') === undefined) map.set('began', act.began)
    if (act.left) map.set(LEFT + act.left.step, act.left.ms)
    if (act.reveal) {
      const { step, split, told } = act.reveal
      const before = map.get(REVEAL + step) as { told?: unknown } | undefined
      // One that named what it was told may have been held, and is said again.
      if (!before || before.told !== undefined) map.set(REVEAL + step, { split, ...(told === undefined ? {} : { told }) })
    }
    if (act.reopen !== undefined) map.delete(REVEAL + act.reopen)
    if (act.open) map.set(OPEN + act.open.step, act.open.for)
    map.set('by', by)
  })
}

/** Sets how many people in the room answer, 1 to HEADS_MOST. No act of the meeting, which may not have begun. */
export const countHeads = (doc: Y.Doc, heads: number): void => void doc.getMap('steering').set('heads', { heads })

/** Opens a rate step for answers before the meeting, or none: no act of the meeting, which does not begin by it. */
export const openEarly = (doc: Y.Doc, step: string | null): void => void doc.getMap('steering').set('early', step)

/** Asks what would be shown of a step with this split. No act of the meeting either: it does not say which window asked. */
export function ask(doc: Y.Doc, step: string, split: SplitBy | null): void {
  const map = doc.getMap('steering')
  const before = map.get(ASK + step) as { split?: unknown } | undefined
  if (before === undefined || splitOf(before) !== split) map.set(ASK + step, { split })
}
