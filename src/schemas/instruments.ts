import type { ElementNumber, Instrument, Item, Role } from '../core/workshop/workshop.ts'
import type { InstrumentRef } from './drejebog.ts'
import type { Kerneelement } from './kerneelement.ts'
import { answerWordsOf, type Skala } from './skala.ts'

/** The scale that all instruments of ours are answered on: content/skalaer/grad.md. */
const SCALE = 'grad'

const lensTitles: Record<Role, string> = {
  strategisk: 'De seks kerneelementer, set strategisk',
  udvikling: 'De seks kerneelementer, set fra udviklingsarbejdet',
  udfoerende: 'De seks kerneelementer i hverdagen',
  elev: 'Det, eleverne oplever'
}

/** What instruments are made from: the six, with the address of their pages, and the scales by the names of their files. */
export type Sources = { elements: readonly (Kerneelement & { slug: string })[]; scales: readonly (Skala & { slug: string })[] }

const anchors = ({ low, high }: Kerneelement) => ({ low, high })

/** The three statements of one lens. Staff answer the students' as their best guess. */
function statements(element: Kerneelement, lens: Role): Item[] {
  const base = { element: element.number, ...anchors(element) }
  if (lens === 'elev') return element.statements.elev.map(({ id, text }) => ({ ...base, id, text, guess: true }))
  return element.statements[lens].map(({ id, text, skole }) => ({ ...base, id, text, ...(skole && { bySide: { skole } }) }))
}

/**
 * An instrument written out from its name. Elements must be in the order that they are to be shown in.
 * Throws RangeError on an element or a scale that is not among them.
 */
export function instrumentFrom(ref: InstrumentRef, { elements, scales }: Sources): Instrument {
  const scale = scales.find(({ slug }) => slug === SCALE)
  if (!scale) throw new RangeError(`skalaen ${SCALE} findes ikke i content/skalaer. Der er: ${scales.map(({ slug }) => slug).join(', ') || 'ingen'}.`)
  const common = { question: scale.question, ...answerWordsOf(scale) }
  switch (ref.set) {
    case 'overskrifter':
      return {
        ...common,
        title: 'De seks kerneelementer',
        items: elements.map(e => ({ id: `K${e.number}`, element: e.number, text: e.headline, ...anchors(e) }))
      }
    case 'linse':
      return { ...common, title: lensTitles[ref.lens], items: elements.flatMap(e => statements(e, ref.lens)) }
    case 'element': {
      const element = elementNumbered(ref.element, elements)
      return { ...common, title: element.name, items: ref.lenses.flatMap(lens => statements(element, lens)) }
    }
    case 'elev':
      return {
        ...common,
        title: 'Din hverdag som elev',
        question: scale.own ?? scale.question,
        items: elements.flatMap(e => e.statements.elev.map(({ id, own }) => ({ id, element: e.number, text: own })))
      }
  }
}

function elementNumbered(number: ElementNumber, elements: readonly Kerneelement[]): Kerneelement {
  const element = elements.find(e => e.number === number)
  if (!element) throw new RangeError(`element ${number} findes ikke i content/kerneelementer. Der er: ${elements.map(e => e.number).join(', ')}.`)
  return element
}
