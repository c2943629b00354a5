import { type Figure, isWithheld, type PublishedRating } from '../../core/figures/results.ts'
import { thenNow, thenNowWords } from '../../core/overview/then-now.ts'
import { day } from '../../core/text/date.ts'
import { type ElementNumber, elementNumbers, type Workshop } from '../../core/workshop/workshop.ts'
import type { Besides } from './rows.ts'

/** What an earlier meeting published beside what this one has, with a line about the two. */
export type LastBesides = Besides & { note: string }

const countsOf = (figure: Figure | undefined): number[] => (figure && !isWithheld(figure) ? figure.counts : [])

/**
 * [last-published-only] [then-now-chance] The last meeting's figures and this one's of a rate step; null where there are none of the last, where
 * this one is a second round, and where it shows a split: three things beside each other tell nobody anything.
 */
export function lastBesides(
  { last, steps }: Pick<Workshop, 'last' | 'steps'>,
  of: string,
  published: PublishedRating | undefined,
  first: PublishedRating | undefined
): LastBesides | null {
  const step = steps.find(({ id }) => id === of)
  const then = step?.kind === 'rate' ? last?.ratings[step.instrument] : undefined
  if (!last || !then || !published || first || (published.split && 'groups' in published.split)) return null
  const compared: readonly ElementNumber[] = elementNumbers.filter(number => then.elements[number] && published.elements[number])
  const said = new Map<Figure | undefined, string>()
  for (const [at, difference] of thenNow(compared.map(number => [then.elements[number], published.elements[number]])).entries()) {
    const number = compared[at] as ElementNumber
    const isAlike = difference !== 'few' && String(countsOf(then.elements[number])) === String(countsOf(published.elements[number]))
    said.set(published.elements[number], isAlike ? 'Svarene ligger som sidst.' : thenNowWords[difference])
  }
  return {
    groups: [
      { label: `Sidst, ${day(last.made)}`, figures: then },
      { label: 'Nu', figures: published }
    ],
    compare: (_, now) => ({ said: said.get(now) ?? '', ask: '' }),
    note: `Sidst er mødet ”${last.title}”. Det er ikke nødvendigvis de samme, der har svaret.`
  }
}
