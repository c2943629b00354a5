import { type OwnStatus, readOwnStatus } from '../core/commitments/own-status.ts'
import type { ElementCopy, Instrument } from '../core/workshop/workshop.ts'
import { ApiError, ask } from '../sync/api.ts'
import { keptText } from './kept-text.ts'

const kept = keptText('pejling/own-status')

/** The agreement as its status is asked. */
export type AskedStatus = { agreement: string; instrument: Instrument; elements: Pick<ElementCopy, 'number' | 'name' | 'firstSteps'>[] }

/** The agreement to answer. Throws ApiError. */
export async function fetchStatus(): Promise<AskedStatus> {
  const { ok, status, text } = await ask('/kvalitetsaftalen/status.json')
  if (!ok) throw new ApiError('status', 'Aftalen kunne ikke hentes. Hent siden igen.', status)
  return JSON.parse(text) as AskedStatus
}

/** What this device has kept; nothing answered where there is nothing. */
export const keptStatus = (instrument: Instrument): OwnStatus => readOwnStatus(kept.read(), instrument)

/** Keeps the answers on this device. False where the browser does not. */
export const keepStatus = (status: OwnStatus): boolean => kept.keep(JSON.stringify(status))

/** Deletes the answers from this device. */
export const deleteStatus = (): void => kept.forget()
