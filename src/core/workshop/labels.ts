import type { Figures, Split, SplitBy } from '../figures/results.ts'
import { type ElementCopy, type ElementNumber, type Role, roles, type Side, sides, type Workshop } from './workshop.ts'

/** Group id of those who gave no side or role; shown where a board is open. */
export const NO_GROUP = 'uden'

/** The roles' usual names. A workshop may carry others that its people know better. */
export const roleNames: Record<Role, string> = {
  strategisk: 'Strategisk',
  udvikling: 'Udvikling',
  udfoerende: 'Udførende',
  elev: 'Elev'
}

/** The sides' usual names. */
export const sideNames: Record<Side, string> = {
  skole: 'Skole',
  oplaering: 'Oplæring',
  organisation: 'Organisation',
  elev: 'Elev'
}

/** What a split is by, in the words that follow "delt". */
export const splitNames: Record<SplitBy, string> = { side: 'efter, hvor folk sidder', role: 'efter rolle' }

/** The ids of a split's groups in the order in which they are shown everywhere. */
export const groupOrder = (by: SplitBy): readonly string[] => [...(by === 'side' ? sides : roles), NO_GROUP]

/** The name of a split's group: the workshop's own word where it has one, else the usual; the id itself where it is unknown. */
export function groupName(by: SplitBy, id: string, workshop: Pick<Workshop, 'sides' | 'roles'>): string {
  if (id === NO_GROUP) return by === 'side' ? 'Uden plads' : 'Uden rolle'
  const own = (by === 'side' ? workshop.sides : workshop.roles).find(entry => entry.id === id)?.label
  const usual: Partial<Record<string, string>> = by === 'side' ? sideNames : roleNames
  return own ?? usual[id] ?? id
}

/** A split as it is shown: each group under the name that its board knows it by. */
export type NamedSplit = { by: SplitBy; groups: ({ id: string; label: string } & Figures)[] } | Extract<Split, { withheld: unknown }>

/** [own-labels] A published split with its board's own names of the groups. */
export function namedSplit(split: Split | null, workshop: Pick<Workshop, 'sides' | 'roles'>): NamedSplit | null {
  if (!split || 'withheld' in split) return split
  const { by, groups } = split
  return { by, groups: groups.map(group => ({ ...group, label: groupName(by, group.id, workshop) })) }
}

/** An element's name in this workshop; "Kerneelement 4" where the workshop does not carry it. */
export const elementName = (workshop: { elements: readonly Pick<ElementCopy, 'number' | 'name'>[] }, element: ElementNumber): string =>
  workshop.elements.find(copy => copy.number === element)?.name ?? `Kerneelement ${element}`
