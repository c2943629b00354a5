import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Answer } from '../../src/core/ballot/ballot.ts'
import { MESSAGE_SAVED } from '../../src/core/board/api.ts'
import { voteOptions } from '../../src/core/workshop/steps.ts'
import type { ElementNumber, NotesStep, RateStep, Side, Step, StepKind, StepOf, VoteStep, Workshop } from '../../src/core/workshop/workshop.ts'
import { setAnswer, setDone, setMe, setVote } from '../../src/documents/ballot.ts'
import { readSteering } from '../../src/documents/session.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'

/** A note that somebody will hang up: in which of the step's lanes, from 0, and what it says. */
export type PlannedNote = { lane: number; text: string }
/** Where a plausible participant sits, and what they tend to answer: a step of the scale from 0 to 1 for each element. */
export type Temper = {
  side: Side
  leaning: Record<ElementNumber, number>
  notes: PlannedNote[]
  /** False with Dialogkort, where nobody is asked for answers or dots. */
  asked: boolean
}

/** A number from 0 to 1, anew at each call. */
export type Chance = () => number
const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * A person with a phone, over the same wire as a real one: waits for the facilitator, answers when a step of rating
 * opens, hangs up notes, places dots. Never steers. `pace` 1 is a person's, less is faster. Ends with `leave`.
 */
export async function sitDown(
  at: { origin: string; board: string; participant: string; key: string },
  { side, leaning, notes, asked }: Temper,
  chance: Chance,
  pace: number
): Promise<{ leave(): void }> {
  const open = (document: string): { doc: Y.Doc; provider: WebsocketProvider } => {
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`${at.origin.replace(/^http/, 'ws')}/sync/${at.board}`, document, doc, {
      protocols: ['pejling', at.key],
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true
    })
    provider.awareness.setLocalState(null)
    // Nobody here asks whether it is saved.
    provider.messageHandlers[MESSAGE_SAVED] = () => undefined
    return { doc, provider }
  }
  const session = open('session')
  const wall = open('wall')
  const ballot = open(`ballot.${at.participant}`)
  const all = [session, wall, ballot]
  await Promise.all(all.map(({ provider }) => new Promise<void>(resolve => provider.once('sync', () => resolve()))))

  const begun = new Set<string>()
  let left = false
  const isNow = (workshop: Workshop, step: Step): boolean => !left && readSteering(session.doc, workshop).step === step.id
  const isOpen = (workshop: Workshop, step: Step): boolean => !left && !(step.id in readSteering(session.doc, workshop).revealed)
  const hesitate = (from: number, to: number): Promise<void> => pause(pace * (from + chance() * (to - from)))

  async function rate(workshop: Workshop, step: RateStep): Promise<void> {
    const instrument = workshop.instruments[step.instrument]
    const sits = workshop.sides.find(({ id }) => id === side) ?? workshop.sides[0]
    const role = workshop.roles[0]
    if (!instrument) return
    setMe(ballot.doc, { ...(sits ? { side: sits.id } : {}), ...(role ? { role: role.id } : {}) })
    for (const item of instrument.items) {
      await hesitate(900, 3500)
      if (!isOpen(workshop, step)) return
      setAnswer(ballot.doc, step.id, item.id, opinion(leaning[item.element], instrument.scale.length, chance))
    }
    setDone(ballot.doc, step.id, true)
  }

  async function hangUp(workshop: Workshop, step: NotesStep): Promise<void> {
    for (const { lane: at, text } of notes) {
      await hesitate(2000, 9000)
      const lane = step.lanes[at % step.lanes.length]
      if (!isNow(workshop, step) || !lane) return
      addRecord(wall.doc, 'notes', crypto.randomUUID(), { step: step.id, lane: lane.id }, { text })
    }
  }

  async function placeDots(workshop: Workshop, step: VoteStep): Promise<void> {
    await hesitate(1500, 8000)
    const need = (element?: ElementNumber): number => (element ? 1 - leaning[element] : 0.5) + chance() * 0.5
    const options = voteOptions(step, readWall(wall.doc).notes)
      .map(({ id, element }) => ({ id, need: need(element) }))
      .toSorted((a, b) => b.need - a.need)
    for (const { id } of options.slice(0, step.dots)) {
      if (!isOpen(workshop, step)) return
      setVote(ballot.doc, step.id, id, true)
      await hesitate(600, 2000)
    }
    if (isOpen(workshop, step)) setDone(ballot.doc, step.id, true)
  }

  /** What a person does in each kind of step; null where they only talk. */
  const acts: { [Kind in StepKind]: ((workshop: Workshop, step: StepOf<Kind>) => Promise<void>) | null } = {
    talk: null,
    rate: asked ? rate : null,
    reveal: null,
    notes: hangUp,
    vote: asked ? placeDots : null,
    agree: null,
    review: null,
    close: null
  }

  const answer = await fetch(`${at.origin}/api/boards/${at.board}/workshop`, { headers: { authorization: `Bearer ${at.key}` } })
  if (!answer.ok) throw new Error(`The board's workshop was answered with ${answer.status}`)
  const workshop = (await answer.json()) as Workshop

  function look(): void {
    const now = readSteering(session.doc, workshop).step
    const step = workshop.steps.find(({ id }) => id === now)
    if (!step || begun.has(step.id)) return
    begun.add(step.id)
    ;(acts[step.kind] as ((workshop: Workshop, step: Step) => Promise<void>) | null)?.(workshop, step)
  }
  session.doc.on('update', look)
  look()

  return {
    leave() {
      left = true
      for (const { provider } of all) provider.destroy()
    }
  }
}

/** An answer near what the person leans to; now and then "ved ikke". */
function opinion(leaning: number, steps: number, chance: Chance): Answer {
  if (chance() < 0.06) return 'unknown'
  const near = leaning * (steps - 1) + (chance() + chance() - 1) * 1.2
  return Math.min(steps - 1, Math.max(0, Math.round(near)))
}
