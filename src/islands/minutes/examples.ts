import type { Wall } from '../../core/agreement/wall.ts'
import type { PublishedVote } from '../../core/figures/results.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import type { NotesStep, VoteStep, Workshop } from '../../core/workshop/workshop.ts'
import { minutesOf } from '../../steps/minutes.ts'
import { type Example, eighteen, splitInTwo, twelve } from '../picture/examples.ts'

/** Named examples of minutes, made as a server makes them: documentation, fixtures and print cases at once. */

const plain = { minutes: 10, say: [], ifQuiet: '', see: '', prompts: [] }
const notes: NotesStep = {
  ...plain,
  id: 'noter',
  kind: 'notes',
  title: 'Hvad ligger bag?',
  lanes: [
    { id: 'hjaelper', label: 'Hjælper' },
    { id: 'i-vejen', label: 'Står i vejen' }
  ]
}
const vote = (workshop: Workshop): VoteStep => ({
  ...plain,
  id: 'valg',
  kind: 'vote',
  title: 'Vælg med to prikker',
  dots: 2,
  options: workshop.elements.map(({ number, name }) => ({ id: `e${number}`, label: name, element: number }))
})
const voted: PublishedVote = { kind: 'vote', voters: 12, dots: { e1: 3, e2: 9, e3: 7, e4: 1, e5: 4, e6: 0 } }

const empty: Wall = { notes: [], focus: [], actions: [], reviews: [] }
const wall: Wall = {
  notes: [
    { id: 'n1', step: 'noter', lane: 'hjaelper', text: 'Et fast møde mellem skole og oplæring om de elever, der skifter sted' },
    { id: 'n2', step: 'noter', lane: 'hjaelper', text: 'Én fast kontaktlærer' },
    { id: 'n3', step: 'noter', lane: 'i-vejen', text: 'Vagtplanen kommer for sent' }
  ],
  focus: [
    {
      id: 'f1',
      element: 2,
      want: 'Skole og oplæring mødes om hver elev, før eleven skifter sted',
      sign: 'Eleven skal ikke selv bære beskeder mellem skole og oplæring',
      followUp: '2027-03-10',
      replyHow: 'Vi fortæller det på klassemødet',
      replyWho: 'Kontaktlæreren',
      replyWhen: 'fredag den 12. marts 2027 (uge 10)'
    },
    {
      id: 'f2',
      element: 3,
      want: 'Vejledning har fast tid i planen',
      sign: 'Eleven ved, hvornår næste vejledning er',
      followUp: '2027-03-10',
      replyHow: '',
      replyWho: '',
      replyWhen: ''
    }
  ],
  actions: [
    { id: 'a1', focus: 'f1', what: 'Sæt tre møder i kalenderen', who: 'Skolens uddannelsesleder og uddannelseskonsulenten', when: 'uge 50' },
    { id: 'a2', focus: 'f1', what: 'Skriv én side om, hvad vi fortæller hinanden', who: 'Konsulenten', when: '10. januar' },
    { id: 'a3', focus: 'f2', what: 'Skriv vejledningstimen ind i planen for fire uger', who: 'Lederne i ældreplejen', when: 'uge 2' }
  ],
  reviews: [
    { id: 'r1', what: 'Velkomstbrev til nye elever', status: 'gjort', decision: null, note: 'Sendes nu to uger før start' },
    {
      id: 'r2',
      what: 'Besøg på oplæringsstederne',
      status: 'i-gang',
      decision: 'skru',
      note: '',
      from: {
        area: 'f0',
        element: 2,
        want: 'Vi kender hinandens hverdag',
        sign: 'Eleven hører det samme to steder',
        who: 'Konsulenten',
        when: 'uge 40'
      }
    }
  ]
}

const made = (example: Example, written: Wall, closed = true): Minutes =>
  minutesOf({
    title: 'LUU-møde i november',
    made: '2026-11-23T09:00:00Z',
    expires: '2027-02-21T09:00:00Z',
    closed,
    workshop: { ...example.workshop, steps: [...example.workshop.steps, notes, vote(example.workshop)] },
    results: {
      settings: { privacy: 'private', minimum: 5, keepDays: 90 },
      people: 12,
      answered: 12,
      closed: closed ? { destroyed: 12 } : null,
      progress: {},
      previews: {},
      published: written === empty ? {} : { vurdering: example.published, valg: voted }
    },
    wall: written
  })

export const wholeMeeting = made(twelve, wall)
export const withSplit = made(splitInTwo, wall)
export const withStatements = made(eighteen, wall)
export const stillOpen = made(twelve, wall, false)
export const nothingWritten = made(twelve, empty)
