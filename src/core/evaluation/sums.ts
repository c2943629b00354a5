import { MINIMUM_LOWEST } from '../board/settings.ts'
import { type Distribution, type Figure, isWithheld } from '../figures/results.ts'
import { distributionOf, people } from '../figures/scale.ts'
import { cleanText } from '../text/clean-text.ts'
import type { SavedEvaluation } from './evaluation-file.ts'
import type { EvaluationForm, EvaluationSection, EvaluationStatement } from './form.ts'

/**
 * Several students' evaluations as sums. What is shown at one time holds to these:
 *
 * 1. [evaluation-five] A figure is of at least five answers, and there is none before there are five forms.
 * 2. [evaluation-places] A place has figures of its own from five forms. Of each statement the answers that stand in no place's figure, of small
 *    places, of forms without a place and of figures that are withheld, are none or at least five: where they are one to four, the smallest
 *    of the places' figures is withheld too.
 * 3. [evaluation-words-apart] What was written stands in no figure, of no place, one question by itself in alphabetical order, from five texts.
 *
 * Why that is enough: of a statement, the figures are sums over groups that nobody is in twice, the whole and some places, and what is in the whole
 * and in no place is a group of five or none. Exchange the answers of two in one group, and no figure changes, so that nobody has fewer than
 * four others to be taken for. Statements are different questions, each exchanged by itself.
 *
 * What it does not give: whoever has the files can read each of them, and whoever sees the figures before and after one form more can read
 * that form off. It holds for what is shown to others at one time, and the page says so.
 */
export const FORMS_LEAST = MINIMUM_LOWEST

/** A place with how many forms came from it. */
export type EvaluationPlace = { name: string; forms: number }

/** A statement with the figure of all, and of each place in the order of `places`. */
export type StatementSum = EvaluationStatement & { whole: Figure; places: Figure[] }

export type EvaluationSums = {
  forms: number
  /** By name: those with five forms, whose figures may be shown. */ places: EvaluationPlace[]
  /** By name: those with fewer. */ smallPlaces: EvaluationPlace[]
  withoutPlace: number
  /** Empty before there are five forms. */ sections: (Pick<EvaluationSection, 'id' | 'together' | 'question'> & { statements: StatementSum[] })[]
  /** What was written, in alphabetical order; null where fewer than five have. */ keep: string[] | null
  change: string[] | null
}

const few: Figure = { withheld: 'few' }
const inDanish = (a: string, b: string): number => a.localeCompare(b, 'da')

/** Two spellings of a place are one where they differ in spaces and capitals alone. */
const placeKey = (place: string): string => cleanText(place).toLocaleLowerCase('da')

const figureOf = (forms: readonly SavedEvaluation[], id: string, steps: number): Figure => {
  const figure = distributionOf(
    forms.flatMap(({ answers }) => answers[id] ?? []),
    steps
  )
  return people(figure) < FORMS_LEAST ? few : figure
}
const counted = (figure: Figure): number => (isWithheld(figure) ? 0 : people(figure))

/** [evaluation-places] The places' figures beside the whole one, with one more withheld where too few answers would be left over. */
function besideWhole(whole: Figure, places: readonly Figure[]): Figure[] {
  const left = counted(whole) - places.reduce((sum, figure) => sum + counted(figure), 0)
  if (left === 0 || left >= FORMS_LEAST) return [...places]
  const sizes = places.map(counted).filter(size => size > 0)
  const smallest = places.findIndex(figure => counted(figure) === Math.min(...sizes))
  return places.map((figure, at) => (at === smallest ? { withheld: 'difference' } : figure))
}

/** [evaluation-words-apart] */
function wordsOf(forms: readonly SavedEvaluation[], question: 'keep' | 'change'): string[] | null {
  const texts = forms.map(form => form[question].trim()).filter(text => text !== '')
  return texts.length < FORMS_LEAST ? null : texts.sort(inDanish)
}

/** The sums of these forms, none of them twice. */
export function sumsOf(form: EvaluationForm, forms: readonly SavedEvaluation[]): EvaluationSums {
  const byPlace = new Map<string, SavedEvaluation[]>()
  for (const each of forms) {
    const key = placeKey(each.place)
    byPlace.set(key, [...(byPlace.get(key) ?? []), each])
  }
  const withoutPlace = byPlace.get('')?.length ?? 0
  byPlace.delete('')
  const all = [...byPlace.values()]
    .map(of => ({ name: cleanText(of[0]?.place ?? ''), forms: of.length, of }))
    .sort((a, b) => inDanish(a.name, b.name))
  const large = all.filter(place => place.forms >= FORMS_LEAST)
  const named = ({ name, forms }: EvaluationPlace): EvaluationPlace => ({ name, forms })
  const statementSum = (statement: EvaluationStatement): StatementSum => {
    const figure = (of: readonly SavedEvaluation[]) => figureOf(of, statement.id, form.answers.length)
    const whole = figure(forms)
    return {
      ...statement,
      whole,
      places: besideWhole(
        whole,
        large.map(({ of }) => figure(of))
      )
    }
  }
  return {
    forms: forms.length,
    places: large.map(named),
    smallPlaces: all.filter(place => place.forms < FORMS_LEAST).map(named),
    withoutPlace,
    sections:
      forms.length < FORMS_LEAST
        ? []
        : form.sections.map(({ id, together, question, statements }) => ({ id, together, question, statements: statements.map(statementSum) })),
    keep: wordsOf(forms, 'keep'),
    change: wordsOf(forms, 'change')
  }
}

/** How many gave each answer, in the form's order. */
export const countsOf = (
  { counts, unknown }: Distribution,
  form: Pick<EvaluationForm, 'answers' | 'unknown'>
): { count: number; word: string; apart: boolean }[] => [
  ...form.answers.map((word, step) => ({ count: counts[step] ?? 0, word, apart: false })),
  { count: unknown, word: form.unknown, apart: true }
]

/** A figure in words, without what nobody answered: "6 ja, 1 kun lidt, 1 ved ikke"; of one that is withheld, why. */
export function figureInWords(figure: Figure, form: Pick<EvaluationForm, 'answers' | 'unknown'>): string {
  if (isWithheld(figure)) return figure.withheld === 'few' ? 'for få svar til at vise tal' : 'vises ikke, for så kunne enkelte svar regnes ud'
  return countsOf(figure, form)
    .flatMap(({ count, word }) => (count > 0 ? [`${count} ${word}`] : []))
    .join(', ')
}

/** "1 skema", "8 skemaer". */
export const formsInWords = (forms: number): string => (forms === 1 ? '1 skema' : `${forms} skemaer`)
