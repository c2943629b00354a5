import { subscribe } from 'node:diagnostics_channel'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import type { Look } from '../../../server/documents/looks.ts'
import { limits } from '../../../server/limits.ts'

/** Loaded into a server before it starts: tells the test that started it what cannot be seen from outside. */

/** The work of its looks at messages since the last question, in steps: the most of one, and of all. */
export type Looks = { most: number; total: number; count: number }
/** What is held once all that nothing holds any longer has been collected, bytes. */
export type Held = { bytes: number }
export type Question = 'looks' | 'held'

if (isMainThread && process.send) {
  // Before the server's own modules: what its test has no room for otherwise, as limits by name.
  Object.assign(limits, JSON.parse(process.env.TEST_LIMITS ?? '{}'))
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let looks: Looks = { most: 0, total: 0, count: 0 }
  subscribe('pejling:look', look => {
    const { steps } = look as Look
    looks = { most: Math.max(looks.most, steps), total: looks.total + steps, count: looks.count + 1 }
  })
  const held = async (): Promise<Held> => {
    let bytes = Number.POSITIVE_INFINITY
    // Some is let go by what runs after a collection, and is gone with the next.
    for (let i = 0; i < 4; i++) {
      collect()
      await nextTurn()
      const { heapUsed, external } = process.memoryUsage()
      bytes = Math.min(bytes, heapUsed + external)
    }
    return { bytes }
  }
  process.on('message', async (question: Question) => {
    if (question === 'held') process.send?.(await held())
    else {
      process.send?.(looks)
      looks = { most: 0, total: 0, count: 0 }
    }
  })
  // A server that is told to end does not wait for more questions.
  process.channel?.unref()
}
