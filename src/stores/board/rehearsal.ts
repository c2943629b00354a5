import { atom, type ReadableAtom } from 'nanostores'
import { PLAYED_PEOPLE } from '../../core/board/settings.ts'
import { seatOf } from '../../core/rehearsal/people.ts'
import { plannedAnswers } from '../../core/rehearsal/planned-answers.ts'
import { plannedDots } from '../../core/rehearsal/planned-dots.ts'
import { plannedNote } from '../../core/rehearsal/planned-notes.ts'
import { currentStep, isFrozen, voteOptions } from '../../core/workshop/steps.ts'
import type { NotesStep, RateStep, Step, VoteStep } from '../../core/workshop/workshop.ts'
import { addRecord } from '../../documents/wall.ts'
import { api } from '../../sync/api.ts'
import { answer, chooseSide, finish, placeDot } from './acts.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'
import { pacedActs } from './paced-acts.ts'
import { forgetPlayed, keepPlayed, readPlayed } from './played-seats.ts'

/** ms from one person's coming to the next, from a step's beginning to the first act in it, and from one person's act to the next. */
const PACE = { join: 900, first: 2_000, next: 1_300, again: 4_000 }

/** A rehearsal as its page sees it. */
export type Rehearsal = {
  /** How many have come. */
  people: ReadableAtom<number>
  /** How many have still to come, or to act in the step that is on. */
  waiting: ReadableAtom<number>
  /** Whether another tab plays them: its keys are not known here. */
  elsewhere: ReadableAtom<boolean>
  /** Lets all do now what they would do in a while. */
  hurry: () => void
  stop: () => void
}

/**
 * Plays eight people in a rehearsal, in its facilitator's page: they join while people join, and answer, write and vote in the step that is on, as
 * core/rehearsal has planned. Their ballots are opened here with keys of their own, over the same wire as anybody's.
 */
export function playRehearsal(board: Board): Rehearsal {
  const { board: id } = board.info.get()
  const { workshop, steering, results, wall, closed, settings } = board
  const paced = pacedActs()
  const people = atom(0)
  const elsewhere = atom(false)
  const handles: BallotHandle[] = []
  const kept = readPlayed(id)
  const played = kept ?? { seats: [], written: [] }
  let stopped = false
  let coming = false
  let rushed = false

  const stepNow = (): Step | undefined => {
    const now = steering.get()
    return now?.by && !closed.get() ? currentStep(workshop, now) : undefined
  }
  const asked = (step: Step): boolean => settings.get().privacy !== 'cards' && !isFrozen(steering.get(), results.get(), step.id)

  /** Writes in one ballot, as one change: a person who answers 130 statements at once must not be cut off for sending too fast. */
  const fill = (handle: BallotHandle, step: Step, write: () => void) =>
    handle.doc.transact(() => {
      write()
      finish(handle, step.id, true)
    })

  function rate(step: RateStep, handle: BallotHandle, person: number): void {
    const instrument = workshop.instruments[step.instrument]
    if (!instrument || !asked(step)) return
    fill(handle, step, () => {
      for (const [item, value] of Object.entries(plannedAnswers(instrument, person, step.again !== undefined))) answer(handle, step.id, item, value)
    })
  }
  function vote(step: VoteStep, handle: BallotHandle, person: number): void {
    const options = voteOptions(step, wall.get().notes, workshop)
    if (options.length === 0 || !asked(step)) return
    fill(handle, step, () => {
      for (const option of plannedDots(options, step.dots, person)) placeDot(handle, step.id, option, true)
    })
  }
  function write(step: NotesStep, person: number): void {
    const note = plannedNote(workshop, step, person)
    const doc = board.documents.wall()
    const name = `${step.id}-${person}`
    if (!note || !doc || played.written.includes(name)) return
    played.written.push(name)
    keepPlayed(id, played)
    // The same id in a tab that was doubled: then it is the same note.
    addRecord(doc, 'notes', `played-${name}`, { step: step.id, lane: note.lane }, { text: note.text })
  }

  const isDone = (step: Step, handle: BallotHandle, person: number): boolean =>
    step.kind === 'notes' ? played.written.includes(`${step.id}-${person}`) : handle.ballot.get().done.includes(step.id)

  function act(step: Step, handle: BallotHandle, person: number): void {
    // A step that was left meanwhile is taken up again when it is gone back to.
    if (stepNow()?.id !== step.id) return
    if (step.kind === 'rate') rate(step, handle, person)
    else if (step.kind === 'vote') vote(step, handle, person)
    else if (step.kind === 'notes') write(step, person)
  }

  /** Lets those who are here act in the step that is on. */
  function look(): void {
    const step = stepNow()
    if (!step || (step.kind !== 'notes' && step.kind !== 'rate' && step.kind !== 'vote')) return
    if (step.kind !== 'notes' && !asked(step)) return
    for (const [person, handle] of handles.entries())
      if (!isDone(step, handle, person)) paced.later(`${step.id}-${person}`, PACE.first + person * PACE.next, () => act(step, handle, person))
  }

  function sit(made: Parameters<Board['seats']['open']>[0]): void {
    const person = handles.length
    const handle = board.seats.open(made)
    handles.push(handle)
    if (settings.get().privacy !== 'cards') chooseSide(handle, seatOf(workshop, person))
    people.set(handles.length)
    look()
  }

  /** One more comes, and then the next. */
  async function come(): Promise<void> {
    let pause = rushed ? 0 : PACE.join
    coming = true
    try {
      const made = await api.makeParticipant(id, board.key)
      if (stopped) return
      played.seats.push(made)
      keepPlayed(id, played)
      sit(made)
    } catch {
      // Without a connection they come later.
      pause = PACE.again
    }
    coming = false
    wait(pause)
  }
  const wait = (pause: number) => {
    if (!stopped && !coming && !closed.get() && handles.length < PLAYED_PEOPLE) paced.later('come', pause, () => void come())
  }

  let begun = false
  const begin = () => {
    const now = results.get()
    if (begun || !now || closed.get()) return
    begun = true
    for (const made of played.seats) sit(made)
    elsewhere.set(kept === null && now.people >= PLAYED_PEOPLE)
    if (!elsewhere.get()) wait(PACE.join)
  }
  const end = (isClosed: boolean) => {
    if (!isClosed) return
    paced.clear()
    forgetPlayed(id)
  }

  let at: string | undefined
  const onStep = () => {
    const step = stepNow()?.id
    if (step !== at) paced.clear()
    at = step
    begin()
    if (begun && !elsewhere.get()) wait(PACE.join)
    look()
  }
  const ends = [steering.subscribe(onStep), results.subscribe(onStep), closed.subscribe(end)]

  return {
    people,
    waiting: paced.waiting,
    elsewhere,
    hurry() {
      rushed = true
      paced.hurry()
    },
    stop() {
      stopped = true
      paced.clear()
      for (const stop of ends) stop()
    }
  }
}
