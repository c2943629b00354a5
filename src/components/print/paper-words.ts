import type { Paper } from '../../core/paper/paper.ts'
import type { Privacy, StepOf, Workshop } from '../../core/workshop/workshop.ts'

/** What is said of papers: their names, how many of them, and how answers on paper are counted. */

/** How answer sheets are counted. The same number as on the board is needed before anything is counted. */
export const countingWords: Readonly<Record<Privacy, string>> = {
  private: 'Bland arkene. Tæl kun, hvis der er mindst fem. Er der færre, så tal ud fra kortene. Sæt én streg for hvert kryds.',
  open: 'Sig, før nogen svarer, at alle ser optællingen, også når I er få. Sæt én streg for hvert kryds.',
  cards: 'Sæt én streg for hvert kryds.'
}

/** How the dots of a vote are counted. */
export const dotsWords: Readonly<Record<Privacy, string>> = {
  private: 'Bland stemmesedlerne. Tæl kun, hvis der er mindst fem. Er der færre, så tal jer frem til valget.',
  open: 'Bland stemmesedlerne. Sig, før nogen stemmer, at alle ser optællingen.',
  cards: 'Bland stemmesedlerne, og tæl prikkerne højt.'
}

const numbers = ['', 'én', 'to', 'tre', 'fire', 'fem']

/** What a person does with a slip. */
export function votingWords({ dots, options }: Pick<StepOf<'vote'>, 'dots' | 'options'>): string {
  if (options.length === 0)
    return dots === 1 ? 'Skriv nummeret på den seddel, du vælger.' : `Skriv numrene på de ${numbers[dots]} sedler, du vælger. Højst én prik til hver.`
  return dots === 1 ? 'Sæt ét kryds i en cirkel.' : `Sæt kryds i ${numbers[dots]} cirkler. Højst ét kryds i hver.`
}

/** What a paper is called. */
export function paperName(paper: Paper, { instruments }: Pick<Workshop, 'instruments'>): string {
  switch (paper.kind) {
    case 'ballots':
      return `Svarark: ${instruments[paper.instrument]?.title ?? ''}`
    case 'large-ballots':
      return 'Det samme svarark med store bogstaver'
    case 'tally':
      return 'Optællingsark til svarene'
    case 'element-cards':
      return 'Elementkort, fire på et ark'
    case 'statement-cards':
      return 'Udsagnskort, ni på et ark'
    case 'lanes':
      return 'Overskrifter til sedlerne'
    case 'student-path':
      return 'Elevens vej, en tidslinje på tre ark'
    case 'slips':
      return 'Stemmesedler, fire på et ark'
    case 'dots':
      return 'Ark til at tælle prikkerne'
    case 'review':
      return 'Ark til aftalen fra sidst'
    case 'agreement':
      return 'Aftaleark'
  }
}

/** Who needs one of it. */
export function paperShare(paper: Paper): string {
  switch (paper.kind) {
    case 'ballots':
      return 'ét til hver'
    case 'large-ballots':
      return 'til dem, der beder om det'
    case 'slips':
      return 'én seddel til hver'
    case 'element-cards':
      return paper.elements.length === 1 ? 'et kort til hver fire' : 'et sæt til hver fire'
    default:
      return 'ét i alt'
  }
}

/** How the meeting is held without net, phones and screen, one thing at a time. */
export function onPaper(papers: readonly Paper[], { privacy, sides }: Pick<Workshop, 'privacy' | 'sides'>): string[] {
  const has = (kind: Paper['kind']) => papers.some(paper => paper.kind === kind)
  const counters = sides.every(({ id }) => id === 'elev') ? 'to elever' : 'to, der ikke er ledere,'
  const counted = has('ballots') || has('slips')
  return [
    'Led mødet fra drejebogen, som ligger sidst i papirpakken. Hold øje med tiden på et ur.',
    ...(has('ballots')
      ? [
          'Del svararkene ud. Alle sætter kryds hver for sig, i stilhed og uden navn. Fold arkene, og saml dem i en bunke.',
          privacy === 'private'
            ? `Bland arkene, og lad ${counters} tælle op. Tæl kun, når der er mindst fem. Er der færre, så læg arkene væk uden at læse dem, og tal ud fra kortene.`
            : 'Sig, før nogen svarer, at alle ser optællingen, også når I er få. Bland arkene, og lad to tælle op.',
          'Vis optællingen for alle på samme tid. Begynd dér, hvor stregerne står længst fra hinanden.'
        ]
      : []),
    ...(has('lanes') ? ['Hæng overskrifterne op. Skriv én ting på hver seddel, og ingen navne.'] : []),
    ...(has('student-path') ? ['Læg de tre ark med elevens vej ved siden af hinanden, og skriv ugerne på, før folk kommer.'] : []),
    ...(has('slips')
      ? [
          `${papers.some(paper => paper.kind === 'slips' && paper.vote.options.length === 0) ? 'Giv sedlerne numre. ' : ''}Alle udfylder en stemmeseddel på samme tid og folder den. ${privacy === 'private' ? 'Tæl kun, når der er mindst fem.' : 'Tæl prikkerne højt.'}`
        ]
      : []),
    ...(has('review') ? ['Skriv skridtene fra sidst på arket, før folk kommer.'] : []),
    ...(has('agreement') ? ['Skriv aftalen på aftalearket, og giv alle en kopi.'] : []),
    ...(counted ? ['Riv svarark og stemmesedler i stykker, når de er talt op.'] : [])
  ]
}
