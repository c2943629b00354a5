import { type AskedAgreement, type BroughtPlace, type NotAPlace, placeOfMinutes, placeOfStatus } from '../../core/commitments/places.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import type { ChosenFile } from '../../schemas/open-file.ts'
import { faultsInWords } from '../../schemas/open-minutes.ts'
import { openPlaceFile } from '../../schemas/open-place.ts'
import { bringFromLink } from '../minutes/bring-minutes.ts'

/** A place that was brought, or why there is none and what to do. */
export type Brought = { ok: true; place: BroughtPlace } | { ok: false; sentence: string }

const why = (reason: NotAPlace, { title }: AskedAgreement): string =>
  reason === 'other-agreement'
    ? `Det er en status på en anden aftale eller med andre ord. Her ser I på ${title}, og kun svar på de samme tilsagn kan stå sammen.`
    : 'Der er ikke vist svar på aftalens tilsagn. Hold ”Status på kvalitetsaftalen”, vis svarene, og hent referatet igen.'

const told = (brought: BroughtPlace | NotAPlace, agreement: AskedAgreement): Brought =>
  typeof brought === 'string' ? { ok: false, sentence: why(brought, agreement) } : { ok: true, place: brought }

/** The place in a file, minutes or a status of its own. The file never leaves the browser. */
export async function bringPlaceFromFile(file: ChosenFile, agreement: AskedAgreement): Promise<Brought> {
  const read = await openPlaceFile(file)
  if (!read.ok) return { ok: false, sentence: faultsInWords(read.faults) }
  return told('minutes' in read ? placeOfMinutes(read.minutes, agreement) : placeOfStatus(read.status, agreement), agreement)
}

/** The place whose meeting a link opens. `host` and `fetchMinutes` as in `bringFromLink`. */
export async function bringPlaceFromLink(
  text: string,
  host: string,
  fetchMinutes: (board: string, key: string) => Promise<Minutes>,
  agreement: AskedAgreement
): Promise<Brought> {
  const brought = await bringFromLink(text, host, fetchMinutes)
  return brought.ok ? told(placeOfMinutes(brought.minutes, agreement), agreement) : brought
}
