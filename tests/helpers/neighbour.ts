import { Worker } from 'node:worker_threads'
import type { MadeBoard } from '../../src/core/api.ts'
import { until } from './server-until.ts'
import type { UnderAttack } from './under-attack.ts'

/** The most that the server's main thread may work while a neighbour waits for one answer, ms. */
export const STALL = 100
/**
 * The longest that a neighbour may wait for one answer on the clock, ms: five times as much, since what else the machine
 * does stands in it too. Measured on two cores with fifteen processes wanting them: 92 on the clock, 27 of the server's work.
 */
export const STALL_ON_A_BUSY_MACHINE = 500

/** As neighbour-thread.ts tells it. */
type Seen = { worstWait: number; worstWork: number; waitsOver100: number; waits: number; unexpected: number }
export type NeighbourThread = { closed: number | null; ask(): Promise<Seen>; reset(): void; stop(): Promise<unknown> }
export async function neighbourOn(attacked: UnderAttack, board: MadeBoard, pid: number): Promise<NeighbourThread> {
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
    reset: () => worker.postMessage('reset'),
    stop: () => worker.terminate()
  }
  worker.on('message', (message: { closed?: number }) => {
    if (message.closed !== undefined) neighbour.closed = message.closed
  })
  await until(async () => (await neighbour.ask()).waits > 50, 'the neighbour', 20_000)
  neighbour.reset()
  return neighbour
}
