import type { APIRoute } from 'astro'
import { theAgreement, withPeriod } from '../../components/agreement.ts'
import { isDoneBy } from '../../core/commitments/commitment.ts'
import { datedPhases, type PlannedFor, plannedFor } from '../../core/placement/checklist.ts'
import type { PlacementAgreement } from '../../core/placement/placement-agreement.ts'
import type { TermName } from '../../core/placement/terms.ts'

/** One file where the agreement says what a placement is planned by. */
export async function getStaticPaths() {
  return (await theAgreement()).placement ? [{ params: { name: 'aftale' } }] : []
}

/** What a plan is made by: `GET /oplaeringsplan/aftale.json`. */
export const GET: APIRoute = async () => {
  const agreement = await theAgreement()
  const { terms = {}, freeDays = [] } = agreement.placement ?? {}
  const byId = new Map(agreement.commitments.map(commitment => [commitment.id, commitment]))
  const named = Object.entries(terms).flatMap(([name, id]) => {
    const commitment = byId.get(id)
    return commitment ? [[name as TermName, commitment] as const] : []
  })
  const commitments = agreement.commitments.filter(
    commitment => commitment.phases.some(phase => datedPhases.some(each => each === phase)) && plannedFor.some(party => isDoneBy(commitment, party))
  )
  const ids = new Set([...commitments.map(({ id }) => id), ...named.map(([, { id }]) => id), ...freeDays.map(({ commitment }) => commitment)])
  const data: PlacementAgreement = {
    short: agreement.short,
    terms: { terms: Object.fromEntries(named), freeDays },
    commitments,
    words: Object.fromEntries(agreement.strengths.map(({ id, word }) => [id, word])),
    phases: Object.fromEntries(agreement.phases.map(({ id, name }) => [id, name])),
    roles: withPeriod(agreement).map(({ id, name }) => ({ id: id as PlannedFor, name })),
    places: Object.fromEntries([...ids].map(id => [id, agreement.hrefOf(id)]))
  }
  return new Response(JSON.stringify(data), { headers: { 'content-type': 'application/json; charset=utf-8' } })
}
