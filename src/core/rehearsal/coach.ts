import type { Privacy, StepKind } from '../workshop/workshop.ts'

/** Where a rehearsal is: before the meeting, in a kind of step, or closed. `shown`: what the step is about has been revealed. */
export type RehearsalPlace = { at: 'lobby' | 'closed' } | { at: StepKind; privacy: Privacy; shown: boolean }

const cards = 'Med Dialogkort svarer ingen på telefonen. Vælg et kort, vis det på storskærmen, og læs det højt.'

/** What is worth trying here, in a line or two, to whoever rehearses. */
export function coachLine(place: RehearsalPlace): string {
  switch (place.at) {
    case 'lobby':
      return 'De otte kommer med en efter en. Åbn storskærmen imens, og se, hvad de andre ser. Tæl dem, og begynd mødet.'
    case 'closed':
      return 'Åbn referatet, og se, hvad I kan tage med fra et møde. Afslut så øvelsen. Det hele bliver slettet.'
    case 'talk':
      return 'Læs ordene højt, og hold pausen. De otte siger ikke noget, men uret går som i et rigtigt møde.'
    case 'rate':
      if (place.privacy === 'cards') return cards
      return 'Nu svarer de otte. Læs op, mens du venter, og hold stilheden. Du ser, hvor mange der har svaret, og ikke hvad.'
    case 'reveal':
      if (place.privacy === 'cards') return cards
      if (place.shown) return 'Vis ét kerneelement ad gangen på storskærmen, og prøv at stille spørgsmålet. Hvad siger du, når svarene er delt i to?'
      return place.privacy === 'private'
        ? 'Skriv, at otte svarer. Læs, hvad der bliver vist, og vis det. Giv så et minut til at se.'
        : 'Læs, hvad der bliver vist, og vis det. Giv så et minut til at se.'
    case 'notes':
      return 'Nu skriver de otte. Læs sedlerne højt. Prøv så at sortere dem: Flyt én, og læg to sammen.'
    case 'vote':
      if (place.privacy === 'cards') return 'Med Dialogkort peger man i rummet. Læs valgene højt, og sig, hvad de fleste peger på.'
      return place.shown
        ? 'Sig, hvor der er flest prikker, og spørg, om alle kan se sig selv i valget.'
        : 'Nu sætter de otte prikker. Luk afstemningen, når de er færdige.'
    case 'agree':
      return 'De otte skriver ikke i aftalen. Vælg et forslag, og skriv ét første skridt med hvem og hvornår.'
    case 'review':
      return 'Skriv ét punkt fra sidst, og vælg, hvor langt I er kommet.'
    case 'close':
      return 'Læs aftalen højt. Luk mødet, og se referatet. Også dér står der, at det er en øvelse.'
  }
}
