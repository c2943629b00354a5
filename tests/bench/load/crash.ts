import { places } from './boards.ts'
import { type Burst, numberIn, read } from './burst.ts'
import { openClient, type Place } from './client.ts'
import type { Running } from './peers.ts'
import { inTime } from './steady.ts'
import { newWriter, numbersIn, valueWith } from './updates.ts'
import { sleep, within } from './watch.ts'

/** How long a fresh client waits for content that comes after its sync, ms. */
const SETTLE = 3000

/** W6: so many updates a second on many boards, SIGKILL, restart: what had others seen that is not there, and when is everyone back? */
export async function crash(
  first: Running,
  { boards, clients, perSecond, seconds }: { boards: number; clients: number; perSecond: number; seconds: number },
  restart: () => Promise<Running>
): Promise<Record<string, number>> {
  const where = await places(first, boards)
  const nthOf = (i: number): number => Math.floor(i / boards) + (i % boards)
  const people = Array.from({ length: boards * clients }, (_, i) => {
    const place = where[i % boards] as Place
    return { place, writer: newWriter(1_000_000 + i), client: openClient(place, nthOf(i)), sent: [] as number[], seen: -1 }
  })
  await within(60_000, 'Sync', Promise.all(people.map(({ client }) => client.synced)))
  for (const { client, writer } of people) client.update(writer.first())
  await sleep(1500)
  const senders: (typeof people)[number][] = []
  for (const person of people) {
    person.client.onFrame = frame =>
      numbersIn(frame, number => {
        const sender = senders[number]
        if (sender && sender !== person) sender.seen = Math.max(sender.seen, number)
      })
  }
  const each = (people.length / perSecond) * 1000
  const plan = people.flatMap(person => {
    const times: { at: number; what: typeof person }[] = []
    for (let at = Math.random() * each; at < seconds * 1000; at += each) times.push({ at, what: person })
    return times
  })
  await inTime(plan, person => {
    const number = senders.push(person) - 1
    person.sent.push(number)
    person.client.update(person.writer.set('v', valueWith(number)))
  })
  const killed = performance.now()
  const killing = first.kill()
  for (const { client } of people) client.stop()
  await killing
  const server = await restart()
  const listening = performance.now()
  const again = people.map(({ place }, i) => openClient(place, nthOf(i)))
  await within(60_000, 'Everyone’s sync', Promise.all(again.map(client => client.synced)))
  const synced = performance.now()
  const stormCpu = server.cpu()
  for (const client of again) client.stop()
  let seen = 0
  let lost = 0
  for (const place of where) {
    const doc = await read(place, place === where[0] ? SETTLE : 60)
    for (const person of people) {
      if (person.place !== place) continue
      const found = numberIn(doc, person.writer.record, 'v')
      for (const number of person.sent) {
        if (number > person.seen) continue
        seen++
        if (number > found) lost++
      }
    }
  }
  await server.kill()
  return { seen, lost, listenMs: server.startMs, syncedAfterKill: synced - killed, syncedAfterListening: synced - listening, stormCpu }
}

/** W6, second half: what is left of a burst that every reader had seen to its end when the server was killed. */
export async function afterBurst({ place, record }: Burst, updates: number, restart: () => Promise<Running>): Promise<Record<string, number>> {
  const server = await restart()
  const doc = await read(place, SETTLE)
  await server.kill()
  return { seen: updates, lost: updates - 1 - numberIn(doc, record, 'v') }
}
