import type { Commitment, CommitmentNumber, Unit } from '../commitments/commitment.ts'

/**
 * What of an agreement a placement is planned by. Each names the commitment that says it, so that another agreement's numbers plan by
 * themselves; what an agreement does not say is in no plan.
 */
export const termNames = [
  'introduction',
  'introductionDays',
  'noEveningsOrWeekends',
  'weekendsOnReturn',
  'expectation',
  'midway',
  'final',
  'datesAtStart',
  'conversationTime',
  'guidance',
  'reflection',
  'reflectionADay',
  'log',
  'logFeedback',
  'supervisorTime',
  'standIn',
  'holidays',
  'waitAtHolidays',
  'lastPlacement',
  'formAfterPassed'
] as const
export type TermName = (typeof termNames)[number]

/** A day that an agreement gives off each year beside the public holidays. `date`: "12-24". `fromHour`: off from then on; the whole day where none. */
export type YearlyFreeDay = { date: string; name: string; commitment: string; fromHour?: number }

/** The agreement's commitments, by what they say of a placement. */
export type PlacementTerms = { terms: Partial<Record<TermName, Commitment>>; freeDays: YearlyFreeDay[] }

/** The number of a commitment that counts this; undefined where it has none. */
export const numberIn = (commitment: Commitment | undefined, ...units: Unit[]): CommitmentNumber | undefined =>
  commitment?.numbers?.find(({ unit }) => units.includes(unit))

/** What a term's number has to count, where the plan cannot do without it. */
export const unitsNeeded: Partial<Record<TermName, readonly Unit[]>> = {
  introduction: ['maaned', 'uger'],
  introductionDays: ['dage'],
  expectation: ['uger'],
  midway: ['uger'],
  final: ['uger'],
  standIn: ['uger']
}
