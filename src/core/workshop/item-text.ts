import type { ElementNumber, Item, ItemData, Side, Workshop } from './workshop.ts'

/** What some of the participants were asked, and the labels of their sides ("Skolen, Elev"); `who` is '' where all were asked the same. */
export type Wording = { text: string; who: string }

/** An item's text for one participant; without a side, or where the side has no wording of its own, the usual one. */
export function itemText(item: Item, side?: Side): string {
  const { text, bySide } = item as ItemData
  return (side && bySide?.[side]) || text
}

/** All the texts that an item has been asked in, whoever was asked. */
export function itemTexts(item: Item): string[] {
  const { text, bySide } = item as ItemData
  return [text, ...Object.values(bySide ?? {})]
}

/** [own-wording] What an item asked: one wording, or one for each group of sides that read the same, in the order of the workshop's sides. */
export function itemWordings(item: Item, { sides }: Pick<Workshop, 'sides'>): Wording[] {
  const asked = new Map<string, string[]>()
  for (const { id, label } of sides) {
    const text = itemText(item, id)
    asked.set(text, [...(asked.get(text) ?? []), label])
  }
  if (asked.size === 0) return [{ text: itemText(item), who: '' }]
  return [...asked].map(([text, labels]) => ({ text, who: asked.size === 1 ? '' : labels.join(', ') }))
}

/** A wording as it stands in running text: "Skolen: Vi spørger." */
export const wordingLine = ({ text, who }: Wording): string => (who === '' ? text : `${who}: ${text}`)

/** Names the sides that were asked something else than the rest of an element's items: the element's figure holds answers to both. '' where there are none. */
export function differenceWords(items: readonly Item[], { sides }: Pick<Workshop, 'sides'>): string {
  const own = sides.filter(({ id }) => items.some(item => itemText(item, id) !== itemText(item)))
  if (own.length === 0 || sides.length === 1) return ''
  if (items.every(({ guess }) => guess) && own.every(({ id }) => id === 'elev'))
    return 'Eleverne har svaret for sig selv. De andre har givet deres bedste bud.'
  if (own.length === sides.length) return 'Alle svarede ikke på det samme her.'
  return `${own.map(({ label }) => label).join(' og ')} svarede på andre udsagn her end resten.`
}

/** What students rate of an element where the meeting is theirs alone, in their own words; nothing where others take part. */
export function studentsStatements(workshop: Workshop, element: ElementNumber): string[] {
  if (workshop.sides.length === 0 || workshop.sides.some(side => side.id !== 'elev')) return []
  const items = Object.values(workshop.instruments).flatMap(instrument => instrument.items)
  return items.filter(item => item.element === element).map(item => itemText(item, 'elev'))
}
