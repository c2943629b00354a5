import type { Settings } from '../../core/board/settings.ts'
import { type Compared, compareGuess, guessAndOwn, isGuessAndOwn, nothingSaid } from '../../core/figures/guess-and-own.ts'
import { patternOf, sortByDisagreement } from '../../core/figures/pattern.ts'
import type { RatedElement, RatedItem } from '../../core/figures/rated.ts'
import { type Figure, isWithheld, type PublishedRating } from '../../core/figures/results.ts'
import { movedWords, roundNames } from '../../core/figures/rounds.ts'
import type { Pattern } from '../../core/workshop/answer-words.ts'
import type { Wording } from '../../core/workshop/item-text.ts'
import { type NamedSplit, namedSplit } from '../../core/workshop/labels.ts'
import { inSections, type Part } from '../../core/workshop/sections.ts'
import type { ElementNumber, Section, Workshop } from '../../core/workshop/workshop.ts'
import type { Group } from './words.ts'

/** A line of the table: an element, one of its statements, or a group's part of the line above. */
export type TableRow = {
  key: string
  kind: 'element' | 'section' | 'statement' | 'group' /** Several where not all were asked the same. */
  label: Wording[]
  /** Absent of a section, which is a heading alone. */
  figure?: Figure
}

/** An element as it is shown: its figure, its groups', and its statements where it has several. */
export type ElementRow = RatedElement & {
  groups: { label: string; figure: Figure | undefined }[]
  /** Empty where the element's only statement is the element's figure itself, and where the statements stand in sections. */
  statements: StatementRow[]
  /** What can be said of the two figures beside each other: two rounds, or staff's guess and the students' own. */
  compared: Compared
}

/** A statement of an element, with its groups' figures. */
export type StatementRow = RatedItem & { element: ElementNumber; groups: { label: string; figure: Figure | undefined }[] } & Pick<
    ElementRow,
    'compared'
  >

const plain = (text: string): Wording[] => [{ text, who: '' }]
const none: Figure = { withheld: 'few' }

/** The groups of a published split with their names; empty where there is none or it is withheld. */
export const groupsOf = (split: NamedSplit | null): Group[] =>
  split && 'groups' in split ? split.groups.map(({ label, elements, items }) => ({ label, figures: { elements, items } })) : []

/** What stands beside each other, and what is said of the two. */
export type Besides = { groups: Group[]; compare: (one: Figure | undefined, other: Figure | undefined) => Compared }

/** Each figure by itself. */
export const nothingBeside: Besides = { groups: [], compare: () => nothingSaid }

/** [guess-and-own] The groups of a split, or staff's guess and the students' own answers. */
export function sidesBesides(split: NamedSplit | null, elements: readonly RatedElement[], { minimum }: Pick<Settings, 'minimum'>): Besides {
  const shown = guessAndOwn(split, elements)
  return { groups: groupsOf(shown), compare: isGuessAndOwn(shown) ? (guess, own) => compareGuess(guess, own, minimum) : nothingBeside.compare }
}

/** [second-round] The two rounds where `first` is given, else the groups of a split. */
export function besides(
  published: PublishedRating | undefined,
  first: PublishedRating | undefined,
  elements: readonly RatedElement[],
  workshop: Pick<Workshop, 'sides' | 'roles'>,
  settings: Pick<Settings, 'minimum'>
): Besides {
  if (!published || !first) return sidesBesides(namedSplit(published?.split ?? null, workshop), elements, settings)
  return {
    groups: [first, published].map((figures, round) => ({ label: roundNames[round] ?? '', figures })),
    compare: (before, now) => ({ said: movedWords(before, now), ask: '' })
  }
}

/** A single statement that all were asked alike is the element once more. */
const isTheElement = (items: RatedItem[]): boolean => items.length === 1 && items[0]?.wordings.length === 1

/** An element's statements. */
const statementRows = ({ number, items }: RatedElement, { groups, compare }: Besides): StatementRow[] =>
  items.map(item => ({
    ...item,
    element: number,
    groups: groups.map(({ label, figures }) => ({ label, figure: figures.items[item.id] })),
    // A single statement is the element once more, of which it is said.
    compared: items.length === 1 ? nothingSaid : compare(groups[0]?.figures.items[item.id], groups[1]?.figures.items[item.id])
  }))

/** [disagreement-first] What was rated, element by element, most disagreement first, withheld ones last. */
export function elementRows(elements: RatedElement[], beside: Besides, sections?: Section[]): ElementRow[] {
  const { groups, compare } = beside
  const rows = elements.map((element): ElementRow => ({
    ...element,
    groups: groups.map(group => ({ label: group.label, figure: group.figures.elements[element.number] })),
    statements: sections || isTheElement(element.items) ? [] : statementRows(element, beside),
    compared: compare(groups[0]?.figures.elements[element.number], groups[1]?.figures.elements[element.number])
  }))
  return sortByDisagreement(rows)
}

/** A section's statements. */
export type SectionRow = Part<StatementRow>

/** The statements of an instrument with sections, by section; none of one without. */
export function sectionRows(elements: RatedElement[], beside: Besides, sections?: Section[]): SectionRow[] {
  const all = elements.flatMap(element => statementRows(element, beside))
  return sections ? inSections(all, sections) : []
}

/** The rows as lines of a table: the elements in their own order, then what stands in sections. */
export function tableRows(rows: ElementRow[], sections: SectionRow[] = []): TableRow[] {
  const lines = (key: string, groups: { label: string; figure: Figure | undefined }[]): TableRow[] =>
    groups.map(group => ({ key: `${key}.${group.label}`, kind: 'group', label: plain(group.label), figure: group.figure ?? none }))
  const statements = (all: StatementRow[]): TableRow[] =>
    all.flatMap(({ id, wordings, figure, groups }) => [{ key: id, kind: 'statement' as const, label: wordings, figure }, ...lines(id, groups)])
  const elements = [...rows]
    .sort((a, b) => a.number - b.number)
    .flatMap(row => [
      { key: `${row.number}`, kind: 'element' as const, label: plain(`${row.number} ${row.name}`), figure: row.figure },
      ...lines(`${row.number}`, row.groups),
      ...statements(row.statements)
    ])
  const parts = sections.flatMap(({ id, title, entries }) => [
    { key: `section.${id}`, kind: 'section' as const, label: plain(title) },
    ...statements(entries)
  ])
  return [...elements, ...parts]
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
