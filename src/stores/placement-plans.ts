import type { PlacementAgreement } from '../core/placement/placement-agreement.ts'
import { type KeptPlan, readKeptPlans } from '../core/placement/plan-form.ts'
import { ApiError, ask } from '../sync/api.ts'
import { keptText } from './kept-text.ts'

const kept = keptText('pejling/placements')

/** The agreement to plan by. Throws ApiError. */
export async function fetchPlacementAgreement(): Promise<PlacementAgreement> {
  const { ok, status, text } = await ask('/oplaeringsplan/aftale.json')
  if (!ok) throw new ApiError('placement', 'Aftalen kunne ikke hentes. Hent siden igen.', status)
  return JSON.parse(text) as PlacementAgreement
}

/** [plan-on-device] The plans that this device has kept. */
export const keptPlans = (): KeptPlan[] => readKeptPlans(kept.read())

/** Keeps a plan in place of what was kept of it, beside those of other tabs. False where the browser does not. */
export const keepPlan = (plan: KeptPlan): boolean => kept.keep(JSON.stringify([...keptPlans().filter(({ id }) => id !== plan.id), plan]))

/** Deletes a plan from this device. False where the browser keeps nothing. */
export const deletePlan = (id: string): boolean => kept.keep(JSON.stringify(keptPlans().filter(plan => plan.id !== id)))
