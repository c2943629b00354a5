import type { Settings } from '../board/settings.ts'
import { isWithheld, type Published, type Results } from '../figures/results.ts'
import { showsAnything } from '../figures/reveal.ts'
import { type Line, type Privacy, type Step, stepKinds, type When, type Workshop } from './workshop.ts'

/**
 * The script knows the state that it is in. A line of it may carry a condition; the meeting's facts say which lines hold.
 */

/** What conditions are about. Absent: nobody can tell from the board (whether a student is in the room), or it is not yet so. */
export type Facts = {
  privacy: Privacy
  /** `few`: no picture can be shown of the answers to the step's rating or vote. Absent in cards and before the first one. */
  answers?: 'few' | 'enough'
  /** Absent in cards and before the first rating or vote. */
  reveal?: 'before' | 'after'
  elements: 'one' | 'several'
  /** Known only where all are students. */
  students?: 'present' | 'absent'
}

/** The rating or vote that a step is about: itself, the one that it reveals, or the last one before it. */
function askedStep({ steps }: Workshop, step: Step): Step | undefined {
  if (step.kind === 'reveal') return steps.find(({ id }) => id === step.of)
  return steps
    .slice(0, steps.findIndex(({ id }) => id === step.id) + 1)
    .filter(({ kind }) => stepKinds[kind].asked)
    .at(-1)
}

const shows = (published: Published): boolean =>
  published.kind === 'vote' ? published.dots !== undefined : Object.values(published.elements).some(figure => !isWithheld(figure))

/** The facts of a meeting in a step. Before anyone can have answered, those who are there count as those who will. */
export function factsOf(
  workshop: Workshop,
  step: Step,
  settings: Settings,
  results: Pick<Results, 'people' | 'progress' | 'published' | 'previews'> | null
): Facts {
  const { privacy, minimum } = settings
  const facts: Facts = { privacy, elements: workshop.focus.length === 1 ? 'one' : 'several' }
  if (workshop.sides.every(({ id }) => id === 'elev')) facts.students = 'present'
  const asked = askedStep(workshop, step)
  if (privacy === 'cards' || !asked) return facts
  const published = results?.published[asked.id]
  const preview = results?.previews[asked.id]
  const count = (asked.id === step.id ? results?.people : results?.progress[asked.id]?.answered) ?? 0
  const enough = count >= (privacy === 'private' ? minimum : 1)
  facts.reveal = published ? 'after' : 'before'
  facts.answers = (published ? shows(published) : preview && asked.id !== step.id ? showsAnything(preview) : enough) ? 'enough' : 'few'
  return facts
}

/** True where it holds, false where it does not, undefined where the facts do not tell. In cards nothing is answered or revealed. */
function holds(when: When, facts: Facts): boolean | undefined {
  let known = true
  for (const [about, value] of Object.entries(when) as [keyof When, When[keyof When]][]) {
    const fact = facts[about]
    if (fact === undefined && facts.privacy === 'cards' && (about === 'answers' || about === 'reveal')) return false
    if (fact === undefined) known = false
    else if (![value].flat().includes(fact)) return false
  }
  return known || undefined
}

/** The lines that hold now, in their order. One whose condition only the room can judge stands with it in words before it. */
export const linesThatHold = (lines: string | readonly Line[], facts: Facts): string[] =>
  [lines].flat().flatMap(line => {
    if (typeof line === 'string') return [line]
    const held = holds(line.when, facts)
    return held === false ? [] : [held ? line.text : `${inWords(line.when)}: ${line.text}`]
  })

/** A step whose lines have been chosen: plain text, as it is shown. */
export type StepNow = Step & { say: string[]; ifQuiet: string; see: string; prompts: string[] }

/** A step as it is told now. In cards a rating's plain sentences are left out for all but the facilitator: they ask for answers. */
export function stepNow(step: Step, facts: Facts): StepNow {
  const all = (lines: string | readonly Line[]) =>
    facts.privacy === 'cards' && step.kind === 'rate' ? [lines].flat().filter(line => typeof line !== 'string') : lines
  return {
    ...step,
    say: linesThatHold(step.say, facts),
    ifQuiet: linesThatHold(step.ifQuiet, facts).join(' '),
    see: linesThatHold(all(step.see), facts).join(' '),
    prompts: linesThatHold(all(step.prompts), facts)
  }
}

/** The workshop as it is titled in this meeting: in cards a step may have another title. */
export const titledFor = (workshop: Workshop, privacy: Privacy): Workshop =>
  privacy === 'cards' ? { ...workshop, steps: workshop.steps.map(step => ({ ...step, title: step.cardsTitle ?? step.title })) } : workshop

const privacyWords: Record<Privacy, string> = { private: 'i et privat møde', open: 'i et åbent møde', cards: 'med Dialogkort' }

/** Private and open together are where people answer at all. */
function privacyInWords(privacy: Privacy | Privacy[]): string {
  const named = [privacy].flat()
  return named.length === 2 && !named.includes('cards') ? 'når I svarer' : named.map(each => privacyWords[each]).join(' eller ')
}

/** A condition in plain words, to stand before its line: "Med Dialogkort", "Når elever er med". */
export function inWords({ privacy, answers, reveal, elements, students }: When): string {
  const parts = [
    privacy && privacyInWords(privacy),
    elements && (elements === 'one' ? 'med ét kerneelement' : 'med flere kerneelementer'),
    answers && (answers === 'few' ? 'med for få svar' : 'med svar nok'),
    reveal && (reveal === 'before' ? 'før svarene er vist' : 'når svarene er vist'),
    students && (students === 'present' ? 'når elever er med' : 'når ingen elever er med')
  ].filter(part => part !== undefined && part !== '')
  const words = parts.join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
