import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import type { ItemData, Section, Workshop } from '../core/workshop/workshop.ts'
import { withChoice } from '../core/workshop/workshop.ts'
import { checkWorkshop } from '../steps/check-workshop.ts'
import { readContent } from './read-content.ts'
import { workshopSchema } from './workshop.ts'

/** Whatever a stranger may send. */
// biome-ignore lint/suspicious/noExplicitAny: the tests spoil it in every way.
type Loose = any

const read = readContent(join(import.meta.dirname, '..', '..'))
const luu = read.ok ? read.content.workshops.find(w => w.slug === 'luu-strategisk-droeftelse')?.template : undefined
if (!luu) throw new Error('The content has faults: run node src/schemas/check-content.ts')
const valid = (): Workshop => structuredClone(withChoice(luu))

describe('the schema of a posted workshop', () => {
  const many = (n: number, make: (i: number) => Loose) => Array.from({ length: n }, (_, i) => make(i))
  const figure = { counts: [1, 2, 3, 4, 5], unknown: 1 }
  const last = (rating: object, key = 'vurdering') => ({
    title: 'Sidst',
    made: '2026-03-04T09:00:00.000Z',
    ratings: Object.fromEntries([[key, { elements: {}, items: {}, ...rating }]])
  })
  it('takes the figures of a last meeting', () => {
    const workshop = { ...valid(), last: last({ elements: { 1: figure }, items: { K1: figure } }) }
    expect(workshopSchema.safeParse(workshop)).toMatchObject({ success: true, data: { last: workshop.last } })
  })

  /** What is spoilt, and the path of the only part that is refused for it. */
  const refused: [string, (w: Loose) => void, string][] = [
    ['an unknown field', w => (w.script = 'x'), ''],
    ['a title that is too long', w => (w.title = 'x'.repeat(10_000)), 'title'],
    ['an empty title', w => (w.title = ''), 'title'],
    ['no steps', w => (w.steps = []), 'steps'],
    ['too many steps', w => (w.steps = many(41, i => ({ ...w.steps[0], id: `s${i}` }))), 'steps'],
    ['half a minute', w => (w.steps[0].minutes = 0.5), 'steps.0.minutes'],
    ['minutes that do not add up', w => w.minutes++, 'minutes'],
    ['an unknown kind', w => (w.steps[0].kind = 'dance'), 'steps.0.kind'],
    ['an unknown side', w => (w.sides[0].id = 'direktion'), 'sides.0.id'],
    ['an unknown element', w => (w.focus = [7]), 'focus.0'],
    [
      'a focus that is not among its elements',
      w => w.elements.splice(2, 1) && w.instruments.vurdering.items.splice(2, 1) && w.steps[6].options.splice(2, 1),
      'focus.2'
    ],
    [
      'an item of an element that is not there',
      w => w.elements.splice(2, 1) && w.focus.splice(2, 1) && w.steps[6].options.splice(2, 1),
      'instruments.vurdering.items.2'
    ],
    ['a repeated item', w => w.instruments.vurdering.items.push(w.instruments.vurdering.items[0]), 'instruments.vurdering.items.6'],
    ['an item id with a space', w => (w.instruments.vurdering.items[0].id = 'K 1'), 'instruments.vurdering.items.0.id'],
    ['201 items', w => (w.instruments.vurdering.items = many(201, i => ({ id: `x${i}`, element: 1, text: 'x' }))), 'instruments.vurdering.items'],
    ['a scale of one word', w => (w.instruments.vurdering.scale = ['ja']), 'instruments.vurdering.scale'],
    ['a scale with a word twice', w => (w.instruments.vurdering.scale = ['ja', 'ja']), 'instruments.vurdering.scale.1'],
    [
      'an instrument name that is no word',
      w => (w.instruments.__x = { ...w.instruments.vurdering, items: [{ id: 'x', element: 1, text: 'x' }] }),
      'instruments.__x'
    ],
    ['a rating with what is no instrument', w => (w.steps[2].instrument = 'constructor'), 'steps.2.instrument'],
    [
      'a second reveal of one rating',
      w => Object.assign(w.steps[4], { kind: 'reveal', of: 'vurdering', cards: undefined }) && delete w.steps[4].cards,
      'steps.4.of'
    ],
    [
      'figures of the last meeting on another scale',
      w => (w.last = last({ elements: { 1: { counts: [1, 2], unknown: 0 } } })),
      'last.ratings.vurdering'
    ],
    ['figures of the last meeting for no instrument', w => (w.last = last({}, 'constructor')), 'last.ratings.constructor'],
    ['figures of the last meeting for no statement', w => (w.last = last({ items: { Q9: figure } })), 'last.ratings.vurdering'],
    [
      'half a person in the last meeting',
      w => (w.last = last({ elements: { 1: { counts: [0.5], unknown: 0 } } })),
      'last.ratings.vurdering.elements.1.counts.0'
    ],
    ['what is no time of the last meeting', w => (w.last = { ...last({}), made: 'i går' }), 'last.made'],
    ['six dots', w => (w.steps[6].dots = 6), 'steps.6.dots'],
    ['a vote both on options and on notes', w => (w.steps[6].from = 'sedler'), 'steps.6.from'],
    ['two ends', w => (w.steps[0] = { ...w.steps[8], id: 'igen', minutes: 7 }), 'steps']
  ]
  it.each(refused)('refuses %s', (_name, spoil, where) => {
    const workshop = valid()
    expect(workshopSchema.safeParse(workshop).success).toBe(true)
    spoil(workshop)
    const issues = workshopSchema.safeParse(workshop).error?.issues ?? []
    expect(issues.map(i => i.path.join('.'))).toEqual([where])
  })

  it('refuses more than 128 kB, each part within its limits', () => {
    const workshop = valid()
    const item = workshop.instruments.vurdering?.items[0]
    if (!item) throw new Error('no item')
    const long = 'æ'.repeat(300)
    for (const name of ['a', 'b', 'c'])
      workshop.instruments[name] = {
        title: 'x',
        question: 'x',
        scale: ['nej', 'ja'],
        unknown: 'ved ikke',
        patterns: earlierPatterns,
        items: Array.from({ length: 120 }, (_, i) => ({ ...item, id: `${name}${i}`, text: long, low: long, high: long }))
      }
    expect(checkWorkshop(workshop)).toEqual([])
    const issues = workshopSchema.safeParse(workshop).error?.issues ?? []
    expect(issues.map(i => i.message)).toEqual([expect.stringContaining('128 kB')])
  })

  it('takes 200 items in sections, each with a wording of its own for one side, beside a drejebog’s words', () => {
    const workshop = valid()
    const { vurdering } = workshop.instruments
    if (!vurdering) throw new Error('no instrument')
    const items: ItemData[] = Array.from({ length: 200 }, (_, i) => ({
      id: `B${i}`,
      element: 1,
      text: 'Eleven får en velkomst med de oplysninger, som eleven har brug for, og et første bud på en arbejdsplan.',
      bySide: { elev: 'Jeg fik en velkomst med de oplysninger, som jeg havde brug for, og et første bud på en arbejdsplan.' }
    }))
    const sections = Array.from({ length: 20 }, (_, i) => ({
      id: `afsnit-${i}`,
      title: `Kapitel ${i}`,
      items: items.slice(10 * i, 10 * (i + 1)).map(({ id }) => id)
    }))
    workshop.instruments.vurdering = { ...vurdering, sections, items }
    expect(workshopSchema.safeParse(workshop).error?.issues ?? []).toEqual([])
    const spoilt = (change: (sections: Section[]) => void) => {
      const own = structuredClone(workshop)
      change(own.instruments.vurdering?.sections ?? [])
      return checkWorkshop(own).map(({ path, message }) => [path.join('.'), /Se på "(\w+)"/.exec(message)?.[1]])
    }
    const where = 'instruments.vurdering.sections'
    expect(spoilt(([first]) => first?.items.shift())).toEqual([[where, 'B1']])
    expect(spoilt(([first]) => first?.items.reverse())).toEqual([[where, 'B9']])
    expect(spoilt(all => all.at(-1)?.items.push('nowhere'))).toEqual([[where, 'nowhere']])
    expect(spoilt(all => all.at(-1)?.items.pop())).toEqual([[where, 'B199']])
    expect(spoilt(([first]) => first?.items.push('B0'))).toEqual([[where, 'B0']])
    expect(spoilt(([first, second]) => second && (second.id = first?.id ?? ''))).toEqual([[`${where}.1`, undefined]])
  })

  it('takes an instrument without words as one from before they were its own, and one with its own as it is', () => {
    const workshop = valid()
    const { vurdering } = workshop.instruments
    if (!vurdering) throw new Error('no instrument')
    const { patterns, ...without } = vurdering
    const read = (given: object) => workshopSchema.parse({ ...workshop, instruments: { vurdering: given } }).instruments.vurdering?.patterns
    expect(read(without)).toEqual(earlierPatterns)
    const own = { ...patterns, few: { name: 'Få', sentence: 'Få.', question: 'Hvad så?' } }
    expect(read({ ...without, patterns: own })).toEqual(own)
  })

  it('refuses what is no object', () => {
    for (const value of [null, undefined, 'x', 1, [], true]) expect(workshopSchema.safeParse(value).success).toBe(false)
  })
})
