import { disagreement, FEW_ANSWERS, spreadOf } from './pattern.ts'
import { type Figure, isWithheld } from './results.ts'
import { known } from './scale.ts'

/**
 * Answers that lie this much nearer to each other, or further apart, are said to: a share of the largest disagreement, our own choice. Two
 * rounds are of the same people, so what differs between them is no chance; this only keeps one small step of one person from being a finding.
 */
const MOVED = 0.1

/**
 * What has become of an element's answers from the first round to the second, in whole sentences: "Svarene ligger tættere end første gang."
 * [five-to-claim] '' where either figure is not shown or has fewer than five known answers.
 */
export function movedWords(first: Figure | undefined, second: Figure | undefined): string {
  if (!first || !second || isWithheld(first) || isWithheld(second) || Math.min(known(first), known(second)) < FEW_ANSWERS) return ''
  const apart = disagreement(second) - disagreement(first)
  const middles = [spreadOf(first)?.middle ?? null, spreadOf(second)?.middle ?? null] as const
  const shift = middles[0] === null || middles[1] === null ? 0 : middles[1] - middles[0]
  const said = [
    apart <= -MOVED ? 'Svarene ligger tættere end første gang.' : '',
    apart >= MOVED ? 'Svarene ligger længere fra hinanden end første gang.' : '',
    shift >= 1 ? 'Midten er rykket op.' : '',
    shift <= -1 ? 'Midten er rykket ned.' : ''
  ].filter(words => words !== '')
  return said.length > 0 ? said.join(' ') : 'Svarene ligger omtrent som første gang.'
}

/** What the two rounds are called beside each other. */
export const roundNames = ['Første gang', 'Anden gang'] as const
