import type { Pattern } from '../../core/answer-words.ts'
import { differenceWords, itemWordings, type Wording } from '../../core/item-text.ts'
import { elementName, type NamedSplit } from '../../core/labels.ts'
import { patternOf, sortByDisagreement } from '../../core/pattern.ts'
import { type Figure, type Figures, isWithheld } from '../../core/results.ts'
import { itemsByElement } from '../../core/tally.ts'
import type { ElementNumber, Instrument, Workshop } from '../../core/workshop.ts'
import type { Group } from './words.ts'

/** A line of the table: an element, one of its statements, or a group's part of the line above. */
export type TableRow = {
  key: string
  kind: 'element' | 'statement' | 'group' /** Several where not all were asked the same. */
  label: Wording[]
  figure: Figure
}

/** An element as it is shown: its figure, its groups', and its statements where it has several. */
export type ElementRow = {
  number: ElementNumber
  name: string
  figure: Figure
  groups: { label: string; figure: Figure | undefined }[]
  /** A sentence where not all were asked the same, else ''. */
  difference: string
  /** Empty where the element's only statement is the element's figure itself. */
  statements: StatementRow[]
}

export type StatementRow = { id: string; wordings: Wording[]; figure: Figure; groups: { label: string; figure: Figure | undefined }[] }

const plain = (text: string): Wording[] => [{ text, who: '' }]
const none: Figure = { withheld: 'few' }

/** The groups of a published split with their names; empty where there is none or it is withheld. */
export const groupsOf = (split: NamedSplit | null): Group[] =>
  split && 'groups' in split ? split.groups.map(({ label, elements, items }) => ({ label, figures: { elements, items } })) : []

/** An element's statements with their groups' figures. A single one that all were asked alike is the element once more, and is left out. */
export function statementRows(items: Omit<StatementRow, 'groups'>[], groups: Group[]): StatementRow[] {
  if (items.length === 1 && items[0]?.wordings.length === 1) return []
  return items.map(item => ({ ...item, groups: groups.map(group => ({ label: group.label, figure: group.figures.items[item.id] })) }))
}

/** [disagreement-first] What an instrument rated, element by element, most disagreement first, withheld ones last. */
export function elementRows(figures: Figures, groups: Group[], instrument: Instrument, workshop: Pick<Workshop, 'elements' | 'sides'>): ElementRow[] {
  const rows = itemsByElement(instrument).map(([number, items]): ElementRow => ({
    number,
    name: elementName(workshop, number),
    figure: figures.elements[number] ?? none,
    groups: groups.map(group => ({ label: group.label, figure: group.figures.elements[number] })),
    difference: differenceWords(items, workshop),
    statements: statementRows(
      items.map(item => ({ id: item.id, wordings: itemWordings(item, workshop), figure: figures.items[item.id] ?? none })),
      groups
    )
  }))
  return sortByDisagreement(rows)
}

/** The rows as lines of a table, in the elements' own order. */
export function tableRows(rows: ElementRow[]): TableRow[] {
  const lines = (key: string, groups: { label: string; figure: Figure | undefined }[]): TableRow[] =>
    groups.map(group => ({ key: `${key}.${group.label}`, kind: 'group', label: plain(group.label), figure: group.figure ?? none }))
  return [...rows]
    .sort((a, b) => a.number - b.number)
    .flatMap(row => [
      { key: `${row.number}`, kind: 'element' as const, label: plain(`${row.number} ${row.name}`), figure: row.figure },
      ...lines(`${row.number}`, row.groups),
      ...row.statements.flatMap(({ id, wordings, figure, groups }) => [
        { key: id, kind: 'statement' as const, label: wordings, figure },
        ...lines(id, groups)
      ])
    ])
}

/** The most answers at one step of these figures; 1 where there are none. */
export const tallestOf = (figures: (Figure | undefined)[]): number =>
  Math.max(1, ...figures.flatMap(figure => (figure && !isWithheld(figure) ? figure.counts : [])))

const toTalkAbout: readonly Pattern[] = ['two-camps', 'spread', 'one-apart', 'many-unknown', 'many-not-applicable']

/** [minimum-spread] [five-to-claim] Rows that the rule calls disagreement or a finding, and the heading that is true of what is shown; '' where nothing can be said of all. */
export function mostToTalkAbout<R extends { figure: Figure }>(shown: R[]): { heading: string; rows: R[] } {
  const patterns = shown.map(({ figure }) => (isWithheld(figure) ? 'few' : patternOf(figure)))
  const rows = shown.filter((_, index) => toTalkAbout.includes(patterns[index] ?? 'few'))
  if (rows.length > 0) return { heading: 'Her er mest at tale om', rows }
  return { heading: patterns.includes('few') ? '' : 'Her ligger svarene tæt', rows: shown }
}
