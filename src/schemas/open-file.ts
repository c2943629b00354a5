import type { Fault } from './faults.ts'

/** What a browser knows of a file that somebody has chosen. */
export type ChosenFile = Pick<File, 'name' | 'type' | 'size' | 'text'>

/** A file that could not be read, and why. */
export type Refused = { ok: false; faults: Fault[] }

/** What is asked for: "et referat", and which file to choose: "den fil, som …". `length`: characters that it has at most. */
export type Wanted = { what: string; which: string; length: number }

const isPicture = ({ name, type }: ChosenFile): boolean => /^(image|video)\//.test(type) || /\.(jpe?g|png|gif|heic|webp|svg|mp4|mov)$/i.test(name)
const isDocument = ({ name, type }: ChosenFile): boolean => /\.(docx?|pdf|md|txt|csv|ics|xlsx?)$/i.test(name) || type === 'application/pdf'

/** Reads a file that somebody has chosen, whatever it may be, with `read`. Never throws, and reads no more than what is wanted can be. */
export async function openSavedFile<Read>(
  file: ChosenFile,
  { what, which, length }: Wanted,
  read: (text: string, name: string) => Read
): Promise<Read | Refused> {
  const refused = (remedy: string): Refused => ({ ok: false, faults: [{ file: file.name, field: 'hele filen', remedy }] })
  if (isPicture(file)) return refused(`er et billede. Vælg ${which}.`)
  if (isDocument(file)) return refused(`kan kun læses af mennesker. Vælg ${which}.`)
  // A letter takes up to three bytes.
  if (file.size > 3 * length) return refused(`er for stor til at være ${what}. Vælg en anden fil.`)
  try {
    return read(await file.text(), file.name)
  } catch {
    return refused('kunne ikke åbnes. Ligger den der stadig? Vælg den igen.')
  }
}
