import { type Answer, isApart } from '../ballot/answer.ts'
import { markedTitle } from '../board/settings.ts'
import { statusOf } from '../figures/status.ts'
import type { Minutes } from '../minutes/minutes.ts'
import { csvTable } from '../text/csv.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'
import type { Chapter, Commitment, Strength } from './commitment.ts'
import { type Finding, findingOf, findingWords, type PlaceStatus } from './finding.ts'

/** The words that a status is said in. */
export type StatusScale = Pick<AnswerWords, 'scale' | 'unknown' | 'notApplicable'>

/** A commitment as places are asked about it. */
export type Asked = Pick<Commitment, 'id' | 'text' | 'strength'>

/** The agreement that places are set side by side about. */
export type AskedAgreement<Each extends Asked = Asked> = {
  title: string
  chapters: (Pick<Chapter, 'number' | 'title'> & { commitments: Each[] })[]
  scale: StatusScale
}

/** A place's own status, agreed on by the place and saved as a file: one answer a commitment, the index of its word on the scale or one that stands apart. */
export type StatusFile = {
  agreement: { title: string }
  place?: string | undefined
  /** ISO date. */ date: string
  answers: Record<string, Answer>
}

/** What a place brought. `name`: the reader's own word for it. */
export type Place = {
  id: string
  name: string
  /** What it was made of, in words, without a name: a meeting's title, or ''. */ title: string
  /** ISO date or time. */ made: string
  rehearsal: boolean
  /** The same for the same file or meeting, whatever it is called. */ key: string
  /** Commitment id → what the place says; what is not here was not asked. */
  statuses: Readonly<Record<string, PlaceStatus>>
  /** Commitments that were asked about and are not in this agreement. */ unknownIds: number
}
export type BroughtPlace = Omit<Place, 'id'>

/** Why nothing of a file can stand here. */
export type NotAPlace = 'nothing-shown' | 'other-agreement'

const commitmentsOf = (agreement: AskedAgreement): Map<string, Asked> =>
  new Map(agreement.chapters.flatMap(({ commitments }) => commitments.map(each => [each.id, each] as const)))

const sameScale = (asked: StatusScale, own: StatusScale): boolean => asked.scale.join('\n') === own.scale.join('\n')

/**
 * What a meeting's minutes say of the agreement. [place-same-words] Only what was asked in the agreement's words on its scale; what has
 * the same id and other words is told as such. Where it was asked twice, the last answers hold.
 */
export function placeOfMinutes(minutes: Minutes, agreement: AskedAgreement): BroughtPlace | NotAPlace {
  const commitments = commitmentsOf(agreement)
  const statuses: Record<string, PlaceStatus> = {}
  const unknown = new Set<string>()
  for (const rating of minutes.ratings)
    for (const { id, wordings, figure } of rating.elements.flatMap(({ items }) => items)) {
      const commitment = commitments.get(id)
      const same = sameScale(rating, agreement.scale)
      if (!commitment) {
        if (same) unknown.add(id)
      } else if (same && wordings.length === 1 && wordings[0]?.text === commitment.text) statuses[id] = statusOf(figure)
      else statuses[id] ??= 'otherWords'
    }
  if (Object.keys(statuses).length === 0) return unknown.size > 0 ? 'other-agreement' : 'nothing-shown'
  if (Object.values(statuses).every(status => status === 'otherWords')) return 'other-agreement'
  const { title, made, workshop, settings } = minutes
  return {
    name: title,
    title: markedTitle(title, settings),
    made,
    rehearsal: settings.rehearsal === true,
    key: `${made} ${workshop}`,
    statuses,
    unknownIds: unknown.size
  }
}

/** What a place's own status says. It holds no words of the commitments: of an agreement with another title nothing is taken. */
export function placeOfStatus(file: StatusFile, agreement: AskedAgreement): BroughtPlace | NotAPlace {
  if (file.agreement.title !== agreement.title) return 'other-agreement'
  const commitments = commitmentsOf(agreement)
  const answers = Object.entries(file.answers)
  const statuses: Record<string, PlaceStatus> = {}
  for (const [id, answer] of answers) {
    if (commitments.has(id) && (isApart(answer) || answer < agreement.scale.scale.length)) statuses[id] = answer
  }
  const { place = '', date } = file
  if (Object.keys(statuses).length === 0) return answers.length > 0 ? 'other-agreement' : 'nothing-shown'
  return {
    name: place,
    title: '',
    made: date,
    rehearsal: false,
    key: JSON.stringify([place, date, answers.sort(([a], [b]) => (a < b ? -1 : 1))]),
    statuses,
    unknownIds: answers.filter(([id]) => !commitments.has(id)).length
  }
}

/** A commitment with what each place says, in the places' order. */
export type MatrixRow<Each extends Asked = Asked> = { commitment: Each; statuses: PlaceStatus[]; finding: Finding | null }
export type MatrixChapter<Each extends Asked = Asked> = { number: number; title: string; rows: MatrixRow<Each>[] }

/**
 * Commitments by place. [overview-order] Chapters and commitments in the agreement's order, places in the reader's. What nobody was
 * asked about is left out. [place-published-only] It holds words, and no number of anything.
 */
export function matrixOf<Each extends Asked>(agreement: AskedAgreement<Each>, places: readonly Pick<Place, 'statuses'>[]): MatrixChapter<Each>[] {
  return agreement.chapters.flatMap(({ number, title, commitments }) => {
    const rows = commitments.flatMap(commitment => {
      const statuses = places.map((place): PlaceStatus => place.statuses[commitment.id] ?? 'notAsked')
      return statuses.some(status => status !== 'notAsked')
        ? [{ commitment, statuses, finding: findingOf(statuses, agreement.scale.scale.length - 1) }]
        : []
    })
    return rows.length > 0 ? [{ number, title, rows }] : []
  })
}

/** What a matrix is narrowed to: each of it or all. */
export type Narrowing = { finding: 'missing' | 'somewhere' | null; strength: Strength | null; chapter: number | null }

const isFound = ({ finding }: Pick<MatrixRow, 'finding'>, wanted: Narrowing['finding']): boolean =>
  wanted === null || finding === wanted || (wanted === 'missing' && finding === 'missingWhereSaid')

/** The rows that are asked for; a chapter without any is left out. */
export const narrowed = <Each extends Asked>(matrix: readonly MatrixChapter<Each>[], by: Narrowing): MatrixChapter<Each>[] =>
  matrix.flatMap(chapter => {
    if (by.chapter !== null && chapter.number !== by.chapter) return []
    const rows = chapter.rows.filter(row => isFound(row, by.finding) && (by.strength === null || row.commitment.strength === by.strength))
    return rows.length > 0 ? [{ ...chapter, rows }] : []
  })

/** What a place is called in a column: a place without a name by its number, and a rehearsal says that it is one. */
export const placeName = ({ name, rehearsal }: Pick<Place, 'name' | 'rehearsal'>, at: number): string =>
  markedTitle(name.trim() || `Sted ${at + 1}`, rehearsal ? { rehearsal } : {})

/** The matrix as a table for a spreadsheet, in words: `strengthWord` of how an agreement says a strength, `statusWord` of what a place says. */
export function matrixCsv(
  matrix: readonly MatrixChapter[],
  places: readonly Place[],
  scale: StatusScale,
  strengthWord: (strength: Strength) => string,
  statusWord: (status: PlaceStatus) => string
): string {
  const finding = findingWords(scale)
  const head = ['Id', 'Kapitel', 'Styrke', 'Tilsagn', ...places.map(placeName), 'Samlet']
  const rows = matrix.flatMap(chapter =>
    chapter.rows.map(({ commitment, statuses, finding: found }) => [
      commitment.id,
      `${chapter.number}. ${chapter.title}`,
      strengthWord(commitment.strength),
      commitment.text,
      ...statuses.map(statusWord),
      found ? finding[found] : ''
    ])
  )
  return csvTable([head, ...rows])
}
