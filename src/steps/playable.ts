import { adapted, type Draft, keptSteps } from '../core/adapt/draft.ts'
import type { Step } from '../core/workshop/workshop.ts'
import { checkWorkshop } from './check-workshop.ts'

/** Why an adapted drejebog cannot be played: at a step, or at the whole where `step` is undefined. */
export type Hindrance = { step?: string; message: string }

/** A board takes no more. */
const MINUTES_MOST = 480
const STEPS_MOST = 40

/** [playable] Everything that keeps a draft from being played, in plain Danish, with what to do. None: the server takes it. */
export function hindrances(draft: Draft): Hindrance[] {
  const steps = keptSteps(draft)
  const workshop = adapted(draft)
  const found: Hindrance[] = []
  if (workshop.focus.length === 0) found.push({ message: 'Der er ikke valgt noget kerneelement. Vælg mindst ét.' })
  if (workshop.minutes > MINUTES_MOST)
    found.push({ message: `Mødet varer ${workshop.minutes} minutter. Det kan højst vare ${MINUTES_MOST}. Sæt minutter ned, eller udelad et trin.` })
  if (steps.length > STEPS_MOST) found.push({ message: `Mødet har ${steps.length} trin. Det kan højst have ${STEPS_MOST}. Udelad nogle.` })
  for (const step of steps)
    if (step.kind === 'rate' && workshop.instruments[step.instrument]?.items.length === 0)
      found.push({
        step: step.id,
        message: 'Der er ingen udsagn om de kerneelementer, I har valgt. Vælg flere kerneelementer, eller udelad trinnet.'
      })
  for (const { path, message } of checkWorkshop(workshop)) {
    const [part, at, field] = path
    const step = part === 'steps' && typeof at === 'number' ? steps[at] : undefined
    if (step) found.push({ step: step.id, message: inPlainWords(step, String(field)) ?? message })
    else if (part === 'steps') found.push(atTheEnd(draft, steps))
    else if (part === 'instruments') found.push({ message: 'De samme udsagn er valgt til to trin. Vælg andre udsagn til det ene.' })
    else found.push({ message })
  }
  return found.filter((each, i) => found.findIndex(({ step, message }) => step === each.step && message === each.message) === i)
}

/** The check speaks to the author of a file; this to a mødeleder with buttons. */
function inPlainWords(step: Step, field: string): string | undefined {
  const orOut = 'eller udelad dette trin.'
  switch (`${step.kind} ${field}`) {
    case 'reveal of':
      return `Her vises svar, men det trin, hvor I svarer, kommer ikke før. Tag svartrinnet med igen, flyt det op over dette, ${orOut}`
    case 'rate again':
      return `Her svarer I for anden gang. Første gang, og trinnet hvor svarene vises, skal komme før. Ret rækkefølgen, ${orOut}`
    case 'rate instrument':
      return 'Trinnet har ingen udsagn at svare på. Udelad det.'
    case 'vote from':
      return `Her sættes prikker på sedler, men det trin, hvor I skriver dem, kommer ikke før. Tag det med igen, flyt det op over dette, ${orOut}`
    case 'vote options':
      return `Der er færre end to ting at sætte prikker ved. Vælg flere kerneelementer, ${orOut}`
    default:
      return undefined
  }
}

function atTheEnd({ workshop }: Draft, kept: readonly Step[]): Hindrance {
  const close = workshop.steps.find(({ kind }) => kind === 'close')
  const name = close ? `”${close.title}”` : 'afslutningen'
  return kept.some(({ kind }) => kind === 'close')
    ? { ...(close && { step: close.id }), message: `${name} skal være det sidste trin. Flyt det nederst.` }
    : { ...(close && { step: close.id }), message: `Et møde slutter med ${name}. Tag trinnet med igen.` }
}
