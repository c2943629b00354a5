import type { RevealStep } from '../../core/workshop/workshop.ts'
import { type CheckStep, isBefore } from '../checking.ts'

/** It shows an earlier rating, which no other step shows. */
export const checkReveal: CheckStep<RevealStep> = ({ of }, { before, say }) => {
  if (!isBefore(before, 'rate', of)) say(['of'], `"${of}" er ikke et tidligere rate-trin. Skriv id på det trin, hvis svar skal vises.`)
  if (before.some(step => step.kind === 'reveal' && step.of === of))
    say(['of'], `"${of}" er allerede vist i et tidligere trin. Et trin vises én gang.`)
}
