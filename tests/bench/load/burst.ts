import * as Y from 'yjs'
import { places } from './boards.ts'
import { type Client, openClient, type Place, updateIn } from './client.ts'
import type { Running } from './peers.ts'
import { newWriter, numbersIn, valueWith } from './updates.ts'
import { sleep, watch, within } from './watch.ts'

/** What a client of its own finds in a document, some time after it has synced: a server may answer before it has loaded. */
export async function read(place: Place, settle: number): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const client = openClient(place)
  client.onFrame = frame => {
    const update = updateIn(frame, place.dialect, place.board)
    if (update) Y.applyUpdate(doc, update)
  }
  await within(30_000, 'Sync of a fresh client', client.synced)
  await sleep(settle)
  client.stop()
  return doc
}

/** The number that a record's key holds; -1 where there is none. */
export function numberIn(doc: Y.Doc, record: string, key: string): number {
  const map = doc.getMap('notes').get(record)
  const value = map instanceof Y.Map ? map.get(key) : undefined
  return typeof value === 'string' ? Number(value.slice(2)) : -1
}

/** `stop` ends the clients: a server may store when the last one leaves. */
export type Burst = { place: Place; record: string; result: Record<string, number>; stop(): void }

/** W4: one writer, so many updates as fast as they can be sent, ten readers. Done when every reader has the last. */
export async function burst(server: Running, { updates, readers }: { updates: number; readers: number }): Promise<Burst> {
  const [place] = await places(server, 1)
  if (!place) throw new Error('No board')
  const clients: Client[] = Array.from({ length: readers + 1 }, (_, nth) => openClient(place, nth))
  await within(10_000, 'Sync', Promise.all(clients.map(client => client.synced)))
  const [sending, ...reading] = clients
  const writer = newWriter(1_000_000)
  sending?.update(writer.first())
  await sleep(300)
  for (const client of reading) client.frames = client.bytes = 0
  const last = updates - 1
  const all = Promise.all(
    reading.map(
      client =>
        new Promise<void>(resolve => {
          client.onFrame = frame => numbersIn(frame, number => number === last && resolve())
        })
    )
  )
  const watching = watch(server)
  const began = performance.now()
  for (let i = 0; i < updates; i++) {
    sending?.update(writer.set('v', valueWith(i)))
    if (i % 250 === 249) await new Promise(resolve => setImmediate(resolve))
    if (sending?.closed) throw new Error(`The writer was closed with ${sending.closed} after ${i} updates`)
  }
  await within(120_000, 'The last update', all)
  const ms = performance.now() - began
  const seen = watching()
  const frames = reading[0]?.frames ?? 0
  const stop = (): void => {
    for (const client of clients) client.stop()
  }
  return { place, record: writer.record, result: { ms, perSecond: updates / (ms / 1000), frames, ...seen }, stop }
}
