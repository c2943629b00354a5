import type { Fault } from './faults.ts'
import { MINUTES_LENGTH, type ReadMinutes, readMinutesFile } from './minutes-file.ts'

/** What a browser knows of a file that somebody has chosen. */
export type ChosenFile = Pick<File, 'name' | 'type' | 'size' | 'text'>

/** Faults that are told of one file; the rest are counted. */
const TOLD = 2

const isPicture = ({ name, type }: ChosenFile): boolean => /^(image|video)\//.test(type) || /\.(jpe?g|png|gif|heic|webp|svg|mp4|mov)$/i.test(name)
const isDocument = ({ name, type }: ChosenFile): boolean => /\.(docx?|pdf|md|txt|csv|ics|xlsx?)$/i.test(name) || type === 'application/pdf'

/** A file that could not be read, and why. */
export type Refused = { ok: false; faults: Fault[] }

/** Reads a file that somebody has chosen, whatever it may be, with `read`. Never throws, and reads no more than minutes can be. */
export async function openSavedFile<Read>(file: ChosenFile, read: (json: string, name: string) => Read): Promise<Read | Refused> {
  const refused = (remedy: string): Refused => ({ ok: false, faults: [{ file: file.name, field: 'hele filen', remedy }] })
  if (isPicture(file)) return refused('er et billede. Vælg den fil, som I hentede som JSON på referatets side.')
  if (isDocument(file)) return refused('kan kun læses af mennesker. Vælg den fil, som I hentede som JSON på referatets side.')
  // A letter takes up to three bytes.
  if (file.size > 3 * MINUTES_LENGTH) return refused('er for stor til at være et referat. Vælg en anden fil.')
  try {
    return read(await file.text(), file.name)
  } catch {
    return refused('kunne ikke åbnes. Ligger den der stadig? Vælg den igen.')
  }
}

/** Reads minutes from a file that somebody has chosen. Never throws. */
export const openMinutesFile = (file: ChosenFile): Promise<ReadMinutes> => openSavedFile(file, readMinutesFile)

/** What is wrong with a file, in a sentence or two that say what to do. */
export function faultsInWords(faults: readonly Fault[]): string {
  const whole = faults.find(({ field }) => field === 'hele filen' || field === 'version')
  if (whole) return `Filen ${whole.remedy}`
  const told = faults.slice(0, TOLD).map(({ field, remedy }) => `${field}: ${remedy}`)
  const more = faults.length > TOLD ? ` Der er ${faults.length - TOLD} fejl mere.` : ''
  return `Filen er ændret eller ødelagt. Hent referatet som JSON igen. ${told.join(' ')}${more}`
}
