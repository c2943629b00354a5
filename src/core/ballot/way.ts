import type { Ballot } from './ballot.ts'

/** How a ballot comes to the server: by its person's own phone, on a device that is passed round, or typed in from paper. All count the same. */
export const ways = ['phone', 'shared', 'paper'] as const
export type Way = (typeof ways)[number]

/** A ballot with the way that it came; absent for a phone. */
export type CameBallot = Ballot & { way?: Way }

/** How many came each way. */
export type WayCounts = Record<Way, number>

/** How many of these ballots came each way. */
export function countWays(ballots: readonly CameBallot[]): WayCounts {
  const counts: WayCounts = { phone: 0, shared: 0, paper: 0 }
  for (const { way = 'phone' } of ballots) counts[way]++
  return counts
}

/** How a step's answers came, as minutes keep it: nothing where all came by phone. */
export const waysOf = (progress: { ways?: WayCounts } | undefined): { ways?: WayCounts } => (progress?.ways ? { ways: progress.ways } : {})

/**
 * [laid-counts-once] How many people there are at least, by the ballots of each step: a phone is a person through the whole meeting, while a
 * shared device and paper make a new ballot for each step. Of those the step with the most is counted, and no two steps are added up.
 */
export const peopleAtLeast = (phones: number, steps: readonly WayCounts[]): number =>
  phones + Math.max(0, ...steps.map(({ shared, paper }) => shared + paper))

/** "7 på telefon, 3 på delt enhed, 2 på papir": how the ballots of a step came, those ways that any came. */
export const wayWords = ({ phone, shared, paper }: WayCounts): string =>
  [phone > 0 && `${phone} på telefon`, shared > 0 && `${shared} på delt enhed`, paper > 0 && `${paper} på papir`].filter(Boolean).join(', ')
