import { keptSwitch } from './kept-switch.ts'

/** A meeting in larger text. */
export const largerText = keptSwitch('pejling/larger-text')
