import type { Instrument, Section } from './workshop.ts'

/** Where an item stands: its section's title, its place in it from 1, and how many it has. Undefined in an instrument without sections. */
export function placeOf({ sections }: Pick<Instrument, 'sections'>, id: string): { title: string; at: number; of: number } | undefined {
  const section = sections?.find(({ items }) => items.includes(id))
  return section && { title: section.title, at: section.items.indexOf(id) + 1, of: section.items.length }
}

/** A part of a list. `from`: the place of its first entry in the whole, from 0. Without sections all is one part, whose title is ''. */
export type Part<T> = { id: string; title: string; from: number; entries: T[] }

/** Entries by the sections that they stand in, each section in its own order; what has no entry in a section is left out of it. */
export function inSections<T extends { id: string }>(entries: readonly T[], sections: readonly Section[] | undefined): Part<T>[] {
  if (!sections) return [{ id: '', title: '', from: 0, entries: [...entries] }]
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  let from = 0
  return sections.map(({ id, title, items }) => {
    const part = { id, title, from, entries: items.flatMap(item => byId.get(item) ?? []) }
    from += part.entries.length
    return part
  })
}
