import type { Settings } from '../../core/board/settings.ts'

/** What a participant reads before the first answer: what happens with it, in two sentences. */
export function privacyPromise({ privacy, minimum }: Settings): string {
  if (privacy === 'open')
    return 'I dag er åben visning valgt: Svarene vises uden navne, men delt efter, hvor I sidder, også når I er få. Andre kan derfor måske regne ud, hvad du har svaret.'
  if (privacy === 'cards')
    return 'I dag er der ingen tal og ingen svar på telefonen. I taler ud fra dialogkort, og det, I skriver på væggen, kan alle læse.'
  return `Ingen på mødet kan se, hvad du svarer, heller ikke mødelederen. Det samlede billede vises kun, når mindst ${minimum} har svaret, og svarene slettes, når mødet lukkes.`
}
