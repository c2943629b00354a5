import type { Instrument } from '../core/workshop/workshop.ts'
import { ApiError, ask } from '../sync/api.ts'

/** Statements that can be chosen for a meeting. `own`: in students' own words. */
export type StatementSet = { id: string; label: string; own: boolean; instrument: Instrument }

/** All sets of statements. Throws ApiError. */
export async function fetchStatements(): Promise<StatementSet[]> {
  const { ok, status, text } = await ask('/udsagn.json')
  if (!ok) throw new ApiError('workshop', 'Udsagnene kunne ikke hentes. Hent siden igen.', status)
  return JSON.parse(text) as StatementSet[]
}
