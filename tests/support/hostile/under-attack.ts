import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MadeBoard, MadeParticipant } from '../../../src/core/board/api.ts'
import { connectRaw, type Raw, stopClients } from '../server/clients.ts'
import type { Looks } from '../server/inside-server.ts'
import { type ServerProcess, serverProcess } from '../server/process.ts'
import { testWorkshop } from '../server/workshop.ts'

/** A server process to be attacked. What somebody on another board notices of it: see neighbour.ts. */
export type UnderAttack = {
  readonly port: number
  readonly server: ServerProcess
  call<T>(method: string, path: string, key?: string, body?: unknown): Promise<{ status: number; json: T }>
  make(): Promise<MadeBoard>
  participant(board: MadeBoard): Promise<MadeParticipant>
  open(board: MadeBoard, document: string, key: string): Promise<Raw>
  /** A figure of /metrics that has no label. */
  metric(name: string): Promise<number>
  /** What the server holds in memory once all that nothing holds any longer has been collected, bytes. */
  held(): Promise<number>
  /** The work of its looks at messages since the last question, in steps: see looks.ts. */
  looks(): Promise<Looks>
  /** Processor time that the server has used, ms: unlike a wait, it does not depend on what else the machine does. */
  work(): Promise<number>
  stop(): Promise<void>
}

export async function underAttack(): Promise<UnderAttack> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-attack-'))
  // A long attack makes more boards from its one address than a school in an hour.
  const server = await serverProcess(folder, { TEST_LIMITS: JSON.stringify({ madeBytes: 2 ** 40 }) })
  await server.start()
  const origin = `http://127.0.0.1:${server.port}`
  const call: UnderAttack['call'] = async (method, path, key, body) => {
    const answer = await fetch(origin + path, {
      method,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    return { status: answer.status, json: (await answer.json().catch(() => null)) as never }
  }
  async function made<T>(path: string, key?: string, body?: unknown): Promise<T> {
    const { status, json } = await call<T>('POST', path, key, body)
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(json)}`)
    return json
  }
  async function metric(name: string): Promise<number> {
    const text = await fetch(`${origin}/metrics`).then(answer => answer.text())
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  }
  const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
  return {
    port: server.port,
    server,
    call,
    make: () => made<MadeBoard>('/api/boards', undefined, { title: 'Møde', workshop: testWorkshop, settings }),
    participant: board => made<MadeParticipant>(`/api/boards/${board.board}/participants`, board.keys.participant),
    open: (board, document, key) => connectRaw({ port: server.port, board: board.board, document, key }),
    metric,
    held: async () => (await server.ask('held')).bytes,
    looks: () => server.ask('looks'),
    work: async () => 1000 * (await metric('process_cpu_seconds_total')),
    async stop() {
      stopClients()
      await server.end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
