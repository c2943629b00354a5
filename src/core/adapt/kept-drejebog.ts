import type { Draft } from './draft.ts'

/** An adapted drejebog as it lies on a device and in a file. */
export type KeptDrejebog = {
  kind: 'pejling-drejebog'
  version: typeof DREJEBOG_VERSION
  /** When it was last changed, Unix ms. */
  changed: number
  draft: Draft
}

/** Counts up when an older Pejling could not read the form any more. */
export const DREJEBOG_VERSION = 1

/** A file that is larger was not made by this page: a board takes 128 kB, and a draft has what was left out too. */
export const FILE_BYTES = 512 * 1024

/** A draft as it is kept. */
export const keep = (draft: Draft, changed: number): KeptDrejebog => ({ kind: 'pejling-drejebog', version: DREJEBOG_VERSION, changed, draft })

/**
 * The JSON of a file's text, or a sentence that says what is wrong and what to do. Whether the draft in it is one is for the schema to say.
 * `name` is the file's.
 */
export function openFile(text: string, name: string): { json: unknown } | { problem: string } {
  const other = `”${name}” er ikke en drejebog fra Pejling. Vælg en fil, du har gemt med ”Gem som fil”.`
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    if (!text.trimStart().startsWith('{')) return { problem: other }
    return { problem: `”${name}” kan ikke læses. Måske er den kun hentet halvt. Hent filen igen, eller bed om en ny kopi.` }
  }
  const { kind, version } = (json ?? {}) as Partial<KeptDrejebog>
  if (kind !== 'pejling-drejebog') {
    const isMinutes = typeof json === 'object' && json !== null && 'ratings' in json
    return { problem: isMinutes ? `”${name}” er et referat og ikke en drejebog. Vælg en fil, du har gemt med ”Gem som fil”.` : other }
  }
  if (typeof version === 'number' && version > DREJEBOG_VERSION)
    return { problem: `”${name}” er fra en nyere udgave af Pejling. Åbn den på det Pejling, hvor den blev gemt, eller bed om at få dette opdateret.` }
  return { json }
}

/** What is said of a file that is too large. */
export const tooLarge = (name: string): string =>
  `”${name}” er for stor til at være en drejebog. Vælg en fil, du har gemt med ”Gem som fil”. Den ender på .json.`
