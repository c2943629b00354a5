import { keptSwitch } from './kept-switch.ts'

/** A tone on the facilitator's laptop when a step's time is up. */
export const clockSound = keptSwitch('pejling/sound')
/** The big screen in small on the facilitator's laptop. */
export const screenPreview = keptSwitch('pejling/preview')
