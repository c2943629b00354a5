import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { MadeBoard, MadeParticipant } from '../../src/core/api.ts'
import { connectRaw, type Raw, stopClients, syncFrame } from './server-clients.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'
import { until } from './server-until.ts'
import { testWorkshop } from './server-workshop.ts'

/** A server process to be attacked, and what somebody on another board notices of it. */
export type UnderAttack = {
  readonly port: number
  readonly server: ServerProcess
  call<T>(method: string, path: string, key?: string, body?: unknown): Promise<{ status: number; json: T }>
  make(): Promise<MadeBoard>
  participant(board: MadeBoard): Promise<MadeParticipant>
  open(board: MadeBoard, document: string, key: string): Promise<Raw>
  /** Resident memory of the server, bytes. */
  memory(): Promise<number>
  /** Processor time that the server has used, ms: unlike a wait, it does not depend on what else the machine does. */
  work(): Promise<number>
  stop(): Promise<void>
}

export async function underAttack(env: Record<string, string> = {}): Promise<UnderAttack> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-attack-'))
  const server = await serverProcess(folder, env)
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
  async function metric(name: string): Promise<number> {
    const text = await fetch(`${origin}/metrics`).then(answer => answer.text())
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  }
  const settings = { privacy: 'private', minimum: 5, keepDays: 30 }
  return {
    port: server.port,
    server,
    call,
    make: async () => (await call<MadeBoard>('POST', '/api/boards', undefined, { title: 'Møde', workshop: testWorkshop, settings })).json,
    participant: async board => (await call<MadeParticipant>('POST', `/api/boards/${board.board}/participants`, board.keys.participant)).json,
    open: (board, document, key) => connectRaw({ port: server.port, board: board.board, document, key }),
    memory: () => metric('process_resident_memory_bytes'),
    work: async () => 1000 * (await metric('process_cpu_seconds_total')),
    async stop() {
      stopClients()
      await server.end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Someone on a board of their own who asks again as soon as an answer has come. */
export class Neighbour {
  /** The longest that an answer has taken since `reset`, ms. */
  worst = 0
  answers = 0
  private readonly socket: WebSocket
  private asked = 0
  private stopped = false

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', data => {
      const frame = data as Buffer
      if (frame[0] !== 0 || frame[1] !== 1) return
      this.note()
      this.answers++
      setTimeout(() => this.ask(), 2)
    })
    socket.on('error', () => undefined)
  }

  static async of(attacked: UnderAttack): Promise<Neighbour> {
    const board = await attacked.make()
    const url = `ws://127.0.0.1:${attacked.port}/sync/${board.board}/results`
    const socket = new WebSocket(url, ['pejling', board.keys.screen])
    const neighbour = new Neighbour(socket)
    await until(() => socket.readyState === WebSocket.OPEN, 'the neighbour')
    neighbour.ask()
    await until(() => neighbour.answers > 20, 'the first answers')
    neighbour.reset()
    return neighbour
  }

  reset(): void {
    this.worst = 0
  }

  /** The longest wait, the one that is going on among them. */
  async waited(): Promise<number> {
    const { answers } = this
    await until(() => this.answers > answers + 1 || this.socket.readyState !== WebSocket.OPEN, 'an answer to the neighbour', 30_000)
    if (this.socket.readyState !== WebSocket.OPEN) throw new Error('The neighbour was sent away')
    return this.worst
  }

  stop(): void {
    this.stopped = true
    this.socket.terminate()
  }

  private ask(): void {
    if (this.stopped || this.socket.readyState !== WebSocket.OPEN) return
    this.asked = performance.now()
    this.socket.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  }

  private note(): void {
    this.worst = Math.max(this.worst, performance.now() - this.asked)
  }
}
