import type { Commitment, CommitmentNumber } from '../commitments/commitment.ts'
import type { PlacementTerms, TermName } from './terms.ts'

/** Commitments as the first agreement has them, by id, with the numbers that a plan reads. For tests. */
const numbers: Partial<Record<TermName, { id: string; number?: CommitmentNumber }>> = {
  introduction: { id: 'B04', number: { amount: 1, unit: 'maaned' } },
  introductionDays: { id: 'B05', number: { amount: 10, unit: 'dage' } },
  noEveningsOrWeekends: { id: 'B78', number: { amount: 1, unit: 'maaned', qualifier: 'foerste' } },
  weekendsOnReturn: { id: 'B79' },
  expectation: { id: 'B40', number: { amount: 2, unit: 'uger', qualifier: 'foerste' } },
  midway: { id: 'B41', number: { amount: 2, unit: 'uger', qualifier: 'midterste' } },
  final: { id: 'B42', number: { amount: 1, unit: 'uger', qualifier: 'sidste' } },
  datesAtStart: { id: 'B45' },
  conversationTime: { id: 'B46', number: { amount: 1.5, to: 2, unit: 'timer', per: 'samtale' } },
  guidance: { id: 'B26', number: { amount: 1, unit: 'timer', per: 'uge', qualifier: 'mindst' } },
  reflection: { id: 'B33', number: { amount: 5, unit: 'timer', per: 'uge', qualifier: 'mindst' } },
  standIn: { id: 'B86', number: { amount: 1, unit: 'uger', qualifier: 'mere-end' } },
  holidays: { id: 'B88' },
  waitAtHolidays: { id: 'B90' },
  lastPlacement: { id: 'B22' },
  formAfterPassed: { id: 'B99' }
}

const commitmentOf = ({ id, number }: { id: string; number?: CommitmentNumber }): Commitment => ({
  id,
  text: `Tilsagn ${id}.`,
  strength: 'skal',
  who: ['vejleder'],
  phases: ['hver-uge'],
  for: ['elev'],
  elements: [3],
  ...(number && { numbers: [number] })
})

export const testTerms: PlacementTerms = {
  terms: Object.fromEntries(Object.entries(numbers).map(([name, each]) => [name, commitmentOf(each)])),
  freeDays: [
    { date: '12-24', name: 'juleaftensdag', commitment: 'B88' },
    { date: '12-31', name: 'nytårsaftensdag', commitment: 'B89', fromHour: 12 },
    { date: '05-01', name: '1. maj', commitment: 'B89', fromHour: 12 },
    { date: '06-05', name: 'grundlovsdag', commitment: 'B89', fromHour: 12 }
  ]
}
