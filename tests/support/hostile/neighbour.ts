import { Worker } from 'node:worker_threads'
import { expect } from 'vitest'
import type { MadeBoard } from '../../../src/core/board/api.ts'
import { isLongRun } from '../run/long-run.ts'
import { until } from '../server/until.ts'
import type { UnderAttack } from './under-attack.ts'
import { Yardstick } from './yardstick.ts'

/**
 * The most that the server's main thread may work while a neighbour waits for one answer, in walls (see Yardstick), and in a long
 * run in ms. The worst that is sent at it takes 10 walls and 25 ms; what Yjs alone spends on most of it are seconds. Where others use the
 * machine too, the neighbour's thread waits for its turn, and the server goes on with the next message meanwhile: hence the room.
 */
export const STALL = { walls: isLongRun ? 30 : 120, ms: 60 }
/** In a long run: the longest that a neighbour may wait for one answer on the clock, ms. What else the machine does stands in it. */
const WAIT = 500

/** As neighbour-thread.ts tells it. */
type Seen = { worstWait: number; worstWork: number; waitsOver100: number; waits: number; unexpected: number }
export type NeighbourThread = {
  closed: number | null
  readonly yardstick: Yardstick
  ask(): Promise<Seen>
  reset(): void
  /** Since the last reset the neighbour has waited for no answer for long, and is still there. */
  expectNoStall(): Promise<void>
  stop(): Promise<unknown>
}
export async function neighbourOn(attacked: UnderAttack, board: MadeBoard, pid: number): Promise<NeighbourThread> {
  const url = `ws://127.0.0.1:${attacked.port}/sync/${board.board}/wall`
  const worker = new Worker(new URL('./neighbour-thread.ts', import.meta.url), { workerData: { url, key: board.keys.screen, pid } })
  const neighbour: NeighbourThread = {
    closed: null,
    yardstick: new Yardstick(),
    ask: () => {
      neighbour.yardstick.sample()
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
    reset: () => {
      neighbour.yardstick.sample()
      worker.postMessage('reset')
    },
    async expectNoStall() {
      const { worstWork, worstWait, waits } = await neighbour.ask()
      expect(neighbour.closed).toBeNull()
      expect(waits).toBeGreaterThan(0)
      expect(worstWork / neighbour.yardstick.wall, "the server's work within one wait, walls").toBeLessThan(STALL.walls)
      if (!isLongRun) return
      console.log(`${expect.getState().currentTestName}: ${worstWork.toFixed(0)} ms of work, ${worstWait.toFixed(0)} ms on the clock`)
      expect(worstWork, "the server's work within one wait, ms").toBeLessThan(STALL.ms)
      expect(worstWait, 'one wait on the clock, ms').toBeLessThan(WAIT)
    },
    stop: () => worker.terminate()
  }
  worker.on('message', (message: { closed?: number }) => {
    if (message.closed !== undefined) neighbour.closed = message.closed
  })
  await until(async () => (await neighbour.ask()).waits > 50, 'the neighbour', 50_000)
  neighbour.reset()
  return neighbour
}
