import { ITEMS_MOST } from '../../../src/core/workshop/workshop.ts'
import { testWorkshop } from '../server/workshop.ts'

/** Bodies that were made to cost as much as they can, for a call that anyone may send: what each is, and its JSON text. */
export type Body = { what: string; text: string }

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const record = (count: number, value: (i: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(times(count, i => [i.toString(36).padStart(2, 'k'), value(i)]))
/** Pieces with commas between, of so many bytes together. */
function filled(bytes: number, piece: (i: number) => string, open = '[', close = ']'): string {
  const pieces: string[] = []
  for (let length = 2, i = 0; ; i++) {
    const next = piece(i)
    length += Buffer.byteLength(next) + 1
    if (length > bytes) return open + pieces.join(',') + close
    pieces.push(next)
  }
}

/** Texts that are costly to parse, whatever the call wants: of exactly or a little less than so many bytes. */
export function costlyJson(bytes: number): Body[] {
  const nested = (open: string, inner: string, close: string): string => {
    const levels = Math.floor((bytes - inner.length) / (open.length + close.length))
    return open.repeat(levels) + inner + close.repeat(levels)
  }
  return [
    { what: 'numbers', text: filled(bytes, () => '0') },
    { what: 'lists', text: filled(bytes, () => '[]') },
    { what: 'objects', text: filled(bytes, () => '{}') },
    { what: 'objects of one key each, another each time', text: filled(bytes, i => `{"${i.toString(36)}":0}`) },
    { what: 'one object of many keys', text: filled(bytes, i => `"${i.toString(36)}":0`, '{', '}') },
    { what: 'one object of many numbers for keys', text: filled(bytes, i => `"${i * 7919}":0`, '{', '}') },
    { what: 'the same key again and again', text: filled(bytes, () => '"a":0', '{', '}') },
    { what: 'texts', text: filled(bytes, i => `"${i.toString(36)}"`) },
    { what: 'lists in lists', text: nested('[', '', ']') },
    { what: 'objects in objects', text: nested('{"":', '0', '}') },
    { what: 'escapes', text: `"${'\\u00e6'.repeat((bytes - 2) / 6)}"` },
    { what: 'a half surrogate again and again', text: `"${'\\ud800'.repeat((bytes - 2) / 6)}"` },
    { what: 'a number without end', text: '9'.repeat(bytes) },
    { what: 'blanks', text: `${' '.repeat(bytes - 1)}0` },
    { what: 'a text without end', text: `"${'x'.repeat(bytes - 2)}"` },
    { what: 'a text that does not end', text: `"${'\\\\'.repeat((bytes - 1) / 2)}` }
  ]
}

const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
const words = (count: number): string => 'ord '.repeat(count / 4).padEnd(count, 'x')

/** Bodies of `POST /api/boards` that are as large as they may be, by parts or by bytes, each with mistakes of its own kind, or with none. */
export function costlyBoards(parts: number, bytes: number): Body[] {
  const items = (count: number, item: (i: number) => unknown): unknown => ({
    ...testWorkshop.instruments.seks,
    patterns: undefined,
    items: times(count, item)
  })
  const good = (i: number) => ({ id: `u${i}`, element: 1, text: 'x' })
  const body = (what: string, workshop: object, title = 'Møde'): Body => ({
    what,
    text: JSON.stringify({ title, workshop: { ...testWorkshop, ...workshop }, settings })
  })
  const step = (more: object) => (i: number) => ({ ...testWorkshop.steps[0], ...more, id: `t${i}` })
  const voted = { kind: 'vote', cards: undefined, dots: 1 }
  const room = parts - 400
  const longItem = (i: number) => ({ id: `u${i}`, element: 1, text: words(290), low: words(500), high: words(500) })
  const fitting = Math.floor((bytes - 12_000) / (JSON.stringify(longItem(1000)).length + 1))
  return [
    body('a small one', {}),
    body('empty items in twelve instruments', { instruments: record(12, () => items(Math.floor(room / 24), () => ({}))) }),
    body('items that are wrong in every field', {
      instruments: record(12, () =>
        items(Math.floor(room / 12 / 18), () => ({ id: '', element: 9, text: '', bySide: { skole: '' }, low: 0, high: 0, guess: 0 }))
      )
    }),
    body('items that are wrong at the end only', {
      instruments: record(12, at => items(Math.floor(room / 12 / 8), i => (at === 11 && i > 10 ? {} : { ...good(i), id: `u${at}-${i}` })))
    }),
    body('many instruments', { instruments: record(Math.floor(room / 2), () => 0) }),
    body(
      'keys that nobody knows',
      record(Math.floor(room / 2), () => 0)
    ),
    body('keys that nobody knows, in every item', { instruments: record(12, () => items(20, i => ({ ...good(i), ...record(8, () => 0) }))) }),
    body('empty steps', { steps: times(Math.floor(room / 2), () => ({})) }),
    body('forty votes of forty options that are wrong', {
      steps: times(40, step({ ...voted, options: times(Math.min(40, Math.floor(room / 80) - 20), () => ({})) }))
    }),
    body('forty votes, the options of the last wrong', {
      steps: times(40, i =>
        step({ ...voted, options: times(Math.min(40, Math.floor(room / 250)), k => (i < 39 ? { id: `o${k}`, label: 'x' } : {})) })(i)
      )
    }),
    body('lists of empty texts', { prepare: times(room / 3, () => ''), materials: times(room / 3, () => ''), focus: times(room / 3, () => 9) }),
    body('as many items as fit, each twice', { instruments: record(12, () => items(Math.floor(room / 12 / 8), good)) }),
    body('as many items as fit', { instruments: record(12, at => items(Math.floor(room / 12 / 8), i => ({ ...good(i), id: `u${at}-${i}` }))) }),
    body('as long as it may be', {
      instruments: {
        seks: items(Math.min(ITEMS_MOST, fitting), longItem),
        ...record(1, () => items(Math.max(1, Math.min(fitting - ITEMS_MOST, ITEMS_MOST)), i => ({ ...longItem(i), id: `v${i}` })))
      }
    }),
    body('a title of marks that are taken out', {}, '\u202e'.repeat(2000)),
    body('a title of spaces', {}, ' '.repeat(2000)),
    body('texts of nothing but spaces', { say: [], prepare: times(20, () => ' '.repeat(4000)), materials: times(20, () => '\u200b'.repeat(600)) })
  ]
}

/** Values of no form in particular, among the names that the call knows: so many parts at most. */
function junk(chance: () => number, parts: number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  const leaf = (): unknown => pick([0, 1, '', 'x', 'skole', 'talk', 'vote', true, null, words(300), ' '.repeat(600), '\u200b'.repeat(300)])
  const names = ['id', 'element', 'text', 'bySide', 'items', 'kind', 'options', 'lanes', 'label', 'title', 'minutes', 'say', 'constructor', 'x']
  if (parts < 4) return leaf()
  const count = 1 + Math.floor(chance() ** 2 * (parts / 3))
  const inner = Math.floor(parts / count) - 2
  if (chance() < 0.5) return times(count, () => junk(chance, inner))
  return Object.fromEntries(times(count, i => [chance() < 0.5 ? pick(names) : `k${i}`, junk(chance, inner)]))
}

/** A body of `POST /api/boards` of which some fields are junk and the others are right. */
export function randomBoard(chance: () => number, parts: number): Body {
  const fields = ['instruments', 'steps', 'elements', 'prepare', 'sides', 'focus', 'group', 'title', 'x'] as const
  const some = fields.filter(() => chance() < 0.3)
  const replaced = some.map(field => [field, junk(chance, (parts - 400) / Math.max(1, some.length))])
  const workshop = { ...testWorkshop, ...Object.fromEntries(replaced) }
  return { what: `junk in ${some.join(', ')}`, text: JSON.stringify({ title: 'Møde', workshop, settings }) }
}
