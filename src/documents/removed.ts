import * as Y from 'yjs'
import type { Wall } from '../core/agreement/wall.ts'
import { orderOf, records, textFields, type WallRoot } from './wall.ts'

/** A record that was on the wall, as it was last read, and the ids of those that stood before it, the nearest last. */
export type Removed = { root: WallRoot; record: Wall[WallRoot][number]; behind: string[] }

/** What stood on the wall before and stands there no more. */
export const removedFrom = (before: Wall, now: Wall): Removed[] =>
  (Object.keys(textFields) as WallRoot[]).flatMap(root => {
    const left = new Set(now[root].map(({ id }) => id))
    const ids = before[root].map(({ id }) => id)
    return before[root].flatMap((record, at) => (left.has(record.id) ? [] : [{ root, record, behind: ids.slice(0, at) }]))
  })

/** Puts records back in their places under their own ids, so that of two people who do it at once one's stands. One that is back stays as it is. */
export function putBack(doc: Y.Doc, removed: readonly Removed[]): void {
  doc.transact(() => {
    for (const { root, record, behind } of removed) {
      const map = doc.getMap(root)
      if (map.has(record.id)) continue
      const there = records(doc, root)
      const at = Math.max(-1, ...there.flatMap(([id], place) => (behind.includes(id) ? [place] : [])))
      const [before, after] = [there[at]?.[1], there[at + 1]?.[1]]
      const next = after && orderOf(after)
      const last = before ? orderOf(before) : (next ?? 2) - 2
      const texts: readonly string[] = textFields[root]
      const { id, ...fields } = record
      const again = new Y.Map<unknown>()
      for (const [name, value] of Object.entries(fields)) again.set(name, texts.includes(name) ? new Y.Text(String(value)) : value)
      again.set('order', (last + (next ?? last + 2)) / 2)
      map.set(id, again)
    }
  })
}
