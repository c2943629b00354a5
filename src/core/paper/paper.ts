import { studentsStatements } from '../workshop/item-text.ts'
import { type ElementNumber, focusOf, type Item, type Lane, type Step, type StepOf, type Workshop } from '../workshop/workshop.ts'

/** What a meeting needs on paper where there are no phones and no net, worked out from the steps of its workshop. */

/** Papers that no kind of step tells of: a drejebog names them itself, with the id of the step that uses them. */
export const namedPapers = ['elevens-vej'] as const
export type NamedPaper = { paper: (typeof namedPapers)[number]; step: string }

type Kinds =
  /** An answer sheet for each person, and some in large letters for those who ask for one. */
  | { kind: 'ballots'; instrument: string }
  | { kind: 'large-ballots'; instrument: string }
  /** The sheet on which the answers are counted. */
  | { kind: 'tally'; instrument: string }
  | { kind: 'element-cards'; elements: ElementNumber[] }
  /** Cards with the statements themselves: students' own, where the meeting is theirs. */
  | { kind: 'statement-cards'; instrument: string }
  /** The names of the wall's lanes, to be hung up. */
  | { kind: 'lanes'; lanes: Lane[] }
  | { kind: 'student-path' }
  /** Slips to vote on in secret, four on a sheet, and the sheet on which the dots are counted. */
  | { kind: 'slips'; vote: StepOf<'vote'> }
  | { kind: 'dots'; vote: StepOf<'vote'> }
  | { kind: 'review' }
  | { kind: 'agreement' }

/** `step`: the title of the first step that it is used in. */
export type Paper = Kinds & { step: string }

const ROWS_MOST = 9
/** Rows of large letters that a sheet has room for. */
const LARGE_MOST = 6
export const CARDS_A_SHEET = 4
export const STATEMENTS_A_SHEET = 9
export const SLIPS_A_SHEET = 4
/** Three sheets side by side make one timeline. */
export const PATH_SHEETS = 3
/** People who share a set of cards. */
const GROUP = 4
/** People of whom one is likely to ask for large letters. */
const LARGE_FOR = 10

/** Items in sheets of at most `most`, those of one element on the same sheet where they all fit on one. */
export function inSheets<I extends Item>(items: readonly I[], letters: 'usual' | 'large' = 'usual'): I[][] {
  const most = letters === 'large' ? LARGE_MOST : ROWS_MOST
  const sheets: I[][] = []
  for (let at = 0; at < items.length;) {
    const element = items[at]?.element
    const end = items.findIndex((item, i) => i > at && item.element !== element)
    const together = items.slice(at, Math.min(end === -1 ? items.length : end, at + most))
    const last = sheets.at(-1)
    if (last && last.length + together.length <= most) last.push(...together)
    else sheets.push(together)
    at += together.length
  }
  return sheets
}

/** All that the meeting needs, in the order in which it is used; an answer sheet with its count, a vote's slips with theirs. */
export function papersOf(workshop: Workshop, named: readonly NamedPaper[] = []): Paper[] {
  const students = focusOf(workshop).some(({ number }) => studentsStatements(workshop, number).length > 0)
  const elementCards: Kinds = { kind: 'element-cards', elements: [...workshop.focus] }
  const papers = workshop.steps.flatMap(step =>
    [...papersOfStep(step, elementCards, students), ...namedOf(step, named)].map(paper => ({ ...paper, step: step.title }))
  )
  // What is used again is needed once; lanes and votes are each step's own.
  const kept = new Set<string>()
  return papers.filter(paper => {
    if (paper.kind === 'lanes' || paper.kind === 'slips' || paper.kind === 'dots') return true
    const key = `${paper.kind} ${'instrument' in paper ? paper.instrument : ''}`
    return !kept.has(key) && kept.add(key)
  })
}

const namedOf = ({ id }: Step, named: readonly NamedPaper[]): Kinds[] => (named.some(({ step }) => step === id) ? [{ kind: 'student-path' }] : [])

function papersOfStep(step: Step, elementCards: Kinds, students: boolean): Kinds[] {
  switch (step.kind) {
    case 'rate': {
      const { instrument } = step
      // Where too few answer there is nothing to count, and the group talks from cards.
      return [
        { kind: 'ballots', instrument },
        { kind: 'large-ballots', instrument },
        { kind: 'tally', instrument },
        students ? { kind: 'statement-cards', instrument } : elementCards
      ]
    }
    case 'talk':
      return step.cards ? [elementCards] : []
    case 'notes':
      return [{ kind: 'lanes', lanes: step.lanes }]
    case 'vote':
      return [
        { kind: 'slips', vote: step },
        { kind: 'dots', vote: step }
      ]
    case 'review':
      return [{ kind: 'review' }]
    case 'agree':
      return [{ kind: 'agreement' }]
    case 'reveal':
    case 'close':
      return []
  }
}

/** How many sheets one copy of it is. */
export function sheetsOf(paper: Paper, workshop: Workshop): number {
  switch (paper.kind) {
    case 'ballots':
    case 'tally':
    case 'large-ballots':
      return inSheets(workshop.instruments[paper.instrument]?.items ?? [], paper.kind === 'large-ballots' ? 'large' : 'usual').length
    case 'element-cards':
      return elementCards(paper.elements).length / CARDS_A_SHEET
    case 'statement-cards':
      return Math.ceil((workshop.instruments[paper.instrument]?.items.length ?? 0) / STATEMENTS_A_SHEET)
    case 'student-path':
      return PATH_SHEETS
    default:
      return 1
  }
}

/** A card of an element, the one that says how the cards are used, or one to write on. */
export type Card = ElementNumber | 'use' | 'own'

/** The cards that fill whole sheets: of one element a sheet for four groups, of several one each. */
export function elementCards(elements: readonly ElementNumber[]): Card[] {
  const [only] = elements
  if (elements.length === 1 && only) return Array.from({ length: CARDS_A_SHEET }, () => only)
  const cards: Card[] = [...elements]
  if (cards.length % CARDS_A_SHEET !== 0) cards.push('use')
  while (cards.length % CARDS_A_SHEET !== 0) cards.push('own')
  return cards
}

/** How many copies of it so many people need. */
export function copiesOf(paper: Paper, people: number): number {
  switch (paper.kind) {
    case 'ballots':
      return people
    case 'large-ballots':
      return Math.ceil(people / LARGE_FOR)
    case 'slips':
      return Math.ceil(people / SLIPS_A_SHEET)
    case 'element-cards': {
      const groups = Math.ceil(people / GROUP)
      return paper.elements.length === 1 ? Math.ceil(groups / CARDS_A_SHEET) : groups
    }
    default:
      return 1
  }
}

/** The papers of a package with the pages that they have in it, the first of which is `first`. */
export function paged(papers: readonly Paper[], workshop: Workshop, first: number): { paper: Paper; from: number; to: number }[] {
  let next = first
  return papers.map(paper => {
    const from = next
    next += sheetsOf(paper, workshop)
    return { paper, from, to: next - 1 }
  })
}
