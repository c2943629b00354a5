import { type WayCounts, wayWords } from '../ballot/way.ts'

/** Why a figure is not shown, in words. */
export const withheldWords: Record<'few' | 'difference', string> = {
  few: 'Vises ikke: for få svar.',
  difference: 'Vises ikke, for så kunne enkelte svar regnes ud.'
}

/** Said beside the figures of an open board. */
export const openWords = 'Åben visning: Svarene blev vist uden nedre grænse.'

/** How answers came, after how many there are: ": 7 på telefon, 2 på papir"; '' where all came by phone. */
export const waysAfter = (ways: WayCounts | undefined): string => (ways ? `: ${wayWords(ways)}` : '')

/** A label as it stands in running text. */
export const inText = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)
