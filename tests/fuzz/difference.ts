import * as Y from 'yjs'
import type { DocumentKind } from '../../src/core/board/access.ts'
import { roots } from '../../src/documents/form.ts'

/** A value as text, whatever the order in which its keys were set. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  ) ?? ''

/** Where two documents do not have the same content, structs and deletions; null where they do. */
export function difference(one: Y.Doc, other: Y.Doc, kind: DocumentKind): string | null {
  for (const root of Object.keys(roots[kind])) {
    const [a, b] = [one, other].map(doc => doc.getMap(root).toJSON() as Record<string, unknown>) as [Record<string, unknown>, Record<string, unknown>]
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [left, right] = [inOrder(a[key]), inOrder(b[key])]
      let at = 0
      while (at < left.length && left[at] === right[at]) at++
      if (left !== right) return `${root}/${key} from ${at} on: ${left.slice(at, at + 60)} and ${right.slice(at, at + 60)}`
    }
  }
  return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) ? null : 'what is there or deleted'
}
