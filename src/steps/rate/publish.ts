import { publishRating } from '../../core/figures/disclosure.ts'
import type { Published, PublishedRating } from '../../core/figures/results.ts'
import { shownSplit } from '../../core/figures/reveal.ts'
import { publishSecondRound } from '../../core/figures/second-round.ts'
import { hasAnswered } from '../../core/figures/tally.ts'
import type { RateStep } from '../../core/workshop/workshop.ts'
import type { Publishing } from '../publishing.ts'

const firstOf = ({ again }: RateStep, published: Record<string, Published>): PublishedRating | undefined => {
  const first = again !== undefined && Object.hasOwn(published, again) ? published[again] : undefined
  return first?.kind === 'rate' ? first : undefined
}

/** A rating: its answers, whole or split; none where an earlier round of the same statements has shown another split. */
export const rating: Publishing<RateStep> = {
  tookPart(step, { workshop }) {
    const instrument = workshop.instruments[step.instrument]
    return ballot => instrument !== undefined && hasAnswered(ballot, step.id, instrument)
  },
  splitLeft(step, wish, workshop, published) {
    if (step.again !== undefined) {
      const first = firstOf(step, published)
      return first?.split && 'groups' in first.split ? first.split.by : null
    }
    const shown = shownSplit(workshop, step, published)
    return shown === null || shown === wish ? wish : null
  },
  publish(step, { workshop, ballots, settings }, split, published) {
    const instrument = workshop.instruments[step.instrument]
    if (!instrument) return null
    if (step.again === undefined) return publishRating({ ballots, step: step.id, instrument, settings, split })
    return publishSecondRound({ ballots, step: step.id, again: step.again, first: firstOf(step, published), instrument, settings })
  }
}
