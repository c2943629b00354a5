import type { Commitment, Phase, Strength } from '../commitments/commitment.ts'
import type { PlannedFor } from './checklist.ts'
import type { PlacementTerms } from './terms.ts'

/** What an agreement gives a plan: `GET /oplaeringsplan/aftale.json`. */
export type PlacementAgreement = {
  /** "kvalitetsaftalen". */
  short: string
  terms: PlacementTerms
  /** Those that a list can hold. */
  commitments: Commitment[]
  words: Partial<Record<Strength, string>>
  phases: Partial<Record<Phase, string>>
  roles: { id: PlannedFor; name: string }[]
  /** Where a commitment stands whole, by its id. */
  places: Record<string, string>
}
