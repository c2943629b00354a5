import type * as Y from 'yjs'
import type { SplitBy } from '../core/figures/results.ts'
import { ASK, splitOf } from './session.ts'

/** What a facilitator writes in the session before answers are shown. */

/** Sets how many people in the room answer, 1 to HEADS_MOST. No act of the meeting, which may not have begun. */
export const countHeads = (doc: Y.Doc, heads: number): void => void doc.getMap('steering').set('heads', { heads })

/** Asks what would be shown of a step with this split. No act of the meeting either: it does not say which window asked. */
export function ask(doc: Y.Doc, step: string, split: SplitBy | null): void {
  const map = doc.getMap('steering')
  const before = map.get(ASK + step) as { split?: unknown } | undefined
  if (before === undefined || splitOf(before) !== split) map.set(ASK + step, { split })
}
