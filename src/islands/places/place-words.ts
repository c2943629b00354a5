import type { PlaceStatus } from '../../core/commitments/finding.ts'
import type { StatusScale } from '../../core/commitments/places.ts'
import { statusWord } from '../picture/status/status-words.ts'

/** What a place says of a commitment, in a word: "på vej", "ses forskelligt", "ikke spurgt". */
export function placeWord(status: PlaceStatus, scale: StatusScale): string {
  if (status === 'notAsked') return 'ikke spurgt'
  return status === 'otherWords' ? 'andre ord' : statusWord(status, scale)
}
