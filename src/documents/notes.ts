import * as Y from 'yjs'
import { orderOf } from './wall.ts'

/** Sorting a wall's notes: where each lies, as plain fields of its record. An act is undone by its inverse, never by Yjs' undo manager. */

/** Where a note lies. `under`: id of the note that it lies under, '' for none. `order`: any finite number; notes stand by it, lower first. */
export type Place = { lane: string; under: string; order: number }
/** What an act has moved: from where to where. */
export type Moved = { id: string; before: Place; after: Place }[]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const noteOf = (doc: Y.Doc, id: string): Y.Map<unknown> | undefined => {
  const record = doc.getMap('notes').get(id)
  return record instanceof Y.Map ? record : undefined
}
const placeOf = (record: Y.Map<unknown>): Place => ({
  lane: text(record.get('lane')),
  under: text(record.get('under')),
  order: orderOf(record)
})
const fields = ['lane', 'under', 'order'] as const
const put = (record: Y.Map<unknown>, from: Place, to: Place): void => {
  for (const field of fields) if (from[field] !== to[field]) record.set(field, to[field])
}

/** Lays notes elsewhere; parts of a place that are not named stay. Answers what has moved: notes that are gone have not. */
export function placeNotes(doc: Y.Doc, places: readonly ({ id: string } & Partial<Place>)[]): Moved {
  return doc.transact(() =>
    places.flatMap(({ id, ...place }) => {
      const record = noteOf(doc, id)
      if (!record) return []
      const before = placeOf(record)
      const after = { ...before, ...place }
      put(record, before, after)
      return fields.some(field => before[field] !== after[field]) ? [{ id, before, after }] : []
    })
  )
}

/** [undo] Lays what an act has moved back where it was. Answers false, and changes nothing, where somebody has moved or removed any of it since. */
export function placeBack(doc: Y.Doc, moved: Moved): boolean {
  return doc.transact(() => {
    const records = moved.flatMap(({ id, before, after }) => {
      const record = noteOf(doc, id)
      const now = record && placeOf(record)
      return record && now && fields.every(field => now[field] === after[field]) ? [{ record, before, after }] : []
    })
    if (records.length < moved.length) return false
    for (const { record, before, after } of records) put(record, after, before)
    return true
  })
}

/** Where a note stands among all, for who lays it elsewhere; 0 where it is gone. */
export const orderOfNote = (doc: Y.Doc, id: string): number => {
  const record = noteOf(doc, id)
  return record ? orderOf(record) : 0
}

/** [note-hidden] Takes a note's words off the wall, and marks it as hidden. Answers the words; undefined where it is gone or hidden already. */
export function hideNote(doc: Y.Doc, id: string): string | undefined {
  return doc.transact(() => {
    const record = noteOf(doc, id)
    const words = record?.get('text')
    if (!record || !(words instanceof Y.Text) || record.get('hidden') === true) return undefined
    const kept = words.toString()
    record.set('hidden', true)
    words.delete(0, words.length)
    return kept
  })
}

/** Puts a hidden note's words back on the wall. Nothing where it is gone, or has been put back. */
export function showNote(doc: Y.Doc, id: string, kept: string): void {
  doc.transact(() => {
    const record = noteOf(doc, id)
    const words = record?.get('text')
    if (!record || !(words instanceof Y.Text) || record.get('hidden') !== true) return
    record.delete('hidden')
    words.delete(0, words.length)
    words.insert(0, kept)
  })
}
