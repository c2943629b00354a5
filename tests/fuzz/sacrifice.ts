import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { readBallot, setAnswer } from '../../src/documents/ballot.ts'
import { roots } from '../../src/documents/form.ts'
import { readResults } from '../../src/documents/results.ts'
import { readSteering } from '../../src/documents/session.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import type { UnderAttack } from '../support/hostile/under-attack.ts'
import { syncFrame } from '../support/server/clients.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'
import { FIRST_VICTIM, VICTIMS } from './attacks.ts'
import { difference } from './difference.ts'
import { marksIn, type Target } from './parts.ts'

type Kind = Target['kind']
type Document = { name: string; kind: Kind /** That opens it to be read. */; key: string }

/** A board with something in each document. Of its three people the attackers have the keys of the first two; the third has written the wall. */
export class Sacrifice {
  readonly board: MadeBoard
  readonly people: MadeParticipant[]
  readonly documents: Document[]
  /** What the attackers were told is saved, of each document by name: the clock behind each client's last struct, and what is deleted. */
  readonly told = new Map<string, { clocks: Map<number, number>; deletes: [client: number, clock: number, length: number][] }>()
  /** Attacks that were refused, by number. */
  readonly refused = new Set<number>()
  private readonly attacked: UnderAttack
  private witnesses: Witness[] = []

  private constructor(attacked: UnderAttack, board: MadeBoard, people: MadeParticipant[]) {
    this.attacked = attacked
    this.board = board
    this.people = people
    this.documents = [
      ...(['wall', 'session', 'results'] as const).map(kind => ({ name: kind, kind, key: board.keys.screen })),
      ...people.map(({ participant, key }): Document => ({ name: `ballot.${participant}`, kind: 'ballot', key }))
    ]
  }

  static async make(attacked: UnderAttack): Promise<Sacrifice> {
    const board = await attacked.make()
    const people = [await attacked.participant(board), await attacked.participant(board), await attacked.participant(board)]
    const write = async (document: string, key: string, updates: Uint8Array[]): Promise<void> => {
      const raw = await attacked.open(board, document, key)
      for (const update of updates) raw.send(syncFrame(2, update))
      await until(() => raw.received.some(frame => frame[0] === 100 && frame[1] === 0 && frame[2] === updates.length), `${document} to be saved`)
      raw.stop()
    }
    const by = (client: number, change: (doc: Y.Doc) => void): Uint8Array => {
      const doc = new Y.Doc()
      doc.clientID = client
      change(doc)
      return Y.encodeStateAsUpdate(doc)
    }
    const notes = Array.from({ length: VICTIMS }, (_, i) =>
      by(FIRST_VICTIM + i, doc => addRecord(doc, 'notes', `victim${i}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'Min seddel' }))
    )
    await write('wall', (people[2] as MadeParticipant).key, notes)
    for (const { participant, key } of people) {
      const answers = (client: number) => by(client, doc => [1, 2, 3].map(i => setAnswer(doc, 'svar', `K${i}`, 3)))
      await write(`ballot.${participant}`, key, [answers(FIRST_VICTIM), answers(FIRST_VICTIM + 1)])
    }
    await write('session', board.keys.facilitator, [by(FIRST_VICTIM, doc => steer(doc, 'w', { step: 'svar' }))])
    const made = new Sacrifice(attacked, board, people)
    made.witnesses = await Promise.all(made.documents.map(document => Witness.of(attacked, board, document)))
    return made
  }

  /** Of some documents, or all, the bytes that someone gets who comes now. */
  async states(names = this.documents.map(({ name }) => name)): Promise<string> {
    const states: string[] = []
    for (const { name, key } of this.documents) if (names.includes(name)) states.push(Buffer.from(await this.load(name, key)).toString('base64'))
    return states.join('\n')
  }

  /** What is wrong with the documents for those who have been there all the time, and for someone who comes now. */
  async troubles(): Promise<string[]> {
    const troubles: string[] = []
    for (const [i, { name, kind, key }] of this.documents.entries()) {
      try {
        const bytes = await this.load(name, key)
        const doc = new Y.Doc()
        Y.applyUpdate(doc, bytes)
        troubles.push(...troublesIn(doc, kind), ...this.untrue(doc, name))
        const marks = marksIn(bytes)
        const witness = this.witnesses[i] as Witness
        troubles.push(...(await witness.troubles(doc)))
        for (const mark of [...marks, ...witness.marks])
          if (this.refused.has(mark)) troubles.push(`Attack ${mark} was refused, and stands in a ${kind} or was sent to others`)
      } catch (error) {
        troubles.push(`A ${kind} can no longer be loaded: ${error instanceof Error ? error.message : error}`)
      }
    }
    return troubles
  }

  stop(): void {
    for (const witness of this.witnesses) witness.stop()
  }

  /** What was told to be saved, and is not there. */
  private untrue(doc: Y.Doc, name: string): string[] {
    const told = this.told.get(name)
    const lost: string[] = []
    for (const [client, clock] of told?.clocks ?? []) {
      if (Y.getState(doc.store, client) < clock)
        lost.push(`Something of client ${client} up to ${clock} was told to be saved, and is not in a ${name.slice(0, 6)}`)
    }
    for (const [client, clock, length] of told?.deletes ?? []) {
      const structs = doc.store.clients.get(client) ?? []
      if (structs.some(({ id, length: its, deleted }) => !deleted && id.clock < clock + length && id.clock + its > clock))
        lost.push(`A deletion of client ${client} at ${clock} was told to be saved, and is not in a ${name.slice(0, 6)}`)
    }
    return lost
  }

  private async load(name: string, key: string): Promise<Uint8Array> {
    const raw = await this.attacked.open(this.board, name, key)
    const answers = () => raw.received.filter(frame => frame[0] === 0 && frame[1] === 1)
    // Who comes first may get it in pieces; who asks again, whole.
    for (const count of [1, 2]) {
      raw.send(syncFrame(0, Uint8Array.of(0)))
      await until(() => answers().length === count || raw.closed !== null, `${name} to be loaded`, 20_000)
    }
    raw.stop()
    const frame = answers().at(-1)
    if (!frame || raw.closed !== null) throw new Error(`${name} was refused with ${raw.closed}`)
    return updateIn(frame)
  }
}

function updateIn(frame: Uint8Array): Uint8Array {
  const decoder = createDecoder(frame)
  readVarUint(decoder)
  readVarUint(decoder)
  return readVarUint8Array(decoder)
}

function troublesIn(doc: Y.Doc, kind: Kind): string[] {
  const troubles: string[] = []
  if (doc.store.pendingStructs || doc.store.pendingDs) troubles.push(`A ${kind} is sent with something pending`)
  if (kind === 'wall') readWall(doc)
  else if (kind === 'session') readSteering(doc, testWorkshop)
  else if (kind === 'results') readResults(doc)
  else readBallot(doc)
  for (const root of doc.share.keys()) if (!Object.hasOwn(roots[kind], root)) troubles.push(`A ${kind} has a root "${root}"`)
  const again = new Y.Doc()
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc))
  const passedOn = difference(doc, again, kind)
  if (passedOn) troubles.push(`A ${kind} is not the same when it is passed on: ${passedOn}`)
  return troubles
}

/** Somebody who has had the document open from before the first attack, and lays what is sent as it comes. */
class Witness {
  /** Of the attacks whose marks it was sent. */
  readonly marks = new Set<number>()
  private readonly doc = new Y.Doc()
  private readonly kind: Kind
  private readonly socket: WebSocket
  private closed: number | null = null
  private trouble: string | null = null
  private synced = false

  private constructor(socket: WebSocket, kind: Kind) {
    this.socket = socket
    this.kind = kind
    socket.on('open', () => socket.send(syncFrame(0, Uint8Array.of(0))))
    socket.on('error', () => undefined)
    socket.on('close', code => (this.closed = code))
    socket.on('message', data => this.hear(data as Buffer))
  }

  static async of(attacked: UnderAttack, { board }: MadeBoard, { name, kind, key }: Document): Promise<Witness> {
    const witness = new Witness(new WebSocket(`ws://127.0.0.1:${attacked.port}/sync/${board}/${name}`, ['pejling', key]), kind)
    await until(() => witness.synced, 'the witness')
    return witness
  }

  /** `fresh`: the document as someone gets it who comes now. */
  async troubles(fresh: Y.Doc): Promise<string[]> {
    const { doc, kind } = this
    if (this.closed !== null) return [`Somebody at a ${kind} was sent away with ${this.closed}`]
    if (this.trouble !== null) return [this.trouble]
    const vector = Buffer.from(Y.encodeStateVector(fresh))
    await until(() => Buffer.compare(Buffer.from(Y.encodeStateVector(doc)), vector) === 0, `somebody at a ${kind} to hear of everything`).catch(
      () => undefined
    )
    if (doc.store.pendingStructs || doc.store.pendingDs) return [`Somebody at a ${kind} has something pending`]
    const other = difference(doc, fresh, kind)
    return other ? [`Who was at a ${kind} all the time has another than who comes now: ${other}`] : []
  }

  stop(): void {
    this.socket.removeAllListeners('close')
    this.socket.terminate()
  }

  private hear(frame: Buffer): void {
    if (frame[0] !== 0 || frame[1] === 0) return
    try {
      const update = updateIn(frame)
      Y.applyUpdate(this.doc, update)
      for (const mark of marksIn(update)) this.marks.add(mark)
      this.synced = true
    } catch (error) {
      this.trouble ??= `Somebody at a ${this.kind} was sent what cannot be applied: ${error instanceof Error ? error.message : error}`
    }
  }
}
