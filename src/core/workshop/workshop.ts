import type { AnswerWords } from './answer-words.ts'

/**
 * A workshop (drejebog) as data: what a board carries from the moment it is made. Plain JSON, complete in itself,
 * so that a later change of the content never changes a meeting that has begun.
 */

/** The six kerneelementer, numbered as in SEVU's model. */
export type ElementNumber = 1 | 2 | 3 | 4 | 5 | 6
export const elementNumbers: readonly ElementNumber[] = [1, 2, 3, 4, 5, 6]

/** The three roles of SEVU's model, and `elev`, which is our addition. */
export type Role = 'strategisk' | 'udvikling' | 'udfoerende' | 'elev'
export const roles: readonly Role[] = ['strategisk', 'udvikling', 'udfoerende', 'elev']

/** Where a participant sits in the meeting. A function in the room, never a membership. */
export type Side = 'skole' | 'oplaering' | 'organisation' | 'elev'
export const sides: readonly Side[] = ['skole', 'oplaering', 'organisation', 'elev']

/** One thing that is rated. What it asks is read by item-text.ts alone: not all sides may have been asked the same. */
export type Item = {
  /** Unique within the workshop, `[A-Za-z0-9-]`, at most 40 characters: "K1", "K1S2". */
  id: string
  element: ElementNumber
  /** What people's everyday looks like when it falters, and when it succeeds: the anchors, one tap away. */
  low?: string
  high?: string
  /** True where staff answer what they believe students experience: shown as "vores bedste bud". */
  guess?: boolean
  /** For a commitment: how firmly it is said, the id of one of the instrument's `strengths`. */
  strength?: string
}

/** An item as a workshop's data hold it. */
export type ItemData = Item & {
  /** The statement, as most people in the meeting read it. */
  text: string
  /** The statement's other wording for one side: the school's form in element 3, the students' "Jeg ...". */
  bySide?: Partial<Record<Side, string>>
}

/** What is rated: a question, its answers with all that is said of them, and items grouped by element. */
export type Instrument<I extends Item = Item> = AnswerWords & {
  title: string
  question: string
  /** Where there are many items: parts with a title. Together they have each item once, in the items' order. */
  sections?: Section[]
  /** Where items are commitments: how firmly they can be said, the firmest first. `word`: "skal". */
  strengths?: Strength[]
  /** 1 to `ITEMS_MOST`. */
  items: I[]
}

/** `id`: as a step's, unique within the instrument. */
export type Strength = { id: string; word: string }

/** `id`: as a step's, unique within the instrument. `items`: their ids. */
export type Section = { id: string; title: string; items: string[] }

/** The 130 commitments of the kvalitetsaftale, and half as many more. */
export const ITEMS_MOST = 200

/** What a board needs to know of a kerneelement to talk about it without the site. */
export type ElementCopy = {
  number: ElementNumber
  /** URL part of its page on the site: "trivsel". */
  slug: string
  name: string
  /** The headline statement, "Hos os ...". */
  headline: string
  low: string
  high: string
  /** Questions to open a talk with. */
  questions: string[]
  /** What one would see or hear in students when it works. */
  signs: string[]
  firstSteps: string[]
}

/** A choice on a ballot's vote or a lane on a wall. */
export type Option = { id: string; label: string; element?: ElementNumber }
export type Lane = { id: string; label: string; hint?: string }

/** When a line of the script holds: all that is named must. See script.ts for what the words mean in a meeting. */
export type When = {
  privacy?: Privacy | Privacy[]
  /** Whether a picture can be shown of the answers to this step's rating or vote, or the last one before it. */
  answers?: 'few' | 'enough'
  /** Before or after those answers are shown. */
  reveal?: 'before' | 'after'
  /** Whether the meeting is about one kerneelement. */
  elements?: 'one' | 'several'
  students?: 'present' | 'absent'
}

/** A paragraph of the script: always told, or only when its condition holds. */
export type Line = string | { when: When; text: string }

type StepBase = {
  /** Unique within the workshop, `[a-z0-9-]`, at most 40 characters. */
  id: string
  title: string
  /** The title in a cards board, where the usual one speaks of answers, their picture or dots. */
  cardsTitle?: string
  /** Whole minutes, 1 to 240. All steps' minutes add up to the workshop's. */
  minutes: number
  /** What the facilitator says and does, one paragraph each. Only the facilitator's screen shows it. */
  say: Line[]
  /** What to do if it goes quiet. */
  ifQuiet: string | Line[]
  /** What participants and the big screen read in this step. */
  see: string | Line[]
  /** Questions to the room, shown to everyone. */
  prompts: Line[]
}
export type TalkStep = StepBase & { kind: 'talk' /** Shows the dialogue cards of the workshop's focus elements. */; cards: boolean }
export type RateStep = StepBase & {
  kind: 'rate'
  /** Key in `instruments`. */
  instrument: string
  /** [second-round] Id of the earlier rate step of the same instrument that is answered again here. */
  again?: string
}
export type RevealStep = StepBase & { kind: 'reveal' /** Id of an earlier rate step. */; of: string }
export type NotesStep = StepBase & { kind: 'notes'; lanes: Lane[] }
export type VoteStep = StepBase & {
  kind: 'vote'
  /** Dots that each person may place, 1 to 5; at most one per option. */
  dots: number
  /** What is voted on; empty where `from` names an earlier notes step whose notes are voted on. */
  options: Option[]
  from?: string
}
/**
 * What the fields of an agreement are called: what the group wants, how students notice it, and of a first step what, who and when. `reply`: what
 * students are told of what they said, with how, and again who and when.
 */
export type AgreementWords = { want: string; sign: string; what: string; who: string; when: string; followUp: string; reply: string; how: string }
/** `fields`: the workshop's own names of the agreement's fields (agreement-words.ts); the usual ones where there is none. */
export type AgreeStep = StepBase & { kind: 'agree'; fields?: Partial<AgreementWords> }
export type ReviewStep = StepBase & { kind: 'review' }
export type CloseStep = StepBase & { kind: 'close' }
export type Step = TalkStep | RateStep | RevealStep | NotesStep | VoteStep | AgreeStep | ReviewStep | CloseStep
export type StepKind = Step['kind']
/** The step of a kind. */
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>

/** What the rest of the house must know of a kind of step without knowing the kind. */
type KindFacts = {
  /** People answer in secret, and something is published of it. */
  asked: boolean
  /** A phone has something to do in it: the questions to the room stay on the big screen, so that what is to be done comes first. */
  busy: boolean
}

export const stepKinds: Readonly<Record<StepKind, KindFacts>> = {
  talk: { asked: false, busy: false },
  rate: { asked: true, busy: false },
  reveal: { asked: false, busy: false },
  notes: { asked: false, busy: false },
  vote: { asked: true, busy: true },
  agree: { asked: false, busy: true },
  review: { asked: false, busy: true },
  close: { asked: false, busy: true }
}

/** How answers are shown: `private` with a minimum, `open` by side without one, `cards` no figures at all. */
export type Privacy = 'private' | 'open' | 'cards'

/**
 * [last-published-only] What an earlier meeting has published of instruments that ask the same, brought by whoever makes this one. `made`: ISO
 * time of that meeting. `ratings`: key in `instruments` → figures; what was withheld then is not among them.
 */
export type LastMeeting = { title: string; made: string; ratings: Record<string, LastRating> }
/** A figure that was shown, of the shape of figures/results.ts, which builds on this file. */
export type LastFigure = { counts: number[]; unknown: number; notApplicable?: number }
export type LastRating = { elements: Partial<Record<ElementNumber, LastFigure>>; items: Record<string, LastFigure> }

export type Workshop<I extends Item = Item> = {
  slug: string
  title: string
  /** One sentence: what the group leaves with. */
  purpose: string
  /** Who takes part, in words. */
  who: string
  /** Fitting group size, people. */
  group: { from: number; to: number }
  minutes: number
  prepare: string[]
  /** What can be left out once the meeting is behind. Undefined of boards from before it had a place of its own. */
  behind?: string
  materials: string[]
  outcome: string
  /** The privacy that the start page suggests. */
  privacy: Privacy
  /** The sides and roles that this workshop uses, with the words that its people know; one entry means "don't ask". */
  sides: { id: Side; label: string }[]
  roles: { id: Role; label: string }[]
  elements: ElementCopy[]
  /** The elements that the meeting is about: their cards are shown. */
  focus: ElementNumber[]
  instruments: Record<string, Instrument<I>>
  steps: Step[]
  last?: LastMeeting
}

/** A workshop that may be from before instruments brought their words. */
export type Unworded<I extends Item> = Omit<Workshop<I>, 'instruments'> & {
  instruments: Record<string, Omit<Instrument<I>, 'patterns'> & Partial<Pick<Instrument<I>, 'patterns'>>>
}

/** A workshop with its items' texts in sight: as it is made, checked and sent. */
export type WorkshopData = Workshop<ItemData>

/** What a drejebog's JSON page serves: a workshop, and the one thing to choose before the meeting, if any. */
export type WorkshopTemplate = Workshop & {
  choice?: {
    label: string
    help: string
    /** The first one is the usual. Each replaces instruments of the same key, and the focus. `group`: a heading over some of many. */
    options: { id: string; label: string; group?: string; instruments: Record<string, Instrument>; focus: ElementNumber[] }[]
  }
}

/** The workshop that a board is made with: the template with its choice made. Throws RangeError on an unknown option. */
export function withChoice(template: WorkshopTemplate, optionId?: string): Workshop {
  const { choice, ...workshop } = template
  if (!choice) return workshop
  const option = optionId === undefined ? choice.options[0] : choice.options.find(o => o.id === optionId)
  if (!option) throw new RangeError(`The workshop ${template.slug} has no choice "${optionId}"`)
  return { ...workshop, instruments: { ...workshop.instruments, ...option.instruments }, focus: option.focus }
}

/** The elements that the meeting is about, in the workshop's order. */
export const focusOf = (workshop: Workshop): ElementCopy[] => workshop.elements.filter(({ number }) => workshop.focus.includes(number))

/** The step with this id; undefined where there is none. */
export const stepById = (workshop: Workshop, id: string): Step | undefined => workshop.steps.find(s => s.id === id)

/** The instrument that a rate step, or the reveal of one, is about. */
export function instrumentOf(workshop: Workshop, step: RateStep | RevealStep): Instrument | undefined {
  const rate = step.kind === 'reveal' ? stepById(workshop, step.of) : step
  return rate?.kind === 'rate' ? workshop.instruments[rate.instrument] : undefined
}
