import type { Settings } from '../../core/board/settings.ts'

/** The setting in a few words, for the facilitator's own screen. */
export const privacyShort = ({ privacy, minimum }: Settings): string =>
  privacy === 'private' ? `Privat, mindst ${minimum} svar` : privacy === 'open' ? 'Åben visning' : 'Dialogkort uden tal'
