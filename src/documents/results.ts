import type * as Y from 'yjs'
import type { Settings } from '../core/board/settings.ts'
import type { Preview, Progress, Published, Results } from '../core/figures/results.ts'

/** Reads the results document; null until it has arrived. */
export function readResults(doc: Y.Doc): Results | null {
  const board = doc.getMap('board')
  const settings = board.get('settings') as Settings | undefined
  if (!settings) return null
  return {
    settings,
    people: (board.get('people') as number | undefined) ?? 0,
    // Boards from before counted only who had joined.
    answered: (board.get('answered') as number | undefined) ?? (board.get('people') as number | undefined) ?? 0,
    closed: (board.get('closed') as { destroyed: number } | undefined) ?? null,
    progress: Object.fromEntries([...doc.getMap('progress')].map(([step, value]) => [step, progressOf(value as Partial<Progress>)])),
    previews: doc.getMap('previews').toJSON() as Record<string, Preview>,
    published: doc.getMap('published').toJSON() as Record<string, Published>
  }
}

/** Boards from before counted only who was done. */
const progressOf = ({ answered, done = 0, ways }: Partial<Progress>): Progress => ({ answered: answered ?? done, done, ...(ways && { ways }) })

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Writes what has changed. A published step is written once and never overwritten; one that the results no longer have goes. */
export function writeResults(doc: Y.Doc, results: Results): void {
  doc.transact(() => {
    const board = doc.getMap('board')
    for (const name of ['settings', 'people', 'answered', 'closed'] as const) {
      const value = results[name]
      if (value !== null && !same(board.get(name), value)) board.set(name, value)
    }
    const progress = doc.getMap('progress')
    for (const [step, value] of Object.entries(results.progress)) if (!same(progress.get(step), value)) progress.set(step, value)
    const previews = doc.getMap('previews')
    for (const step of [...previews.keys()]) if (!Object.hasOwn(results.previews, step)) previews.delete(step)
    for (const [step, value] of Object.entries(results.previews)) if (!same(previews.get(step), value)) previews.set(step, value)
    const published = doc.getMap('published')
    for (const step of [...published.keys()]) if (!Object.hasOwn(results.published, step)) published.delete(step)
    for (const [step, value] of Object.entries(results.published)) if (!published.has(step)) published.set(step, value)
  })
}
