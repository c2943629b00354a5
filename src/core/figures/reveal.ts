import type { Settings } from '../board/settings.ts'
import type { Steering } from '../board/steering.ts'
import { itemTexts } from '../workshop/item-text.ts'
import { type ElementNumber, type Instrument, type RateStep, stepById, type Workshop } from '../workshop/workshop.ts'
import { isWithheld, type Preview, type Published, type PublishedRating, type SplitBy } from './results.ts'

/**
 * [told-before-shown] A reveal in three parts: the facilitator's page asks what would be shown, the server tells it and tells it anew when
 * that changes, and a reveal names what its facilitator was told. Where something else would be shown by then, nothing is.
 */

/** [heads] Whether more ballots than heads hold the reveal of a step. In an open board nobody hides among others, and nothing is held. */
export const isHeld = (settings: Settings, heads: number | null, answered: number): boolean =>
  settings.privacy === 'private' && heads !== null && answered > heads

/** The preview of what would be published now. `before` is the one told last. */
export function previewOf(published: Published, split: SplitBy | null, held: boolean, before: Preview | undefined): Preview {
  const rating = published.kind === 'rate' ? published : null
  const elements = Object.entries(rating?.elements ?? {}).flatMap(([number, figure]) =>
    figure && !isWithheld(figure) ? [Number(number) as ElementNumber] : []
  )
  const divided = Boolean(rating?.split && 'groups' in rating.split)
  const now = { split, elements, divided, dots: published.kind === 'vote' && published.dots !== undefined, held }
  const same = before !== undefined && JSON.stringify({ ...before, n: 0 }) === JSON.stringify({ n: 0, ...now })
  return { n: same ? before.n : (before?.n ?? 0) + 1, ...now }
}

/** Whether anything of the step would be shown. */
export const showsAnything = (preview: Preview): boolean => !preview.held && (preview.elements.length > 0 || preview.dots)

/** Whether a reveal is carried out, by what would be shown now. One that names nothing, as a program's may, takes what comes. */
export function goesThrough(reveal: Steering['revealed'][string], preview: Preview | undefined, held: boolean): boolean {
  if (held) return false
  return reveal.told === undefined || (preview !== undefined && reveal.told === preview.n)
}

/**
 * [vote-reopened] Whether a closed vote may be opened again: no dot of it was shown, or dots are shown without a minimum anyway. Else two
 * counts that differ by one late voter would tell that one's dots. `agreed`: a focus area stands, which may hang on it.
 */
export const mayReopen = (published: Published | undefined, { privacy }: Settings, agreed: boolean): boolean =>
  published?.kind === 'vote' && !agreed && (published.dots === undefined || privacy === 'open')

const asksTheSame = (one: Instrument | undefined, other: Instrument | undefined): boolean => {
  const texts = new Set(one?.items.flatMap(itemTexts))
  return Boolean(other?.items.some(item => itemTexts(item).some(text => texts.has(text))))
}

/**
 * [one-split] The split that an earlier round of the same statements has shown; null where none has. Two different ones of the same
 * answers would be two sums that differ by a few people.
 */
export function shownSplit(workshop: Workshop, step: RateStep, published: Readonly<Record<string, Published>>): SplitBy | null {
  for (const other of workshop.steps) {
    if (other.kind !== 'rate' || other.id === step.id || !Object.hasOwn(published, other.id)) continue
    const shown = published[other.id]
    if (shown?.kind !== 'rate' || !shown.split || !('groups' in shown.split)) continue
    if (asksTheSame(workshop.instruments[step.instrument], workshop.instruments[other.instrument])) return shown.split.by
  }
  return null
}

/** What is published of the first round that a rate step answers again; undefined where it is no second round, or the first is not shown. */
export function firstRoundOf(
  workshop: Workshop,
  rateStep: string,
  published: Readonly<Record<string, Published>> | undefined
): PublishedRating | undefined {
  const step = stepById(workshop, rateStep)
  const first = step?.kind === 'rate' && step.again !== undefined ? published?.[step.again] : undefined
  return first?.kind === 'rate' ? first : undefined
}
