import { patternOf, spreadOf } from '../../core/figures/pattern.ts'
import type { RatedElement } from '../../core/figures/rated.ts'
import { type Distribution, type Figure, type Figures, isWithheld, type Withheld } from '../../core/figures/results.ts'
import { people } from '../../core/figures/scale.ts'
import { type AnswerWords, apartWords } from '../../core/workshop/answer-words.ts'

/** A group's figures with what the group is called. */
export type Group = { label: string; figures: Figures }

/** An element as the rose draws it. */
export type RoseElement = Pick<RatedElement, 'number' | 'name' | 'figure'>

/** A word of the scale as it stands inside a sentence. */
export const inText = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1)

/** The text with a capital first letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "1 person", "5 personer". */
export const peopleWords = (count: number): string => (count === 1 ? '1 person' : `${count} personer`)

/** Where the middle lies: "Midten er i høj grad", "Midten ligger mellem …", or "" where the answers have no one middle to tell of. */
function middleWords(distribution: Distribution, scale: string[]): string {
  const middle = spreadOf(distribution)?.middle ?? null
  if (middle === null || patternOf(distribution) === 'spread') return ''
  const [low, high] = [Math.floor(middle), Math.ceil(middle)].map(step => inText(scale[step] ?? ''))
  return low === high ? `Midten er ${low}` : `Midten ligger mellem ${low} og ${high}`
}

/** The pattern's name, or "" where there are too few answers for one. */
function patternName(distribution: Distribution, { patterns }: AnswerWords): string {
  const pattern = patternOf(distribution)
  return pattern === 'few' ? '' : patterns[pattern].name
}

/** Why this figure is not shown, in a few words. Of one withheld for its difference there are answers enough, and nothing else is said. */
export const withheldBriefly = (figure: Withheld | undefined): string =>
  !figure ? 'ikke med her' : figure.withheld === 'difference' ? 'vises ikke, for så kunne enkelte svar regnes ud' : 'for få svar til at vise tal'

/**
 * A figure as somebody would tell it who sees the dots: how many chose each word, the middle where there is one, and the pattern.
 * "6 svar: 2 slet ikke, 1 i mindre grad, 2 i meget høj grad, 1 ved ikke. To billeder". Without a full stop at its end.
 */
export function figureWords(figure: Figure | undefined, words: AnswerWords): string {
  if (!figure || isWithheld(figure)) return withheldBriefly(figure)
  const chosen = [
    ...words.scale.map((word, step) => [figure.counts[step] ?? 0, word] as const),
    ...apartWords(words).map(({ apart, word }) => [figure[apart] ?? 0, word] as const)
  ]
  const counts = chosen.filter(([count]) => count > 0).map(([count, word]) => `${count} ${inText(word)}`)
  return [`${people(figure)} svar: ${counts.join(', ')}`, middleWords(figure, words.scale), patternName(figure, words)].filter(Boolean).join('. ')
}

/** A figure's pattern as a part of a sentence: "to billeder". Of too few answers for one, how many there are. */
export function patternBriefly(figure: Figure | undefined, words: AnswerWords): string {
  if (!figure || isWithheld(figure)) return withheldBriefly(figure)
  return inText(patternName(figure, words)) || `${people(figure)} svar`
}

/**
 * The rose in words, element by element, for those who don't see it. `list`: where on the page the same figures stand as rows,
 * each told in full; then the rose tells the patterns alone.
 */
export function roseSummary(elements: RoseElement[], words: AnswerWords, split?: Group[], list?: 'ovenfor' | 'nedenfor'): string {
  const tell = (figure: Figure | undefined): string => (list ? patternBriefly(figure, words) : figureWords(figure, words))
  const lines = elements.map(({ number, name, figure }) => {
    if (!split) return `${number} ${name}: ${tell(figure)}.`
    return `${number} ${name}. ${split.map(group => `${group.label}: ${tell(group.figures.elements[number])}`).join('; ')}.`
  })
  return `Kompasrose med en retning for hvert kerneelement. ${lines.join(' ')} De samme tal står i ${list ? `listen ${list}` : 'tabellen'}.`
}

/** A withheld figure's honest sentence. */
export const fewWords = (minimum: number): string =>
  `Der er svar fra færre end ${minimum}, så der vises ingen tal. Ellers kunne nogen gætte, hvem der svarede hvad.`

/** Why this figure is not shown, in one honest sentence. */
export const withheldWords = (figure: Withheld, minimum: number): string =>
  figure.withheld === 'few' ? fewWords(minimum) : `${capital(withheldBriefly(figure))}.`
