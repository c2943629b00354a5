import { type SimpleDiff, simpleDiffString as smallestEdit } from 'lib0/diff'
import * as Y from 'yjs'
import type { Action, Decision, Focus, Note, Review, ReviewFrom, ReviewStatus, Wall } from '../core/agreement/wall.ts'
import { type ElementNumber, elementNumbers } from '../core/workshop/workshop.ts'

/**
 * A wall: four maps of records. A record's running text is Y.Text, so that several people can write in it at once;
 * its other fields are plain values, where the last write wins. `order` keeps records as they were added, without a time.
 */
export type WallRoot = 'notes' | 'focus' | 'actions' | 'reviews'
type TextField = {
  notes: 'text'
  focus: 'want' | 'sign' | 'replyHow' | 'replyWho' | 'replyWhen'
  actions: 'what' | 'who' | 'when'
  reviews: 'what' | 'note'
}
export const textFields: { [R in WallRoot]: readonly TextField[R][] } = {
  notes: ['text'],
  focus: ['want', 'sign', 'replyHow', 'replyWho', 'replyWhen'],
  actions: ['what', 'who', 'when'],
  reviews: ['what', 'note']
}
type Fields = {
  notes: { step: string; lane: string }
  focus: { element: ElementNumber | null; followUp: string }
  actions: { focus: string }
  reviews: { status: ReviewStatus | null; decision?: Decision | null; carried?: string } & Partial<ReviewFrom>
}

const text = (record: Y.Map<unknown>, field: string): string => {
  const value = record.get(field)
  return value instanceof Y.Text ? value.toString() : ''
}
const word = (record: Y.Map<unknown>, field: string): string => {
  const value = record.get(field)
  return typeof value === 'string' ? value : ''
}
const statuses: readonly unknown[] = ['gjort', 'i-gang', 'ikke-begyndt']
const decisions: readonly unknown[] = ['bliv-ved', 'skru', 'slip']
const elementIn = (record: Y.Map<unknown>): ElementNumber | null => {
  const element = record.get('element') as ElementNumber
  return elementNumbers.includes(element) ? element : null
}
/** Where a point of the last agreement comes from; nothing of one that was written by hand. */
function fromOf(record: Y.Map<unknown>): { from?: ReviewFrom } {
  const area = word(record, 'area')
  if (area === '') return {}
  const [want, sign, who, when] = ['want', 'sign', 'who', 'when'].map(field => word(record, field)) as [string, string, string, string]
  const reply = record.get('reply')
  return { from: { area, element: elementIn(record), want, sign, who, when, ...(typeof reply === 'string' && { reply }) } }
}

/** Where a record stands among its root's, 0 where that is not set. */
export const orderOf = (record: Y.Map<unknown>): number => {
  const value = record.get('order')
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** A root's records with their ids, in their order. */
export function records(doc: Y.Doc, root: WallRoot): [string, Y.Map<unknown>][] {
  return [...doc.getMap(root)]
    .filter((entry): entry is [string, Y.Map<unknown>] => entry[1] instanceof Y.Map)
    .sort(([idA, a], [idB, b]) => orderOf(a) - orderOf(b) || (idA < idB ? -1 : 1))
}

/** Reads a wall. Whatever participants may have written in it, what comes out has this form. */
export function readWall(doc: Y.Doc): Wall {
  return {
    notes: records(doc, 'notes').map(([id, r]): Note => {
      const under = word(r, 'under')
      const note = { id, step: word(r, 'step'), lane: word(r, 'lane'), text: text(r, 'text') }
      return { ...note, ...(under === '' ? {} : { under }), ...(r.get('hidden') === true ? { hidden: true } : {}) }
    }),
    focus: records(doc, 'focus').map(([id, r]): Focus => ({
      id,
      element: elementIn(r),
      want: text(r, 'want'),
      sign: text(r, 'sign'),
      followUp: word(r, 'followUp'),
      replyHow: text(r, 'replyHow'),
      replyWho: text(r, 'replyWho'),
      replyWhen: text(r, 'replyWhen')
    })),
    actions: records(doc, 'actions').map(([id, r]): Action => ({
      id,
      focus: word(r, 'focus'),
      what: text(r, 'what'),
      who: text(r, 'who'),
      when: text(r, 'when')
    })),
    reviews: records(doc, 'reviews').map(([id, r]): Review => ({
      id,
      what: text(r, 'what'),
      status: statuses.includes(r.get('status')) ? (r.get('status') as ReviewStatus) : null,
      decision: decisions.includes(r.get('decision')) ? (r.get('decision') as Decision) : null,
      note: text(r, 'note'),
      ...fromOf(r),
      ...(word(r, 'carried') === '' ? {} : { carried: word(r, 'carried') })
    }))
  }
}

/** Adds a record with empty texts under an id of the caller's; `texts` are laid in at once where given. */
export function addRecord<R extends WallRoot>(
  doc: Y.Doc,
  root: R,
  id: string,
  fields: Fields[R],
  texts: Partial<Record<TextField[R], string>> = {}
): void {
  doc.transact(() => {
    const map = doc.getMap(root)
    const last = records(doc, root).at(-1)?.[1].get('order')
    const record = new Y.Map<unknown>()
    for (const [name, value] of Object.entries(fields)) record.set(name, value)
    record.set('order', typeof last === 'number' ? last + 1 : 0)
    for (const field of textFields[root]) record.set(field, new Y.Text((texts as Record<string, string | undefined>)[field] ?? ''))
    map.set(id, record)
  })
}

/** Sets a field that is not a text; nothing where the record is gone or the value is the same. */
export function setField<R extends WallRoot, F extends keyof Fields[R] & string>(
  doc: Y.Doc,
  root: R,
  id: string,
  field: F,
  value: Fields[R][F]
): void {
  const record = doc.getMap(root).get(id)
  if (record instanceof Y.Map && record.get(field) !== value) record.set(field, value)
}

/** Takes a record off the wall; a focus area goes with its steps. */
export function removeRecord(doc: Y.Doc, root: WallRoot, id: string): void {
  doc.transact(() => {
    doc.getMap(root).delete(id)
    if (root === 'focus')
      for (const [action, record] of records(doc, 'actions')) if (word(record, 'focus') === id) doc.getMap('actions').delete(action)
  })
}

/** The shared text of a record's field; undefined where the record is gone. */
export function textOf<R extends WallRoot>(doc: Y.Doc, root: R, id: string, field: TextField[R]): Y.Text | undefined {
  const record = doc.getMap(root).get(id)
  const value = record instanceof Y.Map ? record.get(field) : undefined
  return value instanceof Y.Text ? value : undefined
}

/** A text's change: from `index` on `remove` characters are taken out and `insert` is put in, all of them whole ones. */
export type Edit = SimpleDiff<string>
export { smallestEdit }

/** Turns the shared text into `next` with the smallest edit in the middle, so that others' edits beside it survive. */
export function editText(shared: Y.Text, next: string): void {
  const { index, remove, insert } = smallestEdit(shared.toString(), next)
  shared.doc?.transact(() => {
    if (remove > 0) shared.delete(index, remove)
    if (insert) shared.insert(index, insert)
  })
}
