import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { addRecord, textOf } from '../../src/documents/wall.ts'
import { randomFrom } from '../support/random.ts'
import { type Client, connect } from '../support/server/clients.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'
import { buildHouse } from './takeover-house.ts'

/**
 * A meeting of thirty over several servers and one PostgreSQL, behind a load balancer that sends connections round. Everybody writes tokens of their own all the
 * time. Then the board's owner is killed, frozen or cut off (`cut` from PostgreSQL, `netns` from everything), its connections are ended, PostgreSQL goes away or is
 * restarted, or the servers are replaced one by one; in `clocks` the owner is killed, and the servers' clocks are two hours apart. The database is read all the while: each token that somebody else has seen, or whose writer was told "saved", must be in it by then. At the end all come back to the same, with each token once.
 *
 * `node tests/durability/takeover.ts KIND [rounds 20] [seed 1]`
 */
export const kinds = ['kill', 'freeze', 'cut', 'netns', 'terminate', 'away', 'restart', 'rolling', 'clocks'] as const
export type Kind = (typeof kinds)[number]

export type TakeoverReport = {
  rounds: number
  written: number
  seen: number
  confirmed: number
  /** Seen or confirmed, and not in the database at that moment. */
  notStored: string[]
  /** The same at the end. */
  lost: string[]
  faults: string[]
  /** Of each round the longest time in which somebody heard nothing of the others, ms. */
  silences: number[]
  seconds: number
  /** Why it could not be played on this machine. */
  skipped?: string
}

const PEOPLE = 30
const FOCUS = 'f1'
/** Ms between two tokens, of all together. */
const PACE = 15
/** Longer than a lease, ms. */
const FROZEN = 6000
const CUT = 7000
const AWAY = 5000

async function post<T>(port: number, path: string, body: unknown, key = ''): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const answer = await fetch(`http://127.0.0.1:${port}/api/boards${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return answer.json() as Promise<T>
}

/** Waits until the server on this port says that it takes people. */
const ready = (port: number, who: string, host = '127.0.0.1'): Promise<void> =>
  until(
    () =>
      fetch(`http://${host}:${port}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
        ({ ok }) => ok,
        () => false
      ),
    `${who} to be back`
  )

const tokensIn = (doc: Y.Doc): string[] =>
  doc.share.has('focus')
    ? (textOf(doc, 'focus', FOCUS, 'want')
        ?.toString()
        .match(/\d+-\d+\./g) ?? [])
    : []

type Desk = { client: Client; waiting: { at: number; token: string }[]; heardAt: number; worst: number }

export async function takeoverRounds(
  kind: Kind,
  rounds: number,
  seed: number,
  say: (line: string) => void = () => undefined
): Promise<TakeoverReport> {
  const began = performance.now()
  const random = randomFrom(seed)
  const report: TakeoverReport = { rounds: 0, written: 0, seen: 0, confirmed: 0, notStored: [], lost: [], faults: [], silences: [], seconds: 0 }
  const house = await buildHouse(kind === 'rolling' ? 3 : 2, { own: kind === 'restart', netns: kind === 'netns', clocks: kind === 'clocks' })
  if (typeof house === 'string') return { ...report, skipped: house }
  const { database, servers, addresses, wires, balancer, cluster, cables } = house
  /** While nobody can read it. */
  let isDown = false
  const desks: Desk[] = []
  let live = true
  try {
    const made = await post<MadeBoard>(balancer.port, '', {
      title: 'Møde',
      workshop: testWorkshop,
      settings: { privacy: 'private', minimum: 5, keepDays: 1 }
    })
    const { board, keys } = made
    /** Seen by another or confirmed, and since when it must be in the database. */
    const owed = new Map<string, number>()
    const sit = (key: string): Desk => {
      const at = desks.length
      const client = connect(
        { port: balancer.port, board, document: 'wall', key },
        {
          onSaved: count => {
            while (desk.waiting[0] && desk.waiting[0].at <= count) {
              report.confirmed++
              owe(desk.waiting.shift()?.token ?? '')
            }
          }
        }
      )
      const desk: Desk = { client, waiting: [], heardAt: performance.now(), worst: 0 }
      client.provider.on('status', ({ status }: { status: string }) => status !== 'connected' && (desk.waiting = []))
      const known = new Set<string>()
      client.doc.on('update', (_update: Uint8Array, origin: unknown) => {
        if (origin === null) return
        let news = false
        for (const token of tokensIn(client.doc)) {
          if (known.has(token)) continue
          known.add(token)
          if (token.startsWith(`${at}-`)) continue
          news = true
          owe(token)
        }
        if (!news) return
        const now = performance.now()
        desk.worst = Math.max(desk.worst, now - desk.heardAt)
        desk.heardAt = now
      })
      desks.push(desk)
      return desk
    }
    const owe = (token: string): void => {
      if (owed.has(token)) return
      owed.set(token, performance.now())
      report.seen++
    }

    const first = sit(keys.facilitator)
    await first.client.synced()
    addRecord(first.client.doc, 'focus', FOCUS, { element: 1, followUp: '' })
    await first.client.allSaved()
    for (let i = 1; i < PEOPLE; i++) sit((await post<MadeParticipant>(balancer.port, `/${board}/participants`, {}, keys.participant)).key)
    await Promise.all(desks.map(({ client }) => client.synced()))
    await until(() => desks.every(({ client }) => textOf(client.doc, 'focus', FOCUS, 'want') !== undefined), 'all to sit down')

    /** The wall as it is stored, read on from where it was read before. */
    const stored = { doc: new Y.Doc(), seq: '0' }
    const audit = async (): Promise<void> => {
      const asked = performance.now()
      const rows = await database.ask("SELECT seq, bytes FROM updates WHERE board = $1 AND document = 'wall' AND seq > $2 ORDER BY seq", [
        board,
        stored.seq
      ])
      for (const { seq, bytes } of rows) {
        Y.applyUpdate(stored.doc, Uint8Array.from(bytes as Buffer))
        stored.seq = String(seq)
      }
      const there = new Set(tokensIn(stored.doc))
      for (const [token, since] of owed) if (since < asked && !there.has(token)) report.notStored.push(token)
    }
    const auditing = (async () => {
      while (live) {
        await audit().catch(error => {
          if (!isDown) throw error
        })
        await new Promise(resolve => setTimeout(resolve, 40))
      }
    })()
    auditing.catch(error => report.faults.push(`the database could not be read: ${error.message}`))

    let tokens = 0
    const writing = (async () => {
      while (live) {
        const at = random.int(desks.length)
        const desk = desks[at]
        const text = desk && textOf(desk.client.doc, 'focus', FOCUS, 'want')
        if (desk && text) {
          const token = `${at}-${++tokens}.`
          const before = desk.client.sent
          text.insert(text.length, token)
          report.written++
          if (desk.client.sent > before) desk.waiting.push({ at: desk.client.sent, token })
        }
        await new Promise(resolve => setTimeout(resolve, PACE))
      }
    })()

    const ownerAt = async (): Promise<number> => {
      const [row] = await database.ask('SELECT s.address FROM boards b JOIN servers s ON s.id = b.owner WHERE b.id = $1', [board])
      return addresses.indexOf(String(row?.address))
    }
    const epoch = async (): Promise<string> => String((await database.ask('SELECT epoch FROM boards WHERE id = $1', [board]))[0]?.epoch)
    const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
    const allHear = async (since: number): Promise<void> => {
      await until(() => desks.every(({ client, heardAt }) => client.provider.synced && heardAt > since), 'all to hear each other again', 30_000)
    }

    for (let round = 0; round < rounds; round++) {
      await allHear(performance.now())
      await pause(random.int(1000))
      const at = await ownerAt()
      const server = servers[at]
      if (!server) throw new Error('Nobody has the board')
      const [wire, cable] = [wires[at], cables?.cables[at]]
      const before = await epoch()
      for (const desk of desks) desk.worst = 0
      if (kind === 'kill' || kind === 'clocks') {
        await server.end('SIGKILL')
        await allHear(performance.now())
        await server.start()
      } else if (kind === 'freeze') {
        const { pid } = server
        if (pid === undefined) throw new Error('It does not run')
        process.kill(pid, 'SIGSTOP')
        const woken = pause(FROZEN).then(() => process.kill(pid, 'SIGCONT'))
        await allHear(performance.now() + 100)
        const taken = await epoch()
        await woken
        await pause(1000)
        if ((await epoch()) !== taken) report.faults.push('the board was taken again when the frozen server woke')
        await ready(server.port, 'the frozen server')
      } else if (kind === 'cut') {
        wire?.cut()
        const mended = pause(CUT).then(() => wire?.mend())
        await allHear(performance.now() + 500)
        await mended
        await ready(server.port, 'the server that was cut off')
      } else if (kind === 'netns') {
        cable?.cut()
        const mended = pause(CUT).then(() => cable?.mend())
        await allHear(performance.now() + 500)
        const taken = await epoch()
        await mended
        await ready(server.port, 'the server that was cut off', cable?.host)
        if ((await epoch()) !== taken) report.faults.push('the board was taken again when the server was back that had been cut off')
      } else if (kind === 'terminate') {
        for (let times = 0; times < 3; times++) {
          await database.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pejling' AND datname = current_database()"
          )
          await pause(300)
        }
        await allHear(performance.now())
      } else if (kind === 'away') {
        for (const each of wires) each.refuse()
        await pause(AWAY)
        for (const each of wires) each.mend()
        await allHear(performance.now())
      } else if (kind === 'restart') {
        isDown = true
        // By turns as a host restarts it, and as a machine does that goes down.
        await cluster?.stop(round % 2 ? 'SIGQUIT' : 'SIGINT')
        await pause(random.int(2000))
        await cluster?.start()
        isDown = false
        await allHear(performance.now())
      } else {
        for (const each of servers) {
          const code = await each.end('SIGTERM')
          if (code !== 0) report.faults.push(`a server that was told to stop ended with ${code}: ${each.output().slice(-500)}`)
          await each.start()
          await pause(1000)
        }
        await allHear(performance.now())
      }
      const isTaken = kind === 'terminate' || kind === 'away' || kind === 'restart' || (await epoch()) !== before
      if (!isTaken) report.faults.push('nobody took the board')
      report.rounds++
      const silence = Math.round(Math.max(...desks.map(({ worst, heardAt }) => Math.max(worst, performance.now() - heardAt))))
      report.silences.push(silence)
      say(`round ${round + 1}: silence ${silence} ms, ${report.seen} seen, ${report.confirmed} confirmed, ${report.notStored.length} not stored`)
    }

    live = false
    await writing
    await until(() => desks.every(({ client }) => client.provider.synced && (client.sent === 0 || client.saved === client.sent)), 'all to be saved')
    await until(() => new Set(desks.map(({ client }) => tokensIn(client.doc).join(' '))).size === 1, 'all walls to be the same')
    await auditing
    await audit()
    const there = tokensIn(stored.doc)
    if (new Set(there).size !== there.length) report.faults.push('something is twice')
    const all = new Set(there)
    for (const token of owed.keys()) if (!all.has(token)) report.lost.push(token)
  } catch (error) {
    report.faults.push(
      `it could not go on: ${error instanceof Error ? error.message : error}\n${servers.map(server => server.output().slice(-1500)).join('\n---\n')}`
    )
  } finally {
    live = false
    for (const { client } of desks) client.stop()
    await house.stop()
  }
  return { ...report, seconds: Math.round((performance.now() - began) / 1000) }
}

if (import.meta.main) {
  const [kind = 'kill', rounds = '20', seed = '1'] = parseArgs({ allowPositionals: true, options: {} }).positionals
  const chosen = kinds.filter(each => kind === 'all' || kind === each)
  if (chosen.length === 0) throw new Error(`There is no ${kind}: there are ${kinds.join(', ')}, and all.`)
  let failed = false
  for (const each of chosen) {
    console.log(`${each}, ${rounds} rounds with seed ${seed}`)
    const report = await takeoverRounds(each, Number(rounds), Number(seed), console.log)
    if (report.skipped !== undefined) {
      console.log(report.skipped)
      continue
    }
    const sorted = report.silences.toSorted((a, b) => a - b)
    const silence = { median: sorted[Math.floor(sorted.length / 2)], longest: sorted.at(-1) }
    console.log(JSON.stringify({ ...report, silences: silence, notStored: report.notStored.slice(0, 20), lost: report.lost.slice(0, 20) }, null, 2))
    if (report.lost.length + report.notStored.length + report.faults.length > 0 || report.rounds < Number(rounds)) failed = true
  }
  process.exit(failed ? 1 : 0)
}
