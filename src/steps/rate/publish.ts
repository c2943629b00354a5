import { publishRating } from '../../core/figures/disclosure.ts'
import { shownSplit } from '../../core/figures/reveal.ts'
import { hasAnswered } from '../../core/figures/tally.ts'
import type { RateStep } from '../../core/workshop/workshop.ts'
import type { Publishing } from '../publishing.ts'

/** A rating: its answers, whole or split; none where an earlier round of the same statements has shown another split. */
export const rating: Publishing<RateStep> = {
  tookPart(step, { workshop }) {
    const instrument = workshop.instruments[step.instrument]
    return ballot => instrument !== undefined && hasAnswered(ballot, step.id, instrument)
  },
  splitLeft(step, wish, workshop, published) {
    const shown = shownSplit(workshop, step, published)
    return shown === null || shown === wish ? wish : null
  },
  publish(step, { workshop, ballots, settings }, split) {
    const instrument = workshop.instruments[step.instrument]
    return instrument ? publishRating({ ballots, step: step.id, instrument, settings, split }) : null
  }
}
