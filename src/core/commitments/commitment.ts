import type { ElementNumber } from '../workshop/workshop.ts'

/**
 * A quality agreement (kvalitetsaftale) as data: who promises what to whom, how firmly and when. The words and numbers
 * are content; here stand only the names that pages, instruments and checks tell them apart by.
 */

/** How firmly an agreement says a thing, from the firmest on. The last two are no commitments. */
export const strengths = [
  'skal',
  'maa-ikke',
  'ansvar',
  'fast',
  'forventes',
  'tilstraebes',
  'anbefales',
  'boer',
  'vigtigt',
  'kan',
  'maal',
  'oplysning'
] as const
export type Strength = (typeof strengths)[number]

/** Strengths that promise nothing: a goal, and a plain statement of fact. */
const notPromised: ReadonlySet<Strength> = new Set(['maal', 'oplysning'])

/** The roles that an agreement gives something to do. */
export const parties = ['elev', 'vejleder', 'kollega', 'leder', 'uddannelseskonsulent', 'skole'] as const
export type Party = (typeof parties)[number]

/** Who does it: a party, or the workplace as a whole (`sted`). */
export type Doer = Party | 'sted'

/** When in a student's period, or in the year, a commitment is kept. */
export const phases = [
  'rammer',
  'foer-start',
  'foerste-maaned',
  'hver-uge',
  'dagligt',
  'samtaler',
  'naar-det-sker',
  'sidste-uge',
  'hvert-aar'
] as const
export type Phase = (typeof phases)[number]

/** What a number counts. */
export const units = ['timer', 'dage', 'uger', 'maaned', 'gang', 'slags', 'emner', 'niveauer', 'opgaver', 'personer', 'formaal', 'klokken'] as const
export type Unit = (typeof units)[number]

export const qualifiers = ['mindst', 'gennemsnit', 'mere-end', 'foerste', 'midterste', 'sidste', 'fra'] as const
export type Qualifier = (typeof qualifiers)[number]

export const pers = ['dag', 'uge', 'uge-og-elev', 'samtale', 'aar'] as const
export type Per = (typeof pers)[number]

/** A number of the agreement with what limits it. `to`: the upper end where it gives a span. */
export type CommitmentNumber = { amount: number; to?: number; unit: Unit; per?: Per; qualifier?: Qualifier }

/** One of the tasks that a commitment lists. `same`: ids of the commitments that say the same. */
export type CommitmentTask = { id: string; text: string; elements: ElementNumber[]; same?: string[] }

export type Commitment = {
  /** "B01", "B28a": unique within the agreement. */
  id: string
  /** How things are when it is kept, in words of our own. */
  text: string
  example?: string
  strength: Strength
  numbers?: CommitmentNumber[]
  deadline?: string
  /** Empty where the agreement names nobody and none can be told. */
  who: Doer[]
  /** What is our reading and not the agreement's: "who" every doer, a doer's name that one alone, "deadline" the time. */
  reading?: ('who' | 'deadline' | Doer)[]
  /** A doubt, or what the agreement's own words add. */
  note?: string
  phases: Phase[]
  /** Whom it is for. Our reading. */
  for: Party[]
  /** The kerneelementer that it serves, the main one first; empty where it serves none. Our reading. */
  elements: ElementNumber[]
  why?: string
  tasks?: CommitmentTask[]
}

/** A chapter's commitments, in the agreement's order. `number`: from 1. */
export type Chapter<C extends Commitment = Commitment> = { number: number; slug: string; title: string; commitments: C[] }

/** Whether something is promised, so that its status can be asked for. */
export const isPromised = ({ strength }: Pick<Commitment, 'strength'>): boolean => !notPromised.has(strength)

/** Whether a doer is told by the agreement (false) or by us (true). */
export const isReading = ({ reading = [] }: Pick<Commitment, 'reading'>, part: 'deadline' | Doer): boolean =>
  reading.includes(part) || (part !== 'deadline' && reading.includes('who'))

/** Parties who work at the workplace: what the place does as a whole is theirs as well. */
const atThePlace: ReadonlySet<Party> = new Set(['vejleder', 'kollega', 'leder'])

/** Whether a party has a part in keeping it: alone, with others, or as one of the workplace. */
export const isDoneBy = ({ who }: Pick<Commitment, 'who'>, party: Party): boolean =>
  who.includes(party) || (who.includes('sted') && atThePlace.has(party))
