import { roleNames } from '../../core/workshop/labels.ts'
import { type Role, roles } from '../../core/workshop/workshop.ts'
import type { InstrumentRef } from '../../schemas/drejebog.ts'

/** What can be printed without choosing a drejebog, in families. */

/** What is on the sheets of a page under /print/. */
export type Content =
  | { kind: 'poster' | 'student-path' | 'element-cards' | 'votes' | 'agreement' | 'review' }
  | { kind: 'statement-cards' | 'ballots' | 'large-ballots' | 'tally'; ref: InstrumentRef }

export type Printable = {
  /** The last part of its address. */
  slug: string
  /** The page's title. */
  title: string
  /** Its link's words within the family. */
  name: string
  content: Content
  sheets: number
}
export type Family = { title: string; use: string; paper: 'A3' | 'A4' | 'A4 på langs'; printables: Printable[] }

const statements = (lens: Role): InstrumentRef => (lens === 'elev' ? { set: 'elev' } : { set: 'linse', lens })
const headlines: InstrumentRef = { set: 'overskrifter' }

const alone = (
  slug: string,
  title: string,
  kind: 'poster' | 'student-path' | 'element-cards' | 'votes' | 'agreement' | 'review',
  sheets: number
): Printable[] => [{ slug, title, name: title, content: { kind }, sheets }]

/** One for each role's statements and, where it is asked for, one for the six headlines before them. */
function each(
  slug: string,
  title: string,
  kind: 'statement-cards' | 'ballots' | 'large-ballots' | 'tally',
  sheets: number,
  ofHeadlines: number
): Printable[] {
  const first: Printable[] =
    ofHeadlines === 0
      ? []
      : [
          {
            slug: `${slug}-overskrifter`,
            title: `${title}: de seks overskrifter`,
            name: 'De seks overskrifter',
            content: { kind, ref: headlines },
            sheets: ofHeadlines
          }
        ]
  const rest = roles.map(role => ({
    slug: `${slug}-${role}`,
    title: `${title}: ${roleNames[role].toLowerCase()}`,
    name: roleNames[role],
    content: { kind, ref: statements(role) },
    sheets
  }))
  return [...first, ...rest]
}

export const families: readonly Family[] = [
  {
    title: 'Plakat',
    use: 'Rosen og de seks navne, som kan læses på tre meters afstand. Har I kun A4, så vælg ”tilpas til papiret”.',
    paper: 'A3',
    printables: alone('plakat', 'Plakat', 'poster', 1)
  },
  {
    title: 'Elementkort',
    use: 'Kort i A6 til at tale ud fra, fire på et ark: Når det halter, når det lykkes, og ét spørgsmål.',
    paper: 'A4',
    printables: alone('elementkort', 'Elementkort', 'element-cards', 2)
  },
  {
    title: 'Udsagnskort',
    use: 'Ét udsagn på hvert kort, ni på et ark. Læg dem på bordet, sortér dem, og tal om dem.',
    paper: 'A4',
    printables: each('udsagnskort', 'Udsagnskort', 'statement-cards', 2, 0)
  },
  {
    title: 'Svarark',
    use: 'Til dem, der svarer på papir. Der er kun kryds, så ingen kan kendes på skriften.',
    paper: 'A4',
    printables: each('svarark', 'Svarark', 'ballots', 2, 1)
  },
  {
    title: 'Svarark med store bogstaver',
    use: 'De samme udsagn i større skrift og med større afstand.',
    paper: 'A4',
    printables: each('svarark-stor', 'Svarark med store bogstaver', 'large-ballots', 3, 1)
  },
  {
    title: 'Optællingsark',
    use: 'Til at tælle svarene på: én streg for hvert kryds.',
    paper: 'A4',
    printables: each('optaellingsark', 'Optællingsark', 'tally', 2, 1)
  },
  {
    title: 'Prikker',
    use: 'Stemmesedler til de seks kerneelementer og til sedler med numre, og et ark til at tælle prikkerne.',
    paper: 'A4',
    printables: alone('prikker', 'Prikker', 'votes', 3)
  },
  {
    title: 'Aftaleark',
    use: 'Det, I vil, det, eleverne vil mærke, de første skridt og datoen, hvor I ser på det igen.',
    paper: 'A4',
    printables: alone('aftaleark', 'Aftaleark', 'agreement', 1)
  },
  {
    title: 'Aftalen fra sidst',
    use: 'Til opfølgning: hvert skridt med gjort, i gang eller ikke begyndt.',
    paper: 'A4',
    printables: alone('aftalen-fra-sidst', 'Aftalen fra sidst', 'review', 1)
  },
  {
    title: 'Elevens vej',
    use: 'En tidslinje fra før start til det næste sted, på tre ark side om side. Gå den igennem sammen, og sæt sedler over og under linjen.',
    paper: 'A4 på langs',
    printables: alone('elevens-vej', 'Elevens vej', 'student-path', 3)
  }
]

/** All of them, one after the other. */
export const printables: readonly Printable[] = families.flatMap(family => family.printables)

/** The paper that they are printed on: "A4, 1 til 2 ark". */
export function paperWords(paper: Family['paper'], of: readonly Printable[]): string {
  const [least, most] = [Math.min(...of.map(({ sheets }) => sheets)), Math.max(...of.map(({ sheets }) => sheets))]
  return `${paper}, ${least === most ? least : `${least} til ${most}`} ark`
}
