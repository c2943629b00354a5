import type { ElementNumber, Instrument, Item, Role } from '../core/workshop.ts'
import type { InstrumentRef } from './drejebog.ts'
import type { Kerneelement } from './kerneelement.ts'

/**
 * The scale of every instrument of ours, lowest first. Its five steps are common in Danish public questionnaires
 * (domain/jura-og-brug.md, E7); that it suits these statements has not been tested.
 */
export const SCALE = ['slet ikke', 'i mindre grad', 'i nogen grad', 'i høj grad', 'i meget høj grad']
export const UNKNOWN = 'ved ikke'
export const QUESTION = 'I hvilken grad passer det hos os?'
export const QUESTION_STUDENTS = 'I hvilken grad passer det på dig?'

const lensTitles: Record<Role, string> = {
  strategisk: 'De seks kerneelementer, set strategisk',
  udvikling: 'De seks kerneelementer, set fra udviklingsarbejdet',
  udfoerende: 'De seks kerneelementer i hverdagen',
  elev: 'Det, eleverne oplever'
}

const anchors = ({ low, high }: Kerneelement) => ({ low, high })

/** The three statements of one lens. Staff answer the students' as their best guess. */
function statements(element: Kerneelement, lens: Role): Item[] {
  const base = { element: element.number, ...anchors(element) }
  if (lens === 'elev') return element.statements.elev.map(({ id, text }) => ({ ...base, id, text, guess: true }))
  return element.statements[lens].map(({ id, text, skole }) => ({ ...base, id, text, ...(skole && { bySide: { skole } }) }))
}

/**
 * An instrument written out from its name. Elements must be in the order that they are to be shown in.
 * Throws RangeError on an element that is not among them.
 */
export function instrumentFrom(ref: InstrumentRef, elements: readonly Kerneelement[]): Instrument {
  const common = { question: QUESTION, scale: [...SCALE], unknown: UNKNOWN }
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
        question: QUESTION_STUDENTS,
        items: elements.flatMap(e => e.statements.elev.map(({ id, own }) => ({ id, element: e.number, text: own })))
      }
  }
}

function elementNumbered(number: ElementNumber, elements: readonly Kerneelement[]): Kerneelement {
  const element = elements.find(e => e.number === number)
  if (!element) throw new RangeError(`element ${number} findes ikke i content/kerneelementer. Der er: ${elements.map(e => e.number).join(', ')}.`)
  return element
}
