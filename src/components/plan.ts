import type { Privacy, Step } from '../core/workshop/workshop.ts'

/** How the answers are shown, as the facilitator should tell it. */
export const privacyWords: Readonly<Record<Privacy, string>> = {
  private:
    'Ingen på mødet ser, hvem der svarer hvad. Der vises kun tal, når mindst fem har svaret. Er I færre, taler I ud fra dialogkort på skærmen.',
  open: 'Åben visning: Svarene vises fordelt på, hvor I sidder, også når I er få. Sig det, før nogen svarer.',
  cards: 'Ingen tal. Skærmen viser udsagnene, og I taler ud fra dem.'
}

/** Each step with its number and its minutes from and to, counted from the meeting's start. */
export function timed(steps: readonly Step[]): { step: Step; place: number; from: number; to: number }[] {
  let at = 0
  return steps.map((step, index) => {
    const from = at
    at += step.minutes
    return { step, place: index + 1, from, to: at }
  })
}
