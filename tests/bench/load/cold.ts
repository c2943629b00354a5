import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { places } from './boards.ts'
import { numberIn, read } from './burst.ts'
import { openClient, type Place } from './client.ts'
import type { Running } from './peers.ts'
import { newWriter, numbersIn, valueWith } from './updates.ts'
import { sleep, within } from './watch.ts'

const WRITERS = 30
const KEYS = 20
/** The longest that a peer here puts off storing, and some (Hocuspocus: maxDebounce 10 s). */
const PUT_OFF = 12_000

/** Bytes and times of all files: equal twice means that nothing is written. */
function stateOf(folder: string): { bytes: number; text: string } {
  let bytes = 0
  const parts: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const { size, mtimeMs } = statSync(join(entry.parentPath, entry.name))
    bytes += size
    parts.push(`${entry.name} ${size} ${mtimeMs}`)
  }
  return { bytes, text: parts.toSorted().join('\n') }
}

/**
 * W5: a document of so many updates by 30 writers on 20 values each. Then the server is killed once its store is quiet,
 * started again, and the document opened, several times. `restart` starts it anew on the same data.
 */
export async function cold(
  first: Running,
  data: string,
  { updates, opens }: { updates: number; opens: number },
  restart: () => Promise<Running>
): Promise<Record<string, number>> {
  const [place] = await places(first, 1)
  if (!place) throw new Error('No board')
  const clients = Array.from({ length: WRITERS }, (_, nth) => openClient(place, nth))
  const reader = openClient(place)
  await within(10_000, 'Sync', Promise.all([...clients, reader].map(client => client.synced)))
  const writers = clients.map((_, i) => newWriter(1_000_000 + i))
  const final = new Map<string, number>()
  const lasts = new Set(Array.from({ length: WRITERS }, (_, i) => updates - 1 - i))
  const taken = new Promise<void>(resolve => {
    reader.onFrame = frame => numbersIn(frame, number => lasts.delete(number) && lasts.size === 0 && resolve())
  })
  const began = performance.now()
  for (const [i, client] of clients.entries()) client.update((writers[i] as (typeof writers)[number]).first())
  for (let i = 0; i < updates; i++) {
    const writer = writers[i % WRITERS] as (typeof writers)[number]
    const key = `k${Math.floor(i / WRITERS) % KEYS}`
    final.set(`${writer.record} ${key}`, i)
    clients[i % WRITERS]?.update(writer.set(key, valueWith(i)))
    if (i % 300 === 299) await sleep(4)
  }
  await within(120_000, 'The last updates', taken)
  const takenMs = performance.now() - began
  await sleep(PUT_OFF)
  let quiet = stateOf(data)
  for (;;) {
    await sleep(1500)
    const now = stateOf(data)
    if (now.text === quiet.text) break
    quiet = now
  }
  for (const client of [...clients, reader]) client.stop()
  await first.kill()

  const rounds: Opening[] = []
  let wrong = 0
  for (let round = 0; round < opens; round++) {
    const server = await restart()
    rounds.push(await open(place, new Set(final.values())))
    if (round === 0) {
      const doc = await read(place, 500)
      for (const [name, number] of final) {
        const [record = '', key = ''] = name.split(' ')
        if (numberIn(doc, record, key) !== number) wrong++
      }
    }
    await server.kill()
  }
  const median = (name: keyof Opening): number => rounds.map(round => round[name]).toSorted((a, b) => a - b)[rounds.length >> 1] as number
  const [low, high] = [Math.min, Math.max].map(of => of(...rounds.map(round => round.completeMs)))
  return {
    takenMs,
    diskBytes: quiet.bytes,
    syncedMs: median('syncedMs'),
    completeMs: median('completeMs'),
    completeLow: low as number,
    completeHigh: high as number,
    bytes: median('bytes'),
    wrong
  }
}

type Opening = { syncedMs: number; completeMs: number; bytes: number }

/** Opens a document in a server that has just started: times from the first byte sent, and all bytes of the first second. */
async function open(place: Place, missing: Set<number>): Promise<Opening> {
  const began = performance.now()
  const client = openClient(place)
  const complete = new Promise<number>(resolve => {
    client.onFrame = frame => numbersIn(frame, number => missing.delete(number) && missing.size === 0 && resolve(performance.now() - began))
  })
  await within(30_000, 'Sync', client.synced)
  const syncedMs = performance.now() - began
  const completeMs = await within(30_000, 'The content', complete)
  await sleep(1000)
  client.stop()
  return { syncedMs, completeMs, bytes: client.bytes }
}
