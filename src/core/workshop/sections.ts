import type { Section } from './workshop.ts'

/** A part of a list. `from`: the place of its first entry in the whole, from 0. Without sections all is one part, whose title is ''. */
export type Part<T> = { id: string; title: string; from: number; entries: T[] }

/** Entries by the sections that they stand in, each section in its own order. A section without any is left out. */
export function inSections<T extends { id: string }>(entries: readonly T[], sections: readonly Section[] | undefined): Part<T>[] {
  if (!sections) return [{ id: '', title: '', from: 0, entries: [...entries] }]
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  let from = 0
  return sections.flatMap(({ id, title, items }) => {
    const entries = items.flatMap(item => byId.get(item) ?? [])
    from += entries.length
    return entries.length > 0 ? [{ id, title, from: from - entries.length, entries }] : []
  })
}
