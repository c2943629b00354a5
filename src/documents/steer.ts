import type * as Y from 'yjs'
import type { Clock, OnScreen } from '../core/board/steering.ts'
import type { SplitBy } from '../core/figures/results.ts'
import { LEFT, OPEN, REVEAL, TITLE_LENGTH } from './session.ts'

/** What a facilitator writes in the session. Phones only read it, and do not load this. */

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

/** Opens a rate step for answers before the meeting, or none: no act of the meeting, which does not begin by it. */
export const openEarly = (doc: Y.Doc, step: string | null): void => void doc.getMap('steering').set('early', step)
