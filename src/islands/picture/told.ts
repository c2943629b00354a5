import { optionsOf, votedOptions } from '../../core/agreement/voted-options.ts'
import type { Wall } from '../../core/agreement/wall.ts'
import { patternOf } from '../../core/figures/pattern.ts'
import { ratedElements } from '../../core/figures/rated.ts'
import { isWithheld, type PublishedRating, type PublishedVote, type Results } from '../../core/figures/results.ts'
import { joinWithOg } from '../../core/text/join-with-og.ts'
import type { StepNow } from '../../core/workshop/script.ts'
import { instrumentOf, type RevealStep, type Step, type VoteStep, type Workshop } from '../../core/workshop/workshop.ts'
import { elementRows, mostToTalkAbout, nothingBeside } from './rows.ts'
import { fewWords, inText, peopleWords } from './words.ts'

/** How many findings are told: as many as stand out on the big screen. */
const MOST = 2

/** What has happened in this step, with the finding, for whoever doesn't see it: "Svarene er vist. 6 personer har svaret. …". "" until something has. */
export function toldOf(workshop: Workshop, step: Step | StepNow | undefined, results: Results | null, wall: Wall, closed: boolean): string {
  if (closed)
    return results?.settings.privacy === 'cards' ? 'Mødet er lukket. Aftalen er gemt.' : 'Mødet er lukket. Svarene er slettet, og aftalen er gemt.'
  const published = step && results?.published[step.kind === 'reveal' ? step.of : step.id]
  if (!step || !results || !published) return ''
  if (step.kind === 'reveal' && published.kind === 'rate') return ratingTold(workshop, step, published, results.settings.minimum)
  return step.kind === 'vote' && published.kind === 'vote' ? voteTold(workshop, step, published, wall, results.settings.minimum) : ''
}

function ratingTold(workshop: Workshop, step: RevealStep, published: PublishedRating, minimum: number): string {
  const instrument = instrumentOf(workshop, step)
  if (!instrument) return ''
  const shown = elementRows(ratedElements(published, instrument, workshop), nothingBeside).filter(row => !isWithheld(row.figure))
  if (shown.length === 0) return `Billedet er kommet. ${fewWords(minimum)}`
  const { heading, rows } = mostToTalkAbout(shown)
  const findings = rows
    .slice(0, MOST)
    .map(({ name, figure }) => `${name}, ${isWithheld(figure) ? '' : inText(instrument.patterns[patternOf(figure)].name)}`)
  const finding = { 'Her er mest at tale om': `Mest at tale om: ${findings.join('; ')}.`, 'Her ligger svarene tæt': 'Svarene ligger tæt.' }[heading]
  return ['Svarene er vist.', `${peopleWords(published.answered)} har svaret.`, finding].filter(Boolean).join(' ')
}

function voteTold(workshop: Workshop, step: VoteStep, published: PublishedVote, wall: Wall, minimum: number): string {
  const over = 'Afstemningen er lukket.'
  if (!published.dots || published.voters === undefined) return `${over} Færre end ${minimum} har sat prikker, så fordelingen vises ikke.`
  const rows = votedOptions(optionsOf(step, published, wall.notes, workshop), published.dots)
  const most = rows.filter(({ count }) => count > 0 && count === rows[0]?.count)
  const count = most[0]?.count === 1 ? '1 prik' : `${most[0]?.count} prikker`
  const result =
    most.length === 0
      ? 'Ingen har sat en prik.'
      : `Flest prikker: ${joinWithOg(most.map(({ label }) => label))}, ${count}${most.length > 1 ? ' hver' : ''}.`
  return `${over} ${peopleWords(published.voters)} har sat prikker. ${result}`
}
