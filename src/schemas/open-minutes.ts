import type { Fault } from './faults.ts'
import { MINUTES_LENGTH, type ReadMinutes, readMinutesFile } from './minutes-file.ts'
import { type ChosenFile, openSavedFile, type Wanted } from './open-file.ts'

/** Faults that are told of one file; the rest are counted. */
const TOLD = 2

/** Minutes that somebody chooses as a file. */
export const wantedMinutes: Wanted = { what: 'et referat', which: 'den fil, som I hentede som JSON på referatets side', length: MINUTES_LENGTH }

/** Reads minutes from a file that somebody has chosen. Never throws. */
export const openMinutesFile = (file: ChosenFile): Promise<ReadMinutes> => openSavedFile(file, wantedMinutes, readMinutesFile)

/** What is wrong with a file, in a sentence or two that say what to do. */
export function faultsInWords(faults: readonly Fault[]): string {
  const whole = faults.find(({ field }) => field === 'hele filen' || field === 'version')
  if (whole) return `Filen ${whole.remedy}`
  const told = faults.slice(0, TOLD).map(({ field, remedy }) => `${field}: ${remedy}`)
  const more = faults.length > TOLD ? ` Der er ${faults.length - TOLD} fejl mere.` : ''
  return `Filen er ændret eller ødelagt. Hent referatet som JSON igen. ${told.join(' ')}${more}`
}
