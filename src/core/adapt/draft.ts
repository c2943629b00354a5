import type { ElementNumber, Instrument, Line, Step, Workshop } from '../workshop/workshop.ts'
import { stepKinds } from '../workshop/workshop.ts'

/**
 * A drejebog while it is adapted. Nothing that is left out is lost: it stands where it stood, and can come back. `adapted` makes the workshop
 * that a board is made with.
 */
export type Draft = {
  /** With every step, also those left out, and every statement. Its minutes are those of the drejebog that it comes from. */
  workshop: Workshop
  /** Ids of steps that are left out. */
  out: string[]
  /** The elements that the meeting is about. */
  elements: ElementNumber[]
}

/** The draft that changes nothing yet. */
export const draftOf = (workshop: Workshop): Draft => ({ workshop, out: [], elements: workshop.focus })

/** The steps that the meeting will have. */
export const keptSteps = ({ workshop, out }: Draft): Step[] => workshop.steps.filter(({ id }) => !out.includes(id))

/** [adapted-kept] The workshop as it will be played: what is left out is gone, and so are lines that could never hold. */
export function adapted(draft: Draft): Workshop {
  const { workshop, elements } = draft
  const about = (element: ElementNumber) => elements.includes(element)
  let asked = false
  const steps = keptSteps(draft).map(step => {
    asked ||= step.kind === 'reveal' || stepKinds[step.kind].asked
    const told = asked ? step : withoutAnswers(step)
    if (told.kind !== 'vote') return told
    return { ...told, options: told.options.filter(({ element }) => element === undefined || about(element)) }
  })
  const used = new Set(steps.flatMap(step => (step.kind === 'rate' ? [step.instrument] : [])))
  const instruments = Object.entries(workshop.instruments).filter(([name]) => used.has(name))
  return {
    ...workshop,
    minutes: steps.reduce((sum, { minutes }) => sum + minutes, 0),
    focus: workshop.elements.map(({ number }) => number).filter(about),
    instruments: Object.fromEntries(instruments.map(([name, instrument]) => [name, onlyAbout(instrument, about)])),
    steps
  }
}

function onlyAbout(instrument: Instrument, about: (element: ElementNumber) => boolean): Instrument {
  const items = instrument.items.filter(({ element }) => about(element))
  const { sections, ...rest } = instrument
  if (!sections) return { ...rest, items }
  const kept = sections
    .map(section => ({ ...section, items: section.items.filter(id => items.some(item => item.id === id)) }))
    .filter(section => section.items.length > 0)
  return { ...rest, ...(kept.length > 0 && { sections: kept }), items }
}

/** A step before anybody has been asked has no answers: lines about them would never be read. */
function withoutAnswers<S extends Step>(step: S): S {
  const holds = (line: Line) => typeof line === 'string' || !(line.when.answers ?? line.when.reveal)
  const only = (lines: string | Line[]) => (typeof lines === 'string' ? lines : lines.filter(holds))
  return { ...step, say: step.say.filter(holds), prompts: step.prompts.filter(holds), ifQuiet: only(step.ifQuiet), see: only(step.see) }
}
