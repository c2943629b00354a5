import { emptyStatus, type OwnStatus, readOwnStatus } from '../core/commitments/own-status.ts'
import type { ElementCopy, Instrument } from '../core/workshop/workshop.ts'
import { ApiError, ask } from '../sync/api.ts'

/** Named as all else that "Slet alt på denne enhed" deletes. */
const KEPT = 'pejling/own-status'

/** The agreement as its status is asked. */
export type AskedStatus = { agreement: string; instrument: Instrument; elements: Pick<ElementCopy, 'number' | 'name' | 'firstSteps'>[] }

/** The agreement to answer. Throws ApiError. */
export async function fetchStatus(): Promise<AskedStatus> {
  const { ok, status, text } = await ask('/kvalitetsaftalen/status.json')
  if (!ok) throw new ApiError('status', 'Aftalen kunne ikke hentes. Hent siden igen.', status)
  return JSON.parse(text) as AskedStatus
}

/** What this device has kept; nothing answered where there is nothing. */
export function keptStatus(instrument: Instrument): OwnStatus {
  try {
    return readOwnStatus(localStorage.getItem(KEPT), instrument)
  } catch {
    return emptyStatus
  }
}

/** Keeps the answers on this device. False where the browser does not. */
export function keepStatus(status: OwnStatus): boolean {
  try {
    localStorage.setItem(KEPT, JSON.stringify(status))
    return true
  } catch {
    return false
  }
}

/** Deletes the answers from this device. */
export function deleteStatus(): void {
  try {
    localStorage.removeItem(KEPT)
  } catch {
    // Where nothing can be deleted nothing was kept.
  }
}
