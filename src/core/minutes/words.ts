/** Why a figure is not shown, in words. */
export const withheldWords: Record<'few' | 'difference', string> = {
  few: 'Vises ikke: for få svar.',
  difference: 'Vises ikke, for så kunne enkelte svar regnes ud.'
}

/** Said beside the figures of an open board. */
export const openWords = 'Åben visning: Svarene blev vist uden nedre grænse.'

/** A label as it stands in running text. */
export const inText = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)
