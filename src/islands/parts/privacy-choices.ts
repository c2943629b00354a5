import type { Privacy } from '../../core/workshop/workshop.ts'

/** The three ways to show answers, as the person who makes the board chooses between them. */
export const privacyChoices: { id: Privacy; name: string; means: string }[] = [
  {
    id: 'private',
    name: 'Privat',
    means:
      'Alle svarer for sig selv. Billedet vises for hele gruppen på én gang, og kun når mindst fem har svaret. Vælg det, når I er mindst fem, helst nogle flere.'
  },
  {
    id: 'open',
    name: 'Åben',
    means:
      'Svarene vises uden navne, men delt efter, hvor folk sidder, og uden nedre grænse. Alle får det at vide, før de svarer. Til små grupper, der er trygge ved det.'
  },
  {
    id: 'cards',
    name: 'Dialogkort',
    means: 'Ingen svar og ingen tal. Skærmen viser dialogkort, I taler ud fra. Til de helt små grupper.'
  }
]
