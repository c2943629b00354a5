import type { Step, StepKind, Workshop } from '../workshop/workshop.ts'
import type { Draft } from './draft.ts'

/** Kinds of step that can be added. A rating comes with the step that shows its answers. */
export const addable = ['talk', 'rate', 'notes', 'vote', 'agree', 'review'] as const satisfies readonly StepKind[]
export type Addable = (typeof addable)[number]

const begun: Record<Addable | 'reveal', { title: string; minutes: number; say: string; see: string }> = {
  talk: { title: 'Tal sammen', minutes: 10, say: 'Tal sammen to og to. Del så med resten.', see: 'Tal sammen' },
  rate: {
    title: 'Svar hver for sig',
    minutes: 8,
    say: 'Svar i stilhed. Tænk på, hvordan det er hos jer nu.',
    see: 'Svar på din egen telefon'
  },
  reveal: { title: 'Se svarene', minutes: 10, say: 'Begynd med det, I ser ens. Tag så det, I ser forskelligt.', see: 'Hvor ser I det forskelligt?' },
  notes: { title: 'Skriv sedler', minutes: 10, say: 'Skriv én ting på hver seddel.', see: 'Skriv jeres forslag på sedler' },
  vote: { title: 'Sæt prikker', minutes: 5, say: 'Sæt prikker ved det, I vil arbejde med.', see: 'Hvad er vigtigst for jer?' },
  agree: { title: 'Lav en aftale', minutes: 15, say: 'Aftal, hvad I vil gøre, hvem der gør det, og hvornår.', see: 'Hvad vil I gøre?' },
  review: { title: 'Se på sidste aftale', minutes: 10, say: 'Gå jeres aftaler igennem. Hvad er sket?', see: 'Hvad blev der af det, I aftalte?' }
}

/** An id that no step has: "notes-2". */
function freeId({ steps }: Workshop, kind: StepKind): string {
  let n = 1
  while (steps.some(({ id }) => id === `${kind}-${n}`)) n++
  return `${kind}-${n}`
}

/**
 * The draft with a step of this kind before the last step. A vote is about the notes before it, else about the elements; a rating asks what the
 * instrument of this name holds. Where there is
 * none, no rating is added. Answers the new step's id too.
 */
export function addStep(draft: Draft, kind: Addable): { draft: Draft; id: string } {
  const { workshop } = draft
  const id = freeId(workshop, kind)
  const { say, ...words } = begun[kind]
  const instrument = Object.keys(workshop.instruments)[0]
  if (kind === 'rate' && instrument === undefined) return { draft, id: '' }
  const base = { id, ...words, say: [say], ifQuiet: '', prompts: [] }
  const notes = workshop.steps.filter(step => step.kind === 'notes' && !draft.out.includes(step.id)).at(-1)
  const options = workshop.elements.map(({ number, name }) => ({ id: `k${number}`, label: name, element: number }))
  const made: Record<Addable, () => Step[]> = {
    talk: () => [{ ...base, kind: 'talk', cards: false }],
    rate: () => [
      { ...base, kind: 'rate', instrument: instrument ?? '' },
      { ...begun.reveal, say: [begun.reveal.say], id: freeId(workshop, 'reveal'), ifQuiet: '', prompts: [], kind: 'reveal', of: id }
    ],
    notes: () => [{ ...base, kind: 'notes', lanes: [{ id: 'forslag', label: 'Forslag' }] }],
    vote: () => [{ ...base, kind: 'vote', dots: 3, ...(notes ? { options: [], from: notes.id } : { options }) }],
    agree: () => [{ ...base, kind: 'agree' }],
    review: () => [{ ...base, kind: 'review' }]
  }
  const last = Math.max(0, workshop.steps.length - 1)
  return {
    id,
    draft: { ...draft, workshop: { ...workshop, steps: [...workshop.steps.slice(0, last), ...made[kind](), ...workshop.steps.slice(last)] } }
  }
}
