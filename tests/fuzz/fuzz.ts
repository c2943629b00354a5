import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { neighbourOn, STALL } from '../support/hostile/neighbour.ts'
import { type UnderAttack, underAttack } from '../support/hostile/under-attack.ts'
import type { Random } from '../support/random.ts'
import { isLongRun } from '../support/run/long-run.ts'
import { until } from '../support/server/until.ts'
import { attack, type Outcome, type Tell } from './attacker.ts'
import { attacksOn, BLOCK, type FrameKind, frameKinds } from './attacks.ts'
import type { Target } from './parts.ts'
import { randomFor } from './random.ts'
import { request, requestBytes } from './requests.ts'
import { Sacrifice } from './sacrifice.ts'

/**
 * Sends mutated frames, HTTP requests and valid-looking Yjs updates at a running server, and finds out whether anybody else
 * notices: see the promises in `fuzz`. `node tests/fuzz/fuzz.ts --seed N --count N`; ends with 1 where one was broken.
 *
 * An attack's bytes follow from the seed and its number alone, so a part of a run is sent again by `--from N --count N`.
 * What it meets depends on what others have written by then: attacks that only together break something come again with
 * the whole round that they were in, `--from` a multiple of 10000.
 */

/** Attackers at once, and attacks on a set of boards before a new one is made: documents that are full take nothing more. */
const ATTACKERS = 12
const ROUND = 10_000
/** Of a hundred blocks so many are HTTP requests. */
const HTTP = 4
const REQUESTS_AT_ONCE = 8
/** Growth of the heap that is still there when all have left, MB. Seen: 35 behind the first round, 34 behind a million attacks. */
const GROWTH = 10
/** Of a look at one message: see Verdict in check-update.ts. */
const STEPS = 250_000
const MB = 1024 * 1024

type Counts = Record<Outcome, number>
export type Figures = {
  seed: number
  /** HTTP requests among them. */
  attacks: number
  /** Of each kind of frame what came of it: see Outcome. */
  kinds: Record<FrameKind, Counts>
  /** HTTP requests by what they were answered with: "2xx", or "none" where the server did not answer or hung up. */
  requests: Record<string, number>
  connections: number
  /** How often sockets were closed by the server with which code. */
  closed: Record<string, number>
  /** Longest wait of the neighbour on the clock, and waits over 100 ms of all: with the work of the attackers in them. */
  worstWait: number
  waitsOver100: number
  waits: number
  /** The most processor time of the server's main thread within one wait, ms: this is held to STALL. */
  worstWork: number
  /** The most steps of a look at one message: see looks.ts. */
  mostSteps: number
  /** Heap in use after the first round, and at the end, MB, of a run of several rounds; and the most resident memory that was seen. */
  heapAfterFirst: number
  heapAtEnd: number
  residentMost: number
  seconds: number
  /** Sentences; none where every promise held. */
  broken: string[]
}

/** What the attackers have the keys of, on each of a round's boards; what they may not write must stay as it is, byte by byte. */
const boardsOfRound: { keys: 'all' | 'participant' | 'screen'; share: number; untouchable(made: Sacrifice): string[] }[] = [
  { keys: 'all', share: 70, untouchable: ({ people }) => [`ballot.${people[2]?.participant}`] },
  {
    keys: 'participant',
    share: 22,
    untouchable: ({ people }) => ['session', `ballot.${people[1]?.participant}`, `ballot.${people[2]?.participant}`]
  },
  { keys: 'screen', share: 8, untouchable: ({ documents }) => documents.map(({ name }) => name) }
]
type Round = { boards: { made: Sacrifice; before: string }[]; forCalls: MadeBoard[] }

export async function fuzz(options: { seed: number; count: number; from?: number; round?: number; tell?: (line: string) => void }): Promise<Figures> {
  const { seed, count, from = 0, round: each = ROUND, tell = () => undefined } = options
  const begun = performance.now()
  const attacked = await underAttack()
  const pid = attacked.server.pid
  const figures = noFigures(seed)
  const promise = (held: boolean, sentence: string): void => {
    if (!held && figures.broken.length < 20 && !figures.broken.includes(sentence)) {
      figures.broken.push(sentence)
      tell(sentence)
    }
  }
  try {
    const untouched = await Sacrifice.make(attacked)
    const before = await untouched.states()
    const neighbour = await neighbourOn(attacked, untouched.board, pid as number)
    let last: Round | null = null
    for (let next = from; next < from + count && attacked.server.pid === pid;) {
      const end = Math.min(next + each - (next % each), from + count)
      last = await roundOf(attacked)
      const round = last
      const attackers = Array.from({ length: ATTACKERS }, async () => {
        while (next < end && attacked.server.pid === pid) {
          const at = next
          next = Math.min(at - (at % BLOCK) + BLOCK, end)
          await block(attacked, round, seed, at, next, figures, promise)
        }
      })
      await Promise.all(attackers)
      for (const [i, { made, before }] of round.boards.entries()) {
        for (const sentence of await made.troubles()) promise(false, sentence)
        const same = (await made.states(boardsOfRound[i]?.untouchable(made))) === before
        promise(same, `A document that the attackers may not write has changed, with ${boardsOfRound[i]?.keys} keys`)
        made.stop()
      }
      figures.attacks = next - from
      figures.residentMost = Math.max(figures.residentMost, (await attacked.metric('process_resident_memory_bytes')) / MB)
      if (count > each && figures.heapAfterFirst === 0) figures.heapAfterFirst = await settledHeap(attacked)
      figures.worstWork = (await neighbour.ask()).worstWork
      figures.mostSteps = Math.max(figures.mostSteps, (await attacked.looks()).most)
      const seconds = (performance.now() - begun) / 1000
      tell(`${figures.attacks} attacks in ${seconds.toFixed(0)} s, ${figures.mostSteps} steps at most, worst work ${figures.worstWork.toFixed(0)} ms`)
    }
    promise(attacked.server.pid === pid, `The server ended: ${attacked.server.output().slice(-2000)}`)
    if (attacked.server.pid !== pid) return figures
    const { unexpected, ...waits } = await neighbour.ask()
    Object.assign(figures, waits)
    promise(neighbour.closed === null, `The neighbour was sent away with ${neighbour.closed}`)
    promise(unexpected === 0, `The neighbour's document has changed ${unexpected} times`)
    const walls = figures.worstWork / neighbour.yardstick.wall
    promise(figures.mostSteps <= STEPS, `A look at one message took ${figures.mostSteps} steps`)
    promise(walls <= STALL.walls, `The neighbour waited for ${walls.toFixed(0)} walls of the server's work`)
    if (isLongRun) promise(figures.worstWork <= STALL.ms, `The neighbour waited for ${figures.worstWork.toFixed(0)} ms of the server's work`)
    await neighbour.stop()
    promise((await untouched.states()) === before, 'A document on another board has changed')
    if (count > each) figures.heapAtEnd = await settledHeap(attacked)
    promise(figures.heapAtEnd - figures.heapAfterFirst < GROWTH, `The heap has grown from ${figures.heapAfterFirst} to ${figures.heapAtEnd} MB`)
    const failures = attacked.server.output().match(/^.*(A board was given up|A call failed|Storing failed).*$/gm) ?? []
    for (const line of failures) promise(false, `The log tells of a failure: ${line}`)
    const boards = [untouched, ...(last?.boards ?? []).map(({ made }) => made)]
    const states = await Promise.all(boards.map(made => made.states()))
    await attacked.server.end('SIGTERM')
    await attacked.server.start()
    for (const [i, made] of boards.entries()) promise((await made.states()) === states[i], 'A document is not the same after a restart')
    return figures
  } finally {
    figures.seconds = (performance.now() - begun) / 1000
    await attacked.stop()
  }
}

function noFigures(seed: number): Figures {
  const none = (): Counts => ({ saved: 0, passed: 0, refused: 0, unread: 0 })
  return {
    seed,
    attacks: 0,
    kinds: Object.fromEntries(frameKinds.map(kind => [kind, none()])) as Record<FrameKind, Counts>,
    requests: {},
    connections: 0,
    closed: {},
    worstWait: 0,
    waitsOver100: 0,
    waits: 0,
    worstWork: 0,
    mostSteps: 0,
    heapAfterFirst: 0,
    heapAtEnd: 0,
    residentMost: 0,
    seconds: 0,
    broken: []
  }
}

async function roundOf(attacked: UnderAttack): Promise<Round> {
  const boards = await Promise.all(
    boardsOfRound.map(async ({ untouchable }) => {
      const made = await Sacrifice.make(attacked)
      return { made, before: await made.states(untouchable(made)) }
    })
  )
  return { boards, forCalls: await Promise.all([attacked.make(), attacked.make(), attacked.make()]) }
}

/** The attacks of a block, or of a part of it: HTTP requests, or frames on one document. */
async function block(
  attacked: UnderAttack,
  round: Round,
  seed: number,
  from: number,
  to: number,
  figures: Figures,
  promise: (held: boolean, sentence: string) => void
): Promise<void> {
  const random = randomFor(seed, 0x40000000 + (from - (from % BLOCK)) / BLOCK)
  if (random.int(100) < HTTP) return requests(attacked, round, seed, from, to, figures)
  let roll = random.int(100)
  const index = boardsOfRound.findIndex(({ share }) => (roll -= share) < 0)
  const { made } = round.boards[index] as Round['boards'][number]
  const { document, kind, person, key } = wayIn(made, boardsOfRound[index]?.keys ?? 'screen', random)
  const tell: Tell = {
    outcome(one, outcome, update) {
      figures.kinds[one.kind][outcome]++
      if (outcome === 'refused' && update) made.refused.add(one.number)
      if (outcome === 'saved' && update) remember(made, document, update)
    },
    connection: () => figures.connections++,
    closed: code => (figures.closed[code] = (figures.closed[code] ?? 0) + 1),
    trouble: sentence => promise(false, sentence)
  }
  await attack({ port: attacked.port, board: made.board.board, document, key }, attacksOn(kind, person, seed, from, to), random, tell)
}

/** The wall, where most may be done, half of the time; of the results nothing is a client's. */
const targets: Target['kind'][] = [...Array(8).fill('wall'), ...Array(4).fill('ballot'), ...Array(3).fill('session'), 'results']

/** A document, and a key that the attackers have on this board: one that may write it where there is one, and seldom another or none. */
function wayIn(
  { board, people }: Sacrifice,
  keys: 'all' | 'participant' | 'screen',
  random: Random
): { document: string; kind: Target['kind']; person: number; key: string } {
  const kind = random.one(targets)
  const person = keys === 'all' ? random.int(2) : 0
  const own = people[person]?.key ?? ''
  const document = kind === 'ballot' ? `ballot.${people[person]?.participant}` : kind
  const { facilitator, participant, screen } = board.keys
  const right = {
    all: { wall: [own, own, participant, facilitator], ballot: [own], session: [facilitator], results: [facilitator] },
    participant: { wall: [own, participant], ballot: [own], session: [own, participant], results: [own, participant] },
    screen: { wall: [screen], ballot: [screen], session: [screen], results: [screen] }
  }[keys][kind]
  const other = { all: [participant, screen], participant: [participant, screen], screen: [screen] }[keys]
  const key = random.chance(0.93) ? random.one(right) : random.one([...other, ...other, 'a'.repeat(24), ''])
  return { document, kind, person, key }
}

/** What an attacker was told is saved. */
function remember({ told }: Sacrifice, document: string, update: Uint8Array): void {
  let of = told.get(document)
  if (!of) {
    of = { clocks: new Map(), deletes: [] }
    told.set(document, of)
  }
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdate(update)
  } catch (error) {
    // Nested deeper than this stack: it was taken because its ids are known already, and is not looked at again.
    if (error instanceof RangeError) return
    throw error
  }
  const { structs, ds } = decoded
  for (const { id, length } of structs) of.clocks.set(id.client, Math.max(of.clocks.get(id.client) ?? 0, id.clock + length))
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) of.deletes.push([client, clock, len])
}

async function requests(attacked: UnderAttack, { boards, forCalls }: Round, seed: number, from: number, to: number, figures: Figures): Promise<void> {
  const screened = boards[2]?.made.board as MadeBoard
  let next = from
  const one = async (): Promise<void> => {
    while (next < to) {
      const random = randomFor(seed, next++)
      const board = random.one([...forCalls, { ...screened, keys: { screen: screened.keys.screen } }])
      const answer = await request(attacked.port, requestBytes(board, random))
      figures.requests[answer] = (figures.requests[answer] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, one))
}

/** What something still holds when all but the neighbour have left, MB. */
async function settledHeap(attacked: UnderAttack): Promise<number> {
  // Boards that everybody has left stay until what was deleted on them has left the disk: some seconds. The neighbour's is open.
  await until(async () => (await attacked.metric('pejling_boards_open')) <= 1, 'boards to be let go', 20_000).catch(() => undefined)
  return Math.round((await attacked.held()) / MB)
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' }, from: { type: 'string' } } })
  const { seed = Math.floor(Math.random() * 2 ** 31), count = 1_000_000, from = 0 } = values
  const figures = await fuzz({ seed: Number(seed), count: Number(count), from: Number(from), tell: line => console.log(line) })
  const { kinds, ...rest } = figures
  console.table(kinds)
  console.log(JSON.stringify(rest, null, 2))
  process.exit(figures.broken.length === 0 ? 0 : 1)
}
