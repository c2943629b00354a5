import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { connectRaw, stopClients, syncFrame } from '../support/server/clients.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/**
 * `node tests/durability/commits.ts [rounds]`: how long commits take, and how long a call waits meanwhile, with SQLite in the
 * server's own thread and in a thread of its own; interleaved, medians of the rounds. Ten boards write 300 times a second.
 */
const SECONDS = 6
const BOARDS = 10
const WRITES_A_SECOND = 300

type Times = { commit: number[]; call: number[]; loop: number[] }
const quantile = (sorted: number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
const three = (values: number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b)
  return [0.5, 0.99, 1].map(q => quantile(sorted, q))
}

/** The server's side: tells its port, and at the end its commits' times and its loop's delays. */
async function serveOne(where: string, folder: string): Promise<void> {
  const { startServer } = await import('../support/server/server.ts')
  const { sqliteStorage } = await import('../../server/storage/sqlite/sqlite.ts')
  const { sqliteWorkerStorage } = await import('../../server/storage/sqlite/worker.ts')
  const path = join(folder, 'pejling.db')
  const server = await startServer({
    storage: where === 'thread' ? await sqliteWorkerStorage(path) : sqliteStorage(path),
    limits: { messagesASecond: 1e6 }
  })
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  process.send?.(server.port)
  process.on('message', async () => {
    loop.disable()
    const commit = server.facts.filter(fact => fact.name === 'stored').map(fact => fact.ms)
    const delays = [50, 99, 100].map(p => (p === 100 ? loop.max : loop.percentile(p)) / 1e6)
    process.send?.({ commit: three(commit), loop: delays })
    await server.stop()
    process.exit(0)
  })
}

async function measure(where: string): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-commits-'))
  const child = fork(import.meta.filename, [where, folder])
  try {
    const [port] = (await once(child, 'message')) as [number]
    const api = `http://127.0.0.1:${port}/api/boards`
    const writers = await Promise.all(
      Array.from({ length: BOARDS }, async () => {
        const body = JSON.stringify({ title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })
        const made = (await (await fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()) as MadeBoard
        const raw = await connectRaw({ port, board: made.board, document: 'wall', key: made.keys.facilitator })
        const doc = new Y.Doc()
        doc.on('update', (update: Uint8Array) => raw.send(syncFrame(2, update)))
        return { made, doc }
      })
    )
    const end = performance.now() + SECONDS * 1000
    let at = 0
    const writing = setInterval(() => {
      const writer = writers[at++ % BOARDS]
      if (writer) addRecord(writer.doc, 'notes', `n${at}`, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${at}` })
    }, 1000 / WRITES_A_SECOND)
    const call: number[] = []
    for (let i = 0; performance.now() < end; i++) {
      const made = writers[i % BOARDS]?.made
      const start = performance.now()
      const answer = await fetch(`${api}/${made?.board}`, { headers: { authorization: `Bearer ${made?.keys.screen}` } })
      await answer.arrayBuffer()
      call.push(performance.now() - start)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    clearInterval(writing)
    child.send('end')
    const [{ commit, loop }] = (await once(child, 'message')) as [{ commit: number[]; loop: number[] }]
    return { commit, call: three(call), loop }
  } finally {
    stopClients()
    if (child.exitCode === null) await once(child, 'exit')
    rmSync(folder, { recursive: true })
  }
}

const [first = '3', folder] = process.argv.slice(2)
if (folder !== undefined) await serveOne(first, folder)
else {
  const rounds: Record<string, Times[]> = { 'own thread of the server': [], 'a thread of its own': [] }
  for (let round = 0; round < Number(first); round++) {
    rounds['own thread of the server']?.push(await measure('here'))
    rounds['a thread of its own']?.push(await measure('thread'))
  }
  for (const [where, times] of Object.entries(rounds)) {
    const median = (part: keyof Times): string =>
      [0, 1, 2]
        .map(at =>
          quantile(
            times.map(t => t[part][at] ?? Number.NaN).toSorted((a, b) => a - b),
            0.5
          ).toFixed(2)
        )
        .join(' / ')
    console.log(
      `SQLite in ${where}: ms p50 / p99 / most: commit ${median('commit')}; HTTP call ${median('call')}; delay of the loop ${median('loop')}`
    )
  }
}
