import { places } from './boards.ts'
import { type Client, openClient, type Place } from './client.ts'
import type { Running } from './peers.ts'
import { newWriter, numbersIn, presenceOf, valueWith, type Writer } from './updates.ts'
import { percentile, sleep, watch } from './watch.ts'

export type Steady = { boards: number; clients: number; perSecond: number; warmup: number; seconds: number; awareness: boolean }
export type Person = { client: Client; writer: Writer; board: number; clock: number }

const HEARTBEAT = 15_000
/** Connections that are being opened at the same time. */
const AT_ONCE = 100

/** Opens so many clients on each board and lets each sync. Those that were closed instead are counted, not kept. */
export async function gather(where: Place[], clients: number): Promise<{ people: Person[]; refused: number }> {
  const wanted = Array.from({ length: where.length * clients }, (_, i) => ({
    board: i % where.length,
    // The first who comes to a board decides at which server it is.
    nth: Math.floor(i / where.length) + (i % where.length),
    id: 1_000_000 + i * 3
  }))
  const people: Person[] = []
  let refused = 0
  const lane = async (): Promise<void> => {
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const place = where[next.board]
      if (!place) continue
      const client = openClient(place, next.nth)
      try {
        await client.opened
        await client.synced
        people.push({ client, writer: newWriter(next.id), board: next.board, clock: 0 })
      } catch {
        refused++
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return { people, refused }
}

/** Does things at their times, ms from now, in order. */
export async function inTime<T>(plan: { at: number; what: T }[], act: (what: T) => void): Promise<void> {
  plan.sort((a, b) => a.at - b.at)
  const began = performance.now()
  for (const { at, what } of plan) {
    const wait = began + at - performance.now()
    if (wait > 0.5) await sleep(wait)
    act(what)
  }
}

/** What our servers' metrics say of their commits so far; null of others. */
async function commits({ peer, ports }: Running): Promise<{ count: number; seconds: number; updates: number } | null> {
  if (peer.dialect !== 'ours') return null
  const texts = await Promise.all(ports.map(async port => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()))
  const of = (name: string): number =>
    texts.reduce((sum, text) => {
      const line = text.split('\n').find(each => each.startsWith(name))
      return sum + Number(line?.split(' ')[1] ?? 0)
    }, 0)
  return {
    count: of('pejling_commit_seconds_count'),
    seconds: of('pejling_commit_seconds_sum'),
    updates: of('pejling_stored_total{what="update"}')
  }
}

/** W1 to W3: clients that each change a value of their own now and then, while everybody on their board listens. */
export async function steady(server: Running, { boards, clients, perSecond, warmup, seconds, awareness }: Steady): Promise<Record<string, number>> {
  // What others do when somebody comes, ours does before: a board is made.
  const where = await places(server, boards)
  const idle = server.rss()
  const connecting = watch(server)
  const began = performance.now()
  const { people, refused } = await gather(where, clients)
  const connectMs = performance.now() - began
  const connectCpu = connecting().cpu * (connectMs / 1000)
  const all = people.length
  await sleep(300)
  const connected = server.rss()

  const present = (person: Person): void => person.client.presence(presenceOf(person.writer.client, person.clock++))
  // Everyone makes a record of its own, at a pace that no server is behind with.
  const pace = Math.max(1000, (all / 2500) * 1000)
  await inTime(
    people.map((person, i) => ({ at: (i / all) * pace, what: person })),
    person => {
      person.client.update(person.writer.first())
      if (awareness) present(person)
    }
  )
  await sleep(500)

  const sentAt: number[] = []
  const sender: Person[] = []
  let count = 0
  let samples = new Float64Array(1 << 16)
  let from = 0
  for (const person of people) {
    person.client.onFrame = frame => {
      const now = performance.now()
      numbersIn(frame, number => {
        if (number < from || sender[number] === person) return
        if (count === samples.length) {
          const larger = new Float64Array(count * 2)
          larger.set(samples)
          samples = larger
        }
        samples[count++] = now - (sentAt[number] ?? Number.NaN)
      })
    }
  }
  const change = (person: Person): void => {
    sender.push(person)
    const update = person.writer.set('v', valueWith(sentAt.length))
    sentAt.push(performance.now())
    person.client.update(update)
  }
  const load = (ms: number): Promise<void> => {
    const each = (all / perSecond) * 1000
    const plan: { at: number; what: () => void }[] = []
    for (const person of people) {
      for (let at = Math.random() * each; at < ms; at += each) plan.push({ at, what: () => change(person) })
      if (awareness) for (let at = Math.random() * HEARTBEAT; at < ms; at += HEARTBEAT) plan.push({ at, what: () => present(person) })
    }
    return inTime(plan, act => act())
  }
  await load(warmup * 1000)
  await sleep(200)
  from = sentAt.length
  count = 0
  const before = await commits(server)
  const watching = watch(server)
  await load(seconds * 1000)
  const seen = watching()
  const after = await commits(server)
  await sleep(800)
  const expected = sender.slice(from).length * (clients - 1)
  const lost = people.filter(({ client }) => client.closed !== null).length
  for (const { client } of people) client.stop()
  const sorted = samples.subarray(0, count).sort()
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
    deliveries: count,
    missing: refused === 0 ? expected - count : Number.NaN,
    connectMs,
    connectCpu,
    refused,
    closed: lost,
    idle,
    ...(before && after
      ? {
          commitMs: ((after.seconds - before.seconds) / (after.count - before.count)) * 1000,
          commitUpdates: (after.updates - before.updates) / (after.count - before.count)
        }
      : {}),
    kbPerConnection: ((connected - idle) * 1024) / all,
    ...seen
  }
}
