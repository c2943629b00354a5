import { groupName } from '../../core/labels.ts'
import { sortByDisagreement } from '../../core/pattern.ts'
import { type Figure, type Figures, isWithheld, type PublishedRating } from '../../core/results.ts'
import { itemsByElement } from '../../core/tally.ts'
import type { ElementNumber, Instrument, Item, Workshop } from '../../core/workshop.ts'
import type { Group } from './words.ts'

/** A line of the table: an element, one of its statements, or a group's part of the line above. */
export type TableRow = { key: string; kind: 'element' | 'statement' | 'group'; label: string; figure: Figure }

/** An element as it is shown: its figure, its groups', and its statements where it has several. */
export type ElementRow = {
  number: ElementNumber
  name: string
  figure: Figure
  groups: { label: string; figure: Figure | undefined }[]
  /** Empty where the element's only statement is the element's figure itself. */
  statements: { item: Pick<Item, 'id' | 'text'>; figure: Figure; groups: { label: string; figure: Figure | undefined }[] }[]
}

const none: Figure = { withheld: 'few' }

/** The groups of a published split with their names; empty where there is none or it is withheld. */
export function groupsOf(published: Pick<PublishedRating, 'split'>, workshop?: Pick<Workshop, 'sides' | 'roles'>): Group[] {
  const { split } = published
  if (!split || !('groups' in split)) return []
  return split.groups.map(({ id, ...figures }) => ({ label: groupName(split.by, id, workshop), figures }))
}

/** [disagreement-first] What an instrument rated, element by element, most disagreement first, withheld ones last. */
export function elementRows(figures: Figures, groups: Group[], instrument: Instrument, nameOf: (element: ElementNumber) => string): ElementRow[] {
  const rows = itemsByElement(instrument).map(
    ([number, items]): ElementRow => ({
      number,
      name: nameOf(number),
      figure: figures.elements[number] ?? none,
      groups: groups.map(group => ({ label: group.label, figure: group.figures.elements[number] })),
      statements:
        items.length < 2
          ? []
          : items.map(item => ({
              item,
              figure: figures.items[item.id] ?? none,
              groups: groups.map(group => ({ label: group.label, figure: group.figures.items[item.id] }))
            }))
    })
  )
  return sortByDisagreement(rows)
}

/** The rows as lines of a table, in the elements' own order. */
export function tableRows(rows: ElementRow[]): TableRow[] {
  const lines = (key: string, groups: { label: string; figure: Figure | undefined }[]): TableRow[] =>
    groups.map(group => ({ key: `${key}.${group.label}`, kind: 'group', label: group.label, figure: group.figure ?? none }))
  return [...rows]
    .sort((a, b) => a.number - b.number)
    .flatMap(row => [
      { key: `${row.number}`, kind: 'element' as const, label: `${row.number} ${row.name}`, figure: row.figure },
      ...lines(`${row.number}`, row.groups),
      ...row.statements.flatMap(({ item, figure, groups }) => [
        { key: item.id, kind: 'statement' as const, label: item.text, figure },
        ...lines(item.id, groups)
      ])
    ])
}

/** The most answers at one step of these figures; 1 where there are none. */
export const tallestOf = (figures: (Figure | undefined)[]): number =>
  Math.max(1, ...figures.flatMap(figure => (figure && !isWithheld(figure) ? figure.counts : [])))
