import type { PlacementAgreement } from '../core/placement/placement-agreement.ts'
import { type KeptPlan, readKeptPlans } from '../core/placement/plan-form.ts'
import { ApiError, ask } from '../sync/api.ts'

/** Named as all else that "Slet alt på denne enhed" deletes. */
const KEPT = 'pejling/placements'

/** The agreement to plan by. Throws ApiError. */
export async function fetchPlacementAgreement(): Promise<PlacementAgreement> {
  const { ok, status, text } = await ask('/oplaeringsplan/aftale.json')
  if (!ok) throw new ApiError('placement', 'Aftalen kunne ikke hentes. Hent siden igen.', status)
  return JSON.parse(text) as PlacementAgreement
}

/** [plan-on-device] The plans that this device has kept. */
export function keptPlans(): KeptPlan[] {
  try {
    return readKeptPlans(localStorage.getItem(KEPT))
  } catch {
    return []
  }
}

/** Changes what is kept, as another tab has left it. False where the browser keeps nothing. */
function change(to: (plans: KeptPlan[]) => KeptPlan[]): boolean {
  try {
    localStorage.setItem(KEPT, JSON.stringify(to(readKeptPlans(localStorage.getItem(KEPT)))))
    return true
  } catch {
    return false
  }
}

/** Keeps a plan in place of what was kept of it. False where the browser does not. */
export const keepPlan = (plan: KeptPlan): boolean => change(plans => [...plans.filter(({ id }) => id !== plan.id), plan])

/** Deletes a plan from this device. False where the browser keeps nothing. */
export const deletePlan = (id: string): boolean => change(plans => plans.filter(plan => plan.id !== id))
