import { type Distribution, type Figure, type Figures, isWithheld, type Withheld } from '../../core/results.ts'
import { middles, people } from '../../core/scale.ts'
import type { ElementNumber } from '../../core/workshop.ts'

/** A group's figures with what the group is called. */
export type Group = { label: string; figures: Figures }

/** A word of the scale as it stands inside a sentence. */
export const inText = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const peopleWords = (count: number): string => (count === 1 ? '1 person' : `${count} personer`)

/** "a, b og c". */
export const listed = (parts: string[]): string => (parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} og ${parts.at(-1)}`)

/** "I høj grad", or "mellem i nogen grad og i høj grad". */
export function middleWords(distribution: Distribution, scale: string[]): string {
  const middle = middles(distribution)
  if (!middle) return 'ingen valgte et ord på skalaen'
  const [low, high] = [middle.low, middle.high].map(step => inText(scale[step] ?? ''))
  return low === high ? `midten er ${low}` : `midten ligger mellem ${low} og ${high}`
}

/** Why this figure is not shown, in a few words. Of one withheld for its difference there are answers enough, and nothing else is said. */
export const withheldBriefly = (figure: Withheld | undefined): string =>
  figure?.withheld === 'difference' ? 'vises ikke, for så kunne enkelte svar regnes ud' : 'for få svar til at vise tal'

/** A figure in one sentence: how many, the middle, "ved ikke". */
export function figureWords(figure: Figure | undefined, scale: string[], unknown: string): string {
  if (!figure) return 'ikke med her'
  if (isWithheld(figure)) return withheldBriefly(figure)
  const away = figure.unknown > 0 ? `, ${figure.unknown} svarede ${inText(unknown)}` : ''
  return `${peopleWords(people(figure))}, ${middleWords(figure, scale)}${away}`
}

/** The rose in words, element by element, for those who don't see it. */
export function roseSummary(
  figures: Figures,
  elements: { number: ElementNumber; name: string }[],
  scale: string[],
  unknown: string,
  split?: Group[]
): string {
  const lines = elements.map(({ number, name }) => {
    if (!split) return `${number} ${name}: ${figureWords(figures.elements[number], scale, unknown)}.`
    const groups = split.map(group => `${group.label}: ${figureWords(group.figures.elements[number], scale, unknown)}`)
    return `${number} ${name}. ${groups.join('; ')}.`
  })
  return `Kompasrose med en retning for hvert kerneelement. ${lines.join(' ')} De samme tal står i tabellen.`
}

/** A withheld figure's honest sentence. */
export const fewWords = (minimum: number): string =>
  `Der er svar fra færre end ${minimum}, så der vises ingen tal. Ellers kunne nogen gætte, hvem der svarede hvad.`

/** Why this figure is not shown, in one honest sentence. */
export const withheldWords = (figure: Withheld, minimum: number): string =>
  figure.withheld === 'few' ? fewWords(minimum) : `${capital(withheldBriefly(figure))}.`
