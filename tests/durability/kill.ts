import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import { sqliteStorage } from '../../server/storage/sqlite/sqlite.ts'
import { closeCodes, type MadeBoard, type MadeParticipant } from '../../src/core/board/api.ts'
import { setDone, setVote } from '../../src/documents/ballot.ts'
import { readResults } from '../../src/documents/results.ts'
import { readSteering } from '../../src/documents/session.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, textOf } from '../../src/documents/wall.ts'
import { type Random, randomFrom } from '../support/random.ts'
import { type Client, connect, stopClients } from '../support/server/clients.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/**
 * A meeting of thirty (facilitator, screen, 28 participants with wall and ballot) whose server is killed with SIGKILL at
 * random moments, also while they come back. All that is written is a token of its own. After each kill the files, as they
 * were left, must hold every token that anyone else had seen or whose writer had been told "saved"; after each start all
 * come back by themselves, to the same, with each token once.
 *
 * `node tests/durability/kill.ts [rounds 50] [seed 1] [SIGTERM]`: with SIGTERM each end must be a clean one, which everybody is told (1012).
 */
export type KillReport = { kills: number; written: number; seen: number; confirmed: number; lost: string[]; faults: string[]; seconds: number }

const PARTICIPANTS = 28
/** One meeting's wall has an end: then the next one begins, on the same data. */
const ROUNDS_A_MEETING = 10
const FOCUS = 'f1'

/** A document of one person, and what is known of the tokens in it. */
type Desk = { name: string; client: Client; write(token: string): void; waiting: { at: number; token: string }[] }
type Meeting = {
  board: MadeBoard
  desks: Desk[]
  people: MadeParticipant[]
  clock: { written: number; confirmed: number }
  done: number
  tokens: number
  seen: Set<string>
}

export async function killRounds(
  rounds: number,
  seed: number,
  { signal = 'SIGKILL', say = () => undefined }: { signal?: 'SIGKILL' | 'SIGTERM'; say?: (line: string) => void } = {}
): Promise<KillReport> {
  const start = performance.now()
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'pejling-kill-'))
  const server = await serverProcess(folder)
  const report: KillReport = { kills: 0, written: 0, seen: 0, confirmed: 0, lost: [], faults: [], seconds: 0 }
  /** Of all meetings so far: document → the tokens that must be there from now on. */
  const owed = new Map<string, Set<string>>()
  try {
    await server.start()
    let meeting: Meeting | null = null
    for (let round = 0; round < rounds; round++) {
      if (round % ROUNDS_A_MEETING === 0) {
        stopClients()
        meeting = await gather(server, owed, report)
      }
      if (meeting) await oneRound(server, folder, meeting, owed, { random, signal }, report)
      say(
        `round ${round + 1}: ${report.kills} kills, ${report.seen} seen, ${report.confirmed} confirmed, ${report.lost.length} lost, ${report.faults.length} faults`
      )
    }
    await server.end('SIGTERM')
    await compare(folder, owed, report, 'at the end')
  } catch (error) {
    // Where nobody comes back, or the server does not, there is no next round.
    report.faults.push(`it could not go on: ${error instanceof Error ? error.message : error}`)
  } finally {
    stopClients()
    await server.end('SIGKILL')
    rmSync(folder, { recursive: true })
  }
  return { ...report, seconds: Math.round((performance.now() - start) / 1000) }
}

async function call<T>(server: ServerProcess, path: string, body: unknown, key = ''): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/boards${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return answer.json() as Promise<T>
}

async function gather(server: ServerProcess, owed: Map<string, Set<string>>, report: KillReport): Promise<Meeting> {
  const board = await call<MadeBoard>(server, '', {
    title: 'Møde',
    workshop: testWorkshop,
    settings: { privacy: 'private', minimum: 5, keepDays: 1 }
  })
  const people: MadeParticipant[] = []
  for (let i = 0; i < PARTICIPANTS; i++) people.push(await call<MadeParticipant>(server, `/${board.board}/participants`, {}, board.keys.participant))
  const meeting: Meeting = { board, people, desks: [], clock: { written: 0, confirmed: 0 }, done: 0, tokens: 0, seen: new Set() }

  const sit = (document: string, key: string, write: (doc: Y.Doc, token: string) => void): Desk => {
    const name = `${board.board}/${document}`
    const must = owed.get(name) ?? new Set<string>()
    owed.set(name, must)
    const confirmed = (count: number): void => {
      while (desk.waiting[0] && desk.waiting[0].at <= count) {
        report.confirmed++
        const token = desk.waiting.shift()?.token ?? ''
        if (token.startsWith('clock')) meeting.clock.confirmed = Number(token.slice(5))
        else must.add(token)
      }
    }
    const client = connect({ port: server.port, board: board.board, document, key }, { onSaved: confirmed })
    const desk: Desk = {
      name,
      client,
      waiting: [],
      write(token) {
        const before = client.sent
        write(client.doc, token)
        report.written++
        // Written without a connection: nothing has been sent, and nobody can have confirmed it.
        if (client.sent > before) desk.waiting.push({ at: client.sent, token })
      }
    }
    // What was not confirmed over this connection is sent again over the next, where it is not told apart.
    client.provider.on('status', ({ status }: { status: string }) => status !== 'connected' && (desk.waiting = []))
    meeting.desks.push(desk)
    return desk
  }
  const wall = (document: string, key: string): Desk =>
    sit(document, key, (doc, token) => {
      const text = textOf(doc, 'focus', FOCUS, 'want')
      text?.insert(text.length, token)
    })

  sit('session', board.keys.facilitator, doc => steer(doc, 'vindue', { clock: { left: ++meeting.clock.written } }))
  const first = wall('wall', board.keys.facilitator)
  const screen = wall('wall', board.keys.screen)
  screen.write = () => undefined
  const results = sit('results', board.keys.screen, () => undefined)
  results.write = () => undefined
  results.client.doc.on('update', () => {
    meeting.done = Math.max(meeting.done, readResults(results.client.doc)?.progress.svar?.done ?? 0)
  })
  await first.client.synced()
  addRecord(first.client.doc, 'focus', FOCUS, { element: 1, followUp: '' })
  await first.client.allSaved()
  for (const { participant, key } of people) {
    wall('wall', key)
    sit(`ballot.${participant}`, key, (doc, token) => {
      setVote(doc, 'stem', token, true)
      if (token.endsWith('7.')) setDone(doc, 'svar', true)
    })
  }
  await Promise.all(meeting.desks.map(desk => desk.client.synced()))
  await until(() => meeting.desks.every(({ client }) => client.provider.synced && textIn(client.doc) !== null), 'all to sit down', 30_000)
  return meeting
}

const textIn = (doc: Y.Doc): string | null => (doc.share.has('focus') ? (textOf(doc, 'focus', FOCUS, 'want')?.toString() ?? null) : '')
const tokensIn = (name: string, doc: Y.Doc): string[] => {
  if (name.endsWith('/wall'))
    return (
      textOf(doc, 'focus', FOCUS, 'want')
        ?.toString()
        .match(/\d+-\d+\./g) ?? []
    )
  if (name.includes('/ballot.')) return [...doc.getMap('votes').keys()].map(key => key.slice('stem/'.length))
  return []
}
const clockIn = (doc: Y.Doc): number => {
  const { clock } = readSteering(doc, testWorkshop)
  return clock && 'left' in clock ? clock.left : 0
}

async function oneRound(
  server: ServerProcess,
  folder: string,
  meeting: Meeting,
  owed: Map<string, Set<string>>,
  { random, signal }: { random: Random; signal: NodeJS.Signals },
  report: KillReport
): Promise<void> {
  let writing = true
  const write = async (): Promise<void> => {
    while (writing) {
      // Now one, now everybody at once.
      const most = random.chance(0.1) ? meeting.desks.length : 1 + random.int(3)
      for (let i = 0; i < most; i++) {
        const at = random.int(meeting.desks.length)
        const desk = meeting.desks[at]
        desk?.write(desk.name.endsWith('/session') ? `clock${meeting.clock.written + 1}` : `${at}-${++meeting.tokens}.`)
      }
      await new Promise(resolve => setTimeout(resolve, random.int(12)))
    }
  }
  const written = write()
  for (let kills = random.chance(0.25) ? 2 : 1; kills > 0; kills--) {
    // After so many tokens, not so many ms, which would be fewer on a slow machine. A second kill comes while they are on their way back.
    const killAt = report.written + random.int(kills === 1 ? 1600 : 600)
    await until(() => report.written >= killAt, 'the moment of the kill', 60_000)
    const code = await server.end(signal)
    report.kills++
    // What was on its way to them still arrives.
    await until(() => meeting.desks.every(desk => !desk.client.provider.wsconnected), 'all to notice', 30_000)
    if (signal === 'SIGTERM') {
      if (code !== 0) report.faults.push(`kill ${report.kills}: it ended with ${code}`)
      for (const { name, client } of meeting.desks)
        if (client.closed !== closeCodes.restart) report.faults.push(`kill ${report.kills}: ${name} was closed with ${client.closed}`)
    }
    note(meeting, owed, report)
    await compare(folder, owed, report, `kill ${report.kills}`, meeting)
    await server.start()
  }
  await new Promise(resolve => setTimeout(resolve, random.int(300)))
  writing = false
  await written
  await settle(meeting, report)
}

/** What somebody sees that somebody else has written is owed from now on. */
function note(meeting: Meeting, owed: Map<string, Set<string>>, report: KillReport): void {
  for (const [at, { name, client }] of meeting.desks.entries()) {
    if (!name.endsWith('/wall')) continue
    for (const token of tokensIn(name, client.doc)) {
      if (token.startsWith(`${at}-`) || meeting.seen.has(token)) continue
      meeting.seen.add(token)
      owed.get(name)?.add(token)
      report.seen++
    }
  }
}

/** Looks at a copy of the files, since opening them mends them, and whoever comes back would bring what was lost. */
async function compare(folder: string, owed: Map<string, Set<string>>, report: KillReport, when: string, meeting?: Meeting): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'pejling-killed-'))
  for (const file of ['pejling.db', 'pejling.db-wal']) if (existsSync(join(folder, file))) cpSync(join(folder, file), join(copy, file))
  const storage = sqliteStorage(join(copy, 'pejling.db'))
  const stored = async (name: string): Promise<Y.Doc> => {
    const [board = '', document = ''] = name.split('/')
    const doc = new Y.Doc()
    const [, participant] = document.split('ballot.')
    const kept = participant === undefined ? await storage.document(board, document as 'wall') : [await storage.ballot(board, participant)]
    for (const update of kept) if (update) Y.applyUpdate(doc, update)
    return doc
  }
  try {
    for (const [name, tokens] of owed) {
      const there = tokensIn(name, await stored(name))
      const all = new Set(there)
      if (all.size !== there.length) report.faults.push(`${when}: something is twice in ${name}`)
      for (const token of tokens) if (!all.has(token)) report.lost.push(`${when}: ${token} of ${name}`)
    }
    if (!meeting) return
    const { board } = meeting.board
    const clock = clockIn(await stored(`${board}/session`))
    if (clock < meeting.clock.confirmed) report.lost.push(`${when}: the clock is ${clock} and was confirmed as ${meeting.clock.confirmed}`)
    const done = readResults(await stored(`${board}/results`))?.progress.svar?.done ?? 0
    if (done < meeting.done) report.lost.push(`${when}: ${done} are done and ${meeting.done} had been seen`)
  } finally {
    await storage.close()
    rmSync(copy, { recursive: true })
  }
}

/** Everybody comes back by themselves, to the same. */
async function settle(meeting: Meeting, report: KillReport): Promise<void> {
  const { desks } = meeting
  // Of those whose writes are all on disk; the two screens have nothing to be saved.
  await until(
    () => desks.every(({ client }) => client.provider.synced && (client.sent === 0 || client.saved === client.sent)),
    'all to be back and saved',
    30_000
  )
  const walls = desks.filter(({ name }) => name.endsWith('/wall'))
  const same = (): boolean => new Set(walls.map(({ client }) => textIn(client.doc))).size === 1
  await until(same, 'all walls to be the same', 30_000).catch(() => report.faults.push('the walls differ'))
  for (const { name, client } of desks) {
    const tokens = tokensIn(name, client.doc)
    if (new Set(tokens).size !== tokens.length) report.faults.push(`something is twice in ${name}`)
    if (client.doc.store.pendingStructs) report.faults.push(`something is missing in ${name}`)
  }
}

if (import.meta.main) {
  const [rounds = '50', seed = '1', signal] = parseArgs({ allowPositionals: true, options: {} }).positionals
  console.log(`${rounds} rounds with seed ${seed}`)
  const report = await killRounds(Number(rounds), Number(seed), { signal: signal === 'SIGTERM' ? signal : 'SIGKILL', say: console.log })
  console.log(JSON.stringify({ ...report, lost: report.lost.slice(0, 20), faults: report.faults.slice(0, 20) }, null, 2))
  process.exit(report.lost.length + report.faults.length > 0 ? 1 : 0)
}
