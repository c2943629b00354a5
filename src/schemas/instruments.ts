import { type Commitment, isDoneBy, isPromised } from '../core/commitments/commitment.ts'
import type { ElementNumber, Instrument, Item, ItemData, Role } from '../core/workshop/workshop.ts'
import type { InstrumentRef } from './drejebog.ts'
import type { Kerneelement } from './kerneelement.ts'
import type { Aftale, Kapitel } from './kvalitetsaftale.ts'
import { answerWordsOf, type Skala } from './skala.ts'

/** The scale that all instruments of ours are answered on: content/skalaer/grad.md. */
const SCALE = 'grad'

const lensTitles: Record<Role, string> = {
  strategisk: 'De seks kerneelementer, set strategisk',
  udvikling: 'De seks kerneelementer, set fra udviklingsarbejdet',
  udfoerende: 'De seks kerneelementer i hverdagen',
  elev: 'Det, eleverne oplever'
}

/** What instruments are made from: the six with the address of their pages, the scales by the names of their files, and the quality agreement. */
export type Sources = {
  elements: readonly (Kerneelement & { slug: string })[]
  scales: readonly (Skala & { slug: string })[]
  /** Undefined where its file could not be read, which is told on its own. */
  agreement: Aftale | undefined
  /** By number. */
  chapters: readonly (Kapitel & { slug: string })[]
}

const AGREEMENT_MISSING = 'kan ikke skrives ud, før kvalitetsaftalen kan læses.'

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
export function instrumentFrom(ref: InstrumentRef, sources: Sources): Instrument {
  if (ref.set === 'aftale') return statusInstrument(ref, sources)
  const { elements } = sources
  const scale = scaleNamed(SCALE, sources)
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
        items: elements.flatMap(e => e.statements.elev.slice(0, ref.each).map(({ id, own }) => ({ id, element: e.number, text: own })))
      }
  }
}

/** What is rated of the agreement: what is promised, and serves an element; one that serves none, such as "the collective agreement holds", is not. */
const isAsked = (commitment: Commitment) => isPromised(commitment) && commitment.elements.length > 0

/** The status of the agreement, or of a part of it, chapter by chapter. Throws RangeError where nothing is left. */
function statusInstrument(ref: Extract<InstrumentRef, { set: 'aftale' }>, sources: Sources): Instrument {
  const { agreement, chapters } = sources
  if (!agreement) throw new RangeError(AGREEMENT_MISSING)
  const { question, ...scale } = scaleNamed(agreement.scale, sources)
  const kept = (commitment: Commitment) =>
    isAsked(commitment) && (ref.strengths?.includes(commitment.strength) ?? true) && (ref.parties?.some(party => isDoneBy(commitment, party)) ?? true)
  const asked = chapters
    .filter(({ number }) => ref.chapters?.includes(number) ?? true)
    .map(chapter => ({ chapter, items: chapter.commitments.filter(kept).map(itemOf) }))
    .filter(({ items }) => items.length > 0)
  if (asked.length === 0) throw new RangeError('giver ingen tilsagn. Vælg andre kapitler, roller eller styrker.')
  const used = new Set(asked.flatMap(({ items }) => items.map(({ strength }) => strength)))
  const [only, another] = asked
  return {
    title: only && !another ? `Status: ${only.chapter.title}` : `Status på ${agreement.short}`,
    question,
    ...answerWordsOf({ question, ...scale }),
    strengths: agreement.strengths.filter(({ id }) => used.has(id)).map(({ id, word }) => ({ id, word })),
    ...(another && {
      sections: asked.map(({ chapter, items }) => ({ id: `kapitel-${chapter.number}`, title: chapter.title, items: items.map(({ id }) => id) }))
    }),
    items: asked.flatMap(({ items }) => items)
  }
}

const itemOf = ({ id, elements: [element = 1], text, strength }: Commitment): ItemData => ({ id, element, text, strength })

function scaleNamed(name: string, { scales }: Sources): Skala {
  const scale = scales.find(({ slug }) => slug === name)
  if (!scale) throw new RangeError(`skalaen ${name} findes ikke i content/skalaer. Der er: ${scales.map(({ slug }) => slug).join(', ') || 'ingen'}.`)
  return scale
}

/** What of the agreement can be chosen before a meeting, the firmest first: `group` is a heading over some of them. Throws RangeError without an agreement. */
export function agreementParts(
  firm: { label: string; strengths: readonly Commitment['strength'][] },
  { agreement, chapters }: Sources
): { id: string; label: string; group?: string; ref: InstrumentRef }[] {
  if (!agreement) throw new RangeError(AGREEMENT_MISSING)
  const all = chapters.flatMap(({ commitments }) => commitments.filter(isAsked))
  const counted = (label: string, of: readonly Commitment[]) => `${label} (${of.length})`
  const firmest = all.filter(({ strength }) => firm.strengths.includes(strength))
  return [
    ...(firmest.length > 0
      ? [{ id: 'fast', label: counted(firm.label, firmest), ref: { set: 'aftale' as const, strengths: [...firm.strengths] } }]
      : []),
    { id: 'hele', label: counted('Hele aftalen', all), ref: { set: 'aftale' } },
    ...chapters.flatMap(({ number, title, commitments }) => {
      const asked = commitments.filter(isAsked)
      return asked.length > 0
        ? [{ id: `kapitel-${number}`, label: counted(title, asked), group: 'Ét kapitel', ref: { set: 'aftale' as const, chapters: [number] } }]
        : []
    }),
    ...agreement.roles.flatMap(({ id, name }) => {
      const own = all.filter(commitment => isDoneBy(commitment, id))
      return own.length > 0
        ? [{ id: `rolle-${id}`, label: counted(name, own), group: 'Én rolles del', ref: { set: 'aftale' as const, parties: [id] } }]
        : []
    })
  ]
}

function elementNumbered(number: ElementNumber, elements: readonly Kerneelement[]): Kerneelement {
  const element = elements.find(e => e.number === number)
  if (!element) throw new RangeError(`element ${number} findes ikke i content/kerneelementer. Der er: ${elements.map(e => e.number).join(', ')}.`)
  return element
}
