import { itemText } from '../workshop/item-text.ts'
import type { Instrument, Workshop } from '../workshop/workshop.ts'

/**
 * The sides that share an answer sheet, since they read the same of every statement: one group for each wording, in the order of the workshop's sides.
 * A workshop without sides, and a vote, have one sheet.
 */
export function sheetGroups({ sides }: Pick<Workshop, 'sides'>, instrument: Instrument | undefined): Workshop['sides'][] {
  const groups = new Map<string, Workshop['sides']>()
  for (const side of sides) {
    const words = JSON.stringify(instrument?.items.map(item => itemText(item, side.id)) ?? [])
    groups.set(words, [...(groups.get(words) ?? []), side])
  }
  return groups.size === 0 ? [[]] : [...groups.values()]
}
