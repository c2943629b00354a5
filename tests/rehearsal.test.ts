import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Ballot } from '../src/core/ballot/ballot.ts'
import { patternOf } from '../src/core/figures/pattern.ts'
import { distributionOf } from '../src/core/figures/scale.ts'
import { answersOf, countVotes } from '../src/core/figures/tally.ts'
import { coachLine, type RehearsalPlace } from '../src/core/rehearsal/coach.ts'
import { noteSentences } from '../src/core/rehearsal/note-sentences.ts'
import { playedPeople, seatOf } from '../src/core/rehearsal/people.ts'
import { plannedAnswers, playedPatterns } from '../src/core/rehearsal/planned-answers.ts'
import { plannedDots } from '../src/core/rehearsal/planned-dots.ts'
import { plannedNote } from '../src/core/rehearsal/planned-notes.ts'
import type { Pattern } from '../src/core/workshop/answer-words.ts'
import { voteOptions } from '../src/core/workshop/steps.ts'
import { type Privacy, stepKinds } from '../src/core/workshop/workshop.ts'
import { variants } from '../src/schemas/compile-workshop.ts'
import { heavy } from '../src/schemas/lix.ts'
import { readContent } from '../src/schemas/read-content.ts'
import { danishSpeller, misspelt } from './support/house/spelling.ts'

const root = join(import.meta.dirname, '..')
const read = readContent(root)
if (!read.ok) throw new Error('The content has faults')
const workshops = read.content.workshops.flatMap(({ template }) => variants(template))
/** Agreement is one thing to talk about, at whatever level. */
const kind = (pattern: Pattern): string => pattern.replace(/^agree-.+/, 'agree')

describe('the rehearsal of each drejebog, with each choice', () => {
  it('brings up every pattern that its answers have, among the elements or the statements', () => {
    let rated = 0
    for (const workshop of workshops)
      for (const step of workshop.steps) {
        const instrument = step.kind === 'rate' && step.again === undefined ? workshop.instruments[step.instrument] : undefined
        if (!instrument) continue
        rated++
        const ballots = playedPeople.map((person): Ballot => {
          const answers = { [step.id]: plannedAnswers(instrument, person) }
          return { ...seatOf(workshop, person), answers, votes: {}, done: [] }
        })
        const people = answersOf(ballots, step.id, instrument)
        const steps = instrument.scale.length
        const of = (each: (person: (typeof people)[number]) => unknown) =>
          kind(patternOf(distributionOf(people.map(each).filter(answer => answer !== undefined) as number[], steps)))
        const elements = [...new Set(instrument.items.map(item => item.element))]
        const inElements = elements.map(element => of(person => person.elements.get(element)))
        const inItems = instrument.items.map(({ id }) => of(person => person.items.get(id)))
        const seen = new Set(elements.length >= 6 ? inElements : inItems)
        const all = new Set(playedPatterns(instrument).map(kind))
        const places = elements.length >= 6 ? elements.length : instrument.items.length
        if (places >= all.size) expect([...seen].toSorted(), `${workshop.slug} ${instrument.title}`).toEqual([...all].toSorted())
        else expect(seen.size, `${workshop.slug} ${instrument.title}`).toBe(places)
      }
    expect(rated).toBeGreaterThan(9)
  })

  it('hangs up eight notes of its own in every lane of its walls, and gives dots to more than one of them', () => {
    for (const workshop of workshops) {
      const notes = workshop.steps.flatMap(step =>
        step.kind === 'notes'
          ? playedPeople.flatMap(person => {
              const note = plannedNote(workshop, step, person)
              return note ? [{ id: `${step.id}-${person}`, step: step.id, ...note }] : []
            })
          : []
      )
      for (const step of workshop.steps) {
        if (step.kind === 'notes') {
          const own = notes.filter(note => note.step === step.id)
          expect(own, `${workshop.slug} ${step.id}`).toHaveLength(playedPeople.length)
          expect(new Set(own.map(({ text }) => text)).size).toBe(own.length)
          expect(new Set(own.map(({ lane }) => lane))).toEqual(new Set(step.lanes.map(({ id }) => id)))
          for (const { id } of step.lanes) expect(noteSentences, `${workshop.slug}: lane ${id}`).toHaveProperty([id])
        } else if (step.kind === 'vote') {
          const options = voteOptions(step, notes, workshop)
          const votes = playedPeople.map(person => plannedDots(options, step.dots, person))
          const ballots = votes.map((own): Ballot => ({ answers: {}, votes: { [step.id]: own }, done: [] }))
          const ids = options.map(({ id }) => id)
          const { voters, dots } = countVotes(ballots, step.id, step.dots, ids)
          expect(voters, workshop.slug).toBe(playedPeople.length)
          for (const own of votes) expect(new Set(own).size).toBe(Math.min(step.dots, options.length))
          const most = Object.values(dots).toSorted((a, b) => b - a)
          expect(most[0], workshop.slug).toBeGreaterThan(most[1] ?? 0)
          expect(most[1]).toBeGreaterThan(0)
        }
      }
    }
  })

  it('writes first steps of the elements in lanes that nothing is kept ready for', () => {
    const [workshop] = workshops
    const step = workshop?.steps.find(each => each.kind === 'notes')
    if (!workshop || step?.kind !== 'notes') throw new Error('No notes')
    const own = { ...step, lanes: [{ id: 'vores-egen', label: 'Vores egen' }] }
    const texts = playedPeople.map(person => plannedNote(workshop, own, person)?.text)
    const firstSteps = workshop.elements.flatMap(element => element.firstSteps)
    expect(texts.filter(text => text !== undefined && firstSteps.includes(text)).length).toBeGreaterThan(3)
    expect(plannedNote(workshop, { ...step, lanes: [] }, 0)).toBeNull()
  })
})

it('what played people write, and what is said to the facilitator, is plain Danish', async () => {
  const right = await danishSpeller(root)
  const places: RehearsalPlace[] = [
    { at: 'lobby' },
    { at: 'closed' },
    ...Object.keys(stepKinds).flatMap(at =>
      (['private', 'open', 'cards'] satisfies Privacy[]).flatMap(privacy => [true, false].map(shown => ({ at, privacy, shown }) as RehearsalPlace))
    )
  ]
  const lines = [...new Set(places.map(coachLine))]
  const texts = [...Object.values(noteSentences).flat(), ...lines]
  expect(texts.flatMap(text => misspelt(text, right))).toEqual([])
  for (const line of lines) expect(heavy({}, line), line).toEqual([])
  for (const text of Object.values(noteSentences).flat()) expect(text.length, text).toBeLessThan(60)
})
