import type { RateStep } from '../../core/workshop/workshop.ts'
import type { CheckStep } from '../checking.ts'

/** The instrument is one of the workshop's. A second round is one of a first that has the same, and whose answers are shown before it. */
export const checkRate: CheckStep<RateStep> = ({ instrument, again }, { workshop: { instruments }, before, say }) => {
  if (!Object.hasOwn(instruments, instrument))
    say(['instrument'], `"${instrument}" findes ikke i instruments. Der er: ${Object.keys(instruments).join(', ') || 'ingen'}.`)
  if (again === undefined) return
  const first = before.find(step => step.kind === 'rate' && step.id === again)
  if (first?.kind !== 'rate') say(['again'], `"${again}" er ikke et tidligere rate-trin. Skriv id på det trin, der svares igen på.`)
  else if (first.instrument !== instrument)
    say(['again'], `"${again}" bruger udsagnene "${first.instrument}" og ikke "${instrument}". En anden runde har de samme udsagn.`)
  else if (first.again !== undefined) say(['again'], `"${again}" er selv en anden runde. Skriv id på den første.`)
  else if (before.some(step => step.kind === 'rate' && step.again === again))
    say(['again'], `"${again}" har allerede en anden runde. Der kan være én.`)
  else if (!before.some(step => step.kind === 'reveal' && step.of === again))
    say(['again'], `"${again}" er ikke vist før dette trin. Sæt et reveal-trin mellem de to runder.`)
}
