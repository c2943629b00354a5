import { setImmediate as nextTurn } from 'node:timers/promises'
import * as Y from 'yjs'
import { setAnswer, setDone, setMe, setVote } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, editText, readWall, removeRecord, setField, textOf } from '../../src/documents/wall.ts'
import { type Random, randomFrom } from '../support/random.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'
import { Link, type World } from './link.ts'
import { type ServerLife, SharedDisk, startLife } from './server-life.ts'

type Person = { kind: 'facilitator' | 'participant' | 'screen'; links: Link[] }
/** What is left when the network has been whole for a while and nobody writes any more. */
export type Outcome = {
  links: Link[]
  /** What is stored of each document, by its name. */
  stored: Map<string, Y.Doc>
  settled: boolean
  failures: unknown[]
  lives: number
  /** How often a server was frozen for longer than its lease. */
  frozen: number
}

const PARTICIPANTS = 4
const letters = ['a', 'æ', 'ø ', 'tid', '👩🏽‍🏫', '\n']

class Meeting implements World {
  readonly random: Random
  now = 0
  servers: ServerLife[]
  board = ''
  lives = 1
  /** How often a board was taken from a server that was frozen. */
  frozen = 0
  readonly failures: unknown[] = []
  private readonly disk = new SharedDisk()
  private readonly people: Person[] = []
  private readonly events: { at: number; order: number; happens: () => void }[] = []
  private order = 0
  private clients = 100
  private records = 0
  private diskFails = 0

  constructor(seed: number) {
    this.random = randomFrom(seed)
    this.servers = [startLife(this.disk, this.random, 0), startLife(this.disk, this.random, 0)]
  }

  reach(): ServerLife {
    const { owner } = this.disk
    if (owner && !owner.ended && !owner.late) return owner
    return this.random.one(this.servers.filter(({ frozen }) => !frozen))
  }

  newClient(): number {
    // In no order, since Yjs breaks ties by the size of the id.
    return this.random.int(2 ** 20) * 4096 + ++this.clients
  }

  after(ms: number, happens: () => void): void {
    const event = { at: this.now + ms, order: this.order++, happens }
    let place = this.events.length
    while (place > 0 && (this.events[place - 1] as typeof event).at <= event.at) place--
    this.events.splice(place, 0, event)
  }

  get links(): Link[] {
    return this.people.flatMap(person => person.links)
  }

  async gather(): Promise<void> {
    const { boards } = this.reach()
    const settings = { privacy: 'private', minimum: 5, keepDays: 1 } as const
    const made = await boards.make({ title: 'Møde', workshop: testWorkshop, settings })
    this.board = made.board
    const add = (kind: Person['kind'], key: string, documents: string[]): void => {
      this.people.push({ kind, links: documents.map(document => new Link(this, document, key)) })
    }
    const shared = ['session', 'wall', 'results']
    // Two windows of the facilitator: the only two that write in one session.
    add('facilitator', made.keys.facilitator, shared)
    add('facilitator', made.keys.facilitator, shared)
    add('screen', made.keys.screen, shared)
    const access = await boards.access(made.board, made.keys.participant)
    for (let i = 0; i < PARTICIPANTS; i++) {
      const { participant, key } = await boards.addParticipant(access, {})
      add('participant', key, [...shared, `ballot.${participant}`])
    }
    for (const link of this.links) this.after(this.random.int(300), () => link.connect())
  }

  /** So many ms of a meeting in which everything happens that happens to phones, networks and servers. */
  async play(until: number): Promise<void> {
    this.diskFails = this.random.chance(0.5) ? 0.02 : 0
    for (const server of this.servers) await this.restart(server, 'kill')
    while (this.now < until) {
      if (this.random.chance(0.35)) this.act()
      if (this.random.chance(0.05)) this.trouble()
      if (this.random.chance(0.008)) await this.restart(this.random.one(this.servers), this.random.chance(0.6) ? 'kill' : 'stop')
      if (this.random.chance(0.01)) this.freeze(this.random.one(this.servers))
      await this.step(10)
    }
  }

  /** The network is whole again and the disk has room. */
  async heal(): Promise<boolean> {
    this.diskFails = 0
    for (const server of this.servers) await this.restart(server, 'stop')
    for (const link of this.links) {
      link.online = true
      link.connect()
    }
    for (let quiet = 0, steps = 0; steps < 2000; steps++) {
      await this.step(10)
      for (const { boards } of this.servers) await boards.idle()
      quiet = this.events.length === 0 && this.links.every(link => link.settled) ? quiet + 1 : 0
      if (quiet === 3) return true
    }
    return false
  }

  async stored(): Promise<Map<string, Y.Doc>> {
    const stored = new Map<string, Y.Doc>()
    for (const document of new Set(this.links.map(link => link.document))) {
      const doc = new Y.Doc()
      const participant = /^ballot\.(.+)$/.exec(document)?.[1]
      const ballot = participant === undefined ? null : await this.disk.storage.ballot(this.board, participant)
      const updates = participant === undefined ? await this.disk.storage.document(this.board, document as 'wall') : ballot ? [ballot] : []
      for (const update of updates) Y.applyUpdate(doc, update)
      stored.set(document, doc)
    }
    return stored
  }

  /** Lets so many ms pass: what is due happens, and the server gets turns of the loop meanwhile. */
  private async step(ms: number): Promise<void> {
    const end = this.now + ms
    for (let next = this.events.at(-1); next && next.at <= end; next = this.events.at(-1)) {
      this.events.pop()
      this.now = next.at
      next.happens()
      for (let turns = this.random.int(3); turns > 0; turns--) await nextTurn()
    }
    this.now = end
    await nextTurn()
  }

  private async restart(server: ServerLife, how: 'kill' | 'stop'): Promise<void> {
    await server.thaw()
    if (how === 'stop') await server.stop()
    else server.kill()
    this.failures.push(...server.failures)
    for (const link of this.links) if (link.isAt(server)) link.lost()
    this.lives++
    this.servers[this.servers.indexOf(server)] = startLife(this.disk, this.random, this.diskFails)
  }

  /** A server stands still, for less or more than its lease, while the other one goes on; its people are cut off when the lease is over. */
  private freeze(server: ServerLife): void {
    if (this.servers.some(({ frozen }) => frozen)) return
    server.freeze()
    const lease = 100 + this.random.int(200)
    this.after(lease, () => {
      if (!server.frozen || server.ended) return
      server.late = true
      this.frozen++
      for (const link of this.links) if (link.isAt(server)) link.lost()
    })
    this.after(this.random.int(600), () => void server.thaw())
  }

  private trouble(): void {
    const { random } = this
    const { links } = random.one(this.people)
    const link = random.one(links)
    const what = random.int(4)
    if (what === 0) link.reload(true)
    else if (what === 1) link.reload(false)
    else if (what === 2) {
      link.cut()
      this.after(random.int(100), () => link.connect())
    } else {
      // A phone in a lift: all of its documents at once, and for long.
      for (const each of links) {
        each.online = false
        each.cut()
      }
      this.after(200 + random.int(2000), () => {
        for (const each of links) {
          each.online = true
          each.connect()
        }
      })
    }
  }

  /** Somebody does something, whether the network is there or not. */
  private act(): void {
    const { random } = this
    const person = random.one(this.people.filter(({ kind }) => kind !== 'screen'))
    const doc = (document: string): Y.Doc => (person.links.find(link => link.document.startsWith(document)) as Link).doc
    if (random.chance(0.6)) this.writeWall(doc('wall'))
    else if (person.kind === 'facilitator') {
      const step = random.one(testWorkshop.steps).id
      const reveal = random.chance(0.2) ? { reveal: { step: random.one(['svar', 'stem', 'vaelg']), split: null } } : {}
      steer(doc('session'), 'vindue', { step, clock: random.chance(0.5) ? { endsAt: this.now } : null, ...reveal })
    } else {
      const ballot = doc('ballot')
      setMe(ballot, { side: random.one(['skole', 'oplaering']), role: 'udfoerende' })
      setAnswer(ballot, 'svar', random.one(['K1', 'K2']), random.chance(0.1) ? undefined : random.int(5))
      if (random.chance(0.3)) setVote(ballot, 'vaelg', random.one(['A', 'B']), random.chance(0.7))
      if (random.chance(0.3)) setDone(ballot, random.one(['svar', 'vaelg']), random.chance(0.8))
    }
  }

  private writeWall(wall: Y.Doc): void {
    const { random } = this
    const { notes } = readWall(wall)
    if (notes.length === 0 || random.chance(0.2)) {
      addRecord(wall, 'notes', `n${++this.records}`, { step: 'sedler', lane: 'hjaelper' }, { text: random.one(letters) })
      return
    }
    const { id, text } = random.one(notes)
    const what = random.int(10)
    if (what === 0) removeRecord(wall, 'notes', id)
    else if (what === 1) setField(wall, 'notes', id, 'lane', random.one(['hjaelper', 'spaerrer']))
    else {
      const shared = textOf(wall, 'notes', id, 'text')
      const characters = [...text]
      characters.splice(random.int(characters.length + 1), random.int(3), random.one(letters))
      if (shared) editText(shared, characters.join(''))
    }
  }
}

/** Plays one meeting to its end and waits until all is quiet. The same seed plays the same meeting. */
export async function simulate(seed: number, ms: number): Promise<Outcome> {
  const meeting = new Meeting(seed)
  await meeting.gather()
  await meeting.play(ms)
  const settled = await meeting.heal()
  const { links, failures, lives, frozen, servers } = meeting
  const outcome = {
    links,
    stored: await meeting.stored(),
    settled,
    failures: [...failures, ...servers.flatMap(server => server.failures)],
    lives,
    frozen
  }
  for (const server of servers) await server.stop()
  await until(() => servers.every(({ ended }) => ended), 'the servers to end')
  return outcome
}
