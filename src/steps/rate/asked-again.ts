import type { Answer } from '../../core/ballot/ballot.ts'
import type { Instrument } from '../../core/workshop/workshop.ts'

/** [second-round] What a person is asked in a second round: the statements that they answered in the first, `before`. */
export const askedAgain = (instrument: Instrument, before: Readonly<Record<string, Answer>>): Instrument => ({
  ...instrument,
  items: instrument.items.filter(({ id }) => before[id] !== undefined)
})
