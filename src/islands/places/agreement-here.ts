import type { Strength } from '../../core/commitments/commitment.ts'
import type { Asked, AskedAgreement } from '../../core/commitments/places.ts'

/** A commitment with the address of the page where it stands whole. */
export type AskedHere = Asked & { href: string }

/** The agreement as the site hands it to the page, with the words of its strengths. */
export type AgreementHere = AskedAgreement<AskedHere> & { strengths: { id: Strength; word: string }[] }
