import { once } from 'node:events'
import { connect as connectStream, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { MadeBoard, MadeParticipant } from '../../src/core/api.ts'
import { readBallot, setAnswer } from '../../src/documents/ballot.ts'
import { readResults } from '../../src/documents/results.ts'
import { readSteering, steer } from '../../src/documents/session.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { syncFrame } from '../helpers/server-clients.ts'
import { until } from '../helpers/server-until.ts'
import { testWorkshop } from '../helpers/server-workshop.ts'
import { type UnderAttack, underAttack } from '../helpers/under-attack.ts'
import { attackOn, requestBytes, type Target } from './attacks.ts'
import { type Random, randomFor } from './random.ts'

/**
 * Sends mutated frames, HTTP requests and valid-looking Yjs updates at a running server, and finds out whether anybody else
 * notices. `node tests/fuzz/fuzz.ts --seed N --count N`; the same seed sends the same bytes to the same kinds of document.
 * Ends with 1 where a promise was broken.
 */

/** Attackers at once, and attacks on a set of boards before a new one is made: documents that are full take nothing more. */
const ATTACKERS = 12
const ROUND = 20_000
/** Of a hundred attacks so many are HTTP requests. */
const HTTP = 3
/** The most that the server's main thread may work while a neighbour waits for one answer, ms. */
export const STALL = 100
/** Growth of the heap that is still there when all have left, bytes: what is read once and kept, and what was not yet collected. */
const GROWTH = 40 * 1024 * 1024

export type Figures = {
  seed: number
  attacks: number
  frames: number
  requests: number
  connections: number
  /** How often sockets were closed with which code. */
  closed: Record<string, number>
  /** Longest wait of the neighbour, and the most that the server worked within one, ms; waits over 100 ms of all. */
  worstWait: number
  worstWork: number
  waitsOver100: number
  waits: number
  /** Heap in use after the first round, and at the end, MB; and the most resident memory that was seen. */
  heapAfterFirst: number
  heapAtEnd: number
  residentMost: number
  seconds: number
  /** Sentences; none where every promise held. */
  broken: string[]
}

type Sacrifice = { board: MadeBoard; people: MadeParticipant[]; victim: number }

export async function fuzz(options: { seed: number; count: number; from?: number; tell?: (line: string) => void }): Promise<Figures> {
  const { seed, count, from = 0, tell = () => undefined } = options
  const begun = performance.now()
  const attacked = await underAttack()
  const pid = attacked.server.pid
  const figures: Figures = {
    seed,
    attacks: 0,
    frames: 0,
    requests: 0,
    connections: 0,
    closed: {},
    worstWait: 0,
    worstWork: 0,
    waitsOver100: 0,
    waits: 0,
    heapAfterFirst: 0,
    heapAtEnd: 0,
    residentMost: 0,
    seconds: 0,
    broken: []
  }
  const promise = (held: boolean, sentence: string): void => {
    if (!held && figures.broken.length < 20 && !figures.broken.includes(sentence)) figures.broken.push(sentence)
  }
  try {
    const untouched = await boardWithContent(attacked)
    const before = await statesOf(attacked, untouched)
    const neighbour = await neighbourOn(attacked, untouched.board, pid as number)
    let next = from
    while (next < from + count && attacked.server.pid === pid) {
      const boards = await Promise.all(Array.from({ length: 3 }, () => boardWithContent(attacked)))
      const forCalls = await attacked.make()
      const end = Math.min(next + ROUND, from + count)
      const attackers = Array.from({ length: ATTACKERS }, async () => {
        while (next < end && attacked.server.pid === pid) {
          const at = next
          const random = randomFor(seed, at)
          const call = random.int(100) < HTTP
          next = call ? at + 1 : Math.min(at + 1 + random.int(8), end)
          if (call) await request(attacked.port, requestBytes(forCalls, random), figures)
          else await burst(attacked, random.one(boards), random, seed, at, next, figures)
        }
      })
      await Promise.all(attackers)
      for (const board of boards) for (const sentence of await troublesIn(attacked, board)) promise(false, sentence)
      figures.attacks = next - from
      const { heap, resident } = await memoryOf(attacked)
      figures.residentMost = Math.max(figures.residentMost, resident)
      if (figures.heapAfterFirst === 0) figures.heapAfterFirst = await settledHeap(attacked)
      tell(`${figures.attacks} attacks, ${figures.connections} connections, heap ${heap.toFixed(0)} MB, ${JSON.stringify(await neighbour.ask())}`)
    }
    promise(attacked.server.pid === pid, `The server ended: ${attacked.server.output().slice(-2000)}`)
    if (attacked.server.pid !== pid) return figures
    const seen = await neighbour.ask()
    Object.assign(figures, { worstWait: seen.worst, worstWork: seen.worstWork, waitsOver100: seen.over, waits: seen.answers })
    promise(neighbour.closed === null, `The neighbour was sent away with ${neighbour.closed}`)
    promise(seen.unexpected === 0, `The neighbour's document has changed ${seen.unexpected} times`)
    promise(seen.worstWork <= STALL, `The neighbour waited for ${seen.worstWork.toFixed(0)} ms of the server's work`)
    await neighbour.stop()
    promise(JSON.stringify(await statesOf(attacked, untouched)) === JSON.stringify(before), 'A document on another board has changed')
    figures.heapAtEnd = await settledHeap(attacked)
    promise(
      figures.heapAtEnd - figures.heapAfterFirst < GROWTH / 1024 / 1024,
      `The heap has grown from ${figures.heapAfterFirst} to ${figures.heapAtEnd} MB`
    )
    promise(
      !/A board was given up|A call failed/.test(attacked.server.output()),
      `The log tells of failures: ${attacked.server.output().slice(-2000)}`
    )
    await attacked.server.end('SIGTERM')
    await attacked.server.start()
    promise(
      JSON.stringify(await statesOf(attacked, untouched)) === JSON.stringify(before),
      'A document on another board is not the same after a restart'
    )
    return figures
  } finally {
    figures.seconds = (performance.now() - begun) / 1000
    await attacked.stop()
  }
}

/** Opens one document and sends it the attacks of a stretch of numbers, as long as it takes them. */
async function burst(
  attacked: UnderAttack,
  sacrifice: Sacrifice,
  random: Random,
  seed: number,
  at: number,
  end: number,
  figures: Figures
): Promise<void> {
  const kind = random.one(['wall', 'wall', 'ballot', 'session', 'results'] as const)
  const person = random.one(sacrifice.people)
  const keys = {
    wall: [person.key, sacrifice.board.keys.participant, sacrifice.board.keys.facilitator],
    ballot: [person.key],
    session: [sacrifice.board.keys.facilitator],
    results: [sacrifice.board.keys.facilitator]
  }
  const key = random.chance(0.9) ? random.one(keys[kind]) : random.one([sacrifice.board.keys.screen, 'a'.repeat(24), ''])
  const document = kind === 'ballot' ? `ballot.${person.participant}` : kind
  const target: Target = { kind, victim: sacrifice.victim }
  const socket = new WebSocket(
    `ws://127.0.0.1:${attacked.port}/sync/${sacrifice.board.board}/${document}`,
    key === '' ? ['pejling'] : ['pejling', key]
  )
  socket.on('error', () => undefined)
  const answer = new Promise<void>(resolve => {
    socket.on('close', code => {
      figures.closed[code] = (figures.closed[code] ?? 0) + 1
      resolve()
    })
    socket.on('message', data => {
      const frame = data as Buffer
      if (frame[0] === 0 && frame[1] === 1) resolve()
    })
  })
  await Promise.race([once(socket, 'open').catch(() => undefined), answer])
  figures.connections++
  for (let i = at; i < end && socket.readyState === WebSocket.OPEN; i++) {
    const one = attackOn(target, randomFor(seed, i + 0x40000000))
    figures.frames++
    if (one.kind === 'frame') socket.send(one.bytes)
    else if (one.kind === 'text') socket.send(one.text)
    else if (one.kind === 'fragments') fragments(socket, one.bytes, one.of)
    else (socket as unknown as { _socket: Socket })._socket.write(one.bytes)
  }
  if (socket.readyState === WebSocket.OPEN) socket.send(syncFrame(0, Uint8Array.of(0)))
  await Promise.race([answer, new Promise(resolve => setTimeout(resolve, 3000).unref())])
  socket.terminate()
}

function fragments(socket: WebSocket, bytes: Uint8Array, of: number): void {
  const size = Math.ceil(bytes.length / of)
  for (let i = 0; i < of; i++) socket.send(bytes.subarray(i * size, (i + 1) * size), { binary: true, fin: i === of - 1 })
}

/** Sends bytes to the HTTP port and waits for the end of the answer, at most half a second: what is no whole request gets none. */
function request(port: number, bytes: Uint8Array, figures: Figures): Promise<void> {
  figures.requests++
  return new Promise(resolve => {
    const stream = connectStream(port, '127.0.0.1')
    const give = setTimeout(() => stream.destroy(), 500)
    stream.on('error', () => undefined)
    stream.on('data', () => stream.end())
    stream.on('close', () => {
      clearTimeout(give)
      resolve()
    })
    stream.write(bytes)
  })
}

/** A board with something in each document, by people whose client ids the attackers know. */
async function boardWithContent(attacked: UnderAttack): Promise<Sacrifice> {
  const board = await attacked.make()
  const people = [await attacked.participant(board), await attacked.participant(board)]
  const [first] = people as [MadeParticipant, MadeParticipant]
  const victim = 77_000_000
  const written = async (document: string, key: string, change: (doc: Y.Doc) => void): Promise<void> => {
    const doc = new Y.Doc()
    doc.clientID = victim
    change(doc)
    const raw = await attacked.open(board, document, key)
    raw.send(syncFrame(2, Y.encodeStateAsUpdate(doc)))
    await until(() => raw.received.some(frame => frame[0] === 100 && frame[2] === 1), 'it to be saved')
    raw.stop()
  }
  await written('wall', first.key, doc => addRecord(doc, 'notes', 'victim', { step: 'sedler', lane: 'hjaelper' }, { text: 'Min seddel' }))
  await written(`ballot.${first.participant}`, first.key, doc => setAnswer(doc, 'svar', 'K1', 3))
  await written('session', board.keys.facilitator, doc => steer(doc, 'w', { step: 'svar' }))
  return { board, people, victim }
}

function documentsOf({ board, people }: Sacrifice): [document: string, key: string][] {
  return [
    ['wall', board.keys.screen],
    ['session', board.keys.screen],
    ['results', board.keys.screen],
    ...people.map(({ participant, key }): [string, string] => [`ballot.${participant}`, key])
  ]
}

/** A document as someone gets it who comes now. */
async function load(attacked: UnderAttack, board: MadeBoard, document: string, key: string): Promise<Y.Doc> {
  const raw = await attacked.open(board, document, key)
  const answer = () => raw.received.find(frame => frame[0] === 0 && frame[1] === 1)
  raw.send(syncFrame(0, Uint8Array.of(0)))
  await until(() => answer() !== undefined || raw.closed !== null, `${document} to be loaded`, 20_000)
  const frame = answer()
  if (!frame) throw new Error(`${document} was refused with ${raw.closed}`)
  const decoder = createDecoder(frame)
  readVarUint(decoder)
  readVarUint(decoder)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, readVarUint8Array(decoder))
  raw.stop()
  return doc
}

async function statesOf(attacked: UnderAttack, sacrifice: Sacrifice): Promise<string[]> {
  const states: string[] = []
  for (const [document, key] of documentsOf(sacrifice)) {
    states.push(Buffer.from(Y.encodeStateAsUpdate(await load(attacked, sacrifice.board, document, key))).toString('base64'))
  }
  return states
}

/** What is wrong with the documents of an attacked board, for someone who comes now and reads them. */
async function troublesIn(attacked: UnderAttack, sacrifice: Sacrifice): Promise<string[]> {
  const troubles: string[] = []
  for (const [name, key] of documentsOf(sacrifice)) {
    try {
      const doc = await load(attacked, sacrifice.board, name, key)
      if (doc.store.pendingStructs || doc.store.pendingDs) troubles.push(`A ${name} is sent with something pending`)
      if (name === 'wall') readWall(doc)
      else if (name === 'session') readSteering(doc, testWorkshop)
      else if (name === 'results') readResults(doc)
      else readBallot(doc)
      for (const root of doc.share.keys()) doc.getMap(root).toJSON()
      const again = new Y.Doc()
      Y.applyUpdate(again, Y.encodeStateAsUpdate(doc))
      if (Buffer.compare(Y.encodeStateVector(again), Y.encodeStateVector(doc)) !== 0) troubles.push(`A ${name} is not the same when it is passed on`)
    } catch (error) {
      troubles.push(`A ${name.replace(/\..*/, '')} can no longer be loaded: ${error instanceof Error ? error.message : error}`)
    }
  }
  return troubles
}

async function memoryOf(attacked: UnderAttack): Promise<{ heap: number; resident: number }> {
  const metric = async (name: string) => {
    const text = await fetch(`http://127.0.0.1:${attacked.port}/metrics`).then(answer => answer.text())
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]) / 1024 / 1024
  }
  return {
    heap: (await metric('nodejs_heap_size_used_bytes')) + (await metric('nodejs_external_memory_bytes')),
    resident: await metric('process_resident_memory_bytes')
  }
}
/** The least of what the heap holds over some seconds of calls, which give the collector a reason to run. */
async function settledHeap(attacked: UnderAttack): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 40; i++) {
    for (let k = 0; k < 20; k++) await fetch(`http://127.0.0.1:${attacked.port}/api/nothing`).then(answer => answer.text())
    least = Math.min(least, (await memoryOf(attacked)).heap)
  }
  return Math.round(least)
}

type Seen = { worst: number; worstWork: number; over: number; answers: number; unexpected: number }
type NeighbourThread = { closed: number | null; ask(): Promise<Seen>; stop(): Promise<unknown> }
async function neighbourOn(attacked: UnderAttack, board: MadeBoard, pid: number): Promise<NeighbourThread> {
  const url = `ws://127.0.0.1:${attacked.port}/sync/${board.board}/wall`
  const worker = new Worker(new URL('./neighbour-thread.ts', import.meta.url), { workerData: { url, key: board.keys.screen, pid } })
  const neighbour: NeighbourThread = {
    closed: null,
    ask: () => {
      const answer = new Promise<Seen>(resolve => {
        const hear = (message: Seen | { closed: number }): void => {
          if ('closed' in message) return
          worker.off('message', hear)
          resolve(message)
        }
        worker.on('message', hear)
      })
      worker.postMessage('tell')
      return answer
    },
    stop: () => worker.terminate()
  }
  worker.on('message', (message: { closed?: number }) => {
    if (message.closed !== undefined) neighbour.closed = message.closed
  })
  await until(async () => (await neighbour.ask()).answers > 50, 'the neighbour', 20_000)
  worker.postMessage('reset')
  return neighbour
}

if (import.meta.main) {
  const option = (name: string, usual: number): number => {
    const at = process.argv.indexOf(`--${name}`)
    return at < 0 ? usual : Number(process.argv[at + 1])
  }
  const seed = option('seed', Math.floor(Math.random() * 2 ** 31))
  const figures = await fuzz({ seed, count: option('count', 1_000_000), from: option('from', 0), tell: line => console.log(line) })
  console.log(JSON.stringify(figures, null, 2))
  process.exit(figures.broken.length === 0 ? 0 : 1)
}
