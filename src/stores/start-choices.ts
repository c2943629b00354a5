import type { Privacy } from '../core/workshop/workshop.ts'

/** What is chosen on the start page, as it is carried over a rehearsal. */
export type StartChoices = { slug: string; choice?: string; title: string; privacy: Privacy; minimum: number; keepDays: number }

/** Named as all else that "Slet alt på denne enhed" deletes. */
const KEPT = 'pejling/start'

/** Keeps in this tab what was chosen, while the meeting is rehearsed. */
export function keepChoices(choices: StartChoices): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(choices))
  } catch {
    // Without storage it is chosen once more.
  }
}

/** What was chosen before the rehearsal of this drejebog, once; null where there was none. */
export function takeChoices(slug: string): StartChoices | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as StartChoices | null
    if (kept?.slug !== slug) return null
    sessionStorage.removeItem(KEPT)
    return kept
  } catch {
    return null
  }
}
