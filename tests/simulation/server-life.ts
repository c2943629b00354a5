import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Boards } from '../../server/boards/contract.ts'
import { createBoards } from '../../server/boards/service.ts'
import { limits } from '../../server/limits.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import type { Random } from '../support/random.ts'

/** One life of the server's process: from its start on a storage that outlives it to its end, clean or not. */
export type ServerLife = {
  readonly boards: Boards
  readonly ended: boolean
  /** What it reports of its own failures; a disk that was made to fail is not among them. */
  readonly failures: unknown[]
  /** Stores what waits and ends its sockets. */
  stop(): Promise<void>
  /** Ends between two instructions: a commit that is under way is on disk or is not, and nobody hears of it. */
  kill(): void
}

const SECRET = new Uint8Array(32).fill(7)
const never = new Promise<never>(() => undefined)

/** `diskFails`: how often a commit is refused, from 0 to 1. Commits take some turns of the loop. */
export function startLife(disk: Storage, random: Random, diskFails: number): ServerLife {
  let ended = false
  const failures: unknown[] = []
  const fallible: Storage = {
    ...disk,
    async commit(batch) {
      // A server that is dead begins nothing: what it had begun may still reach the disk.
      if (ended) return never
      for (let turns = random.int(3); turns > 0; turns--) await nextTurn()
      if (ended && random.chance(0.5)) return never
      if (!ended && random.chance(diskFails)) throw new Error('The disk is full')
      await disk.commit(batch)
      if (ended) return never
    }
  }
  const boards = createBoards({
    storage: fallible,
    secret: SECRET,
    // A log that is written anew often, so that restarts meet both forms of it. Nothing by the clock: each play of a seed would be another.
    limits: { ...limits, logRows: 20, minCommitInterval: 0, turnTime: Number.POSITIVE_INFINITY },
    report: fact => {
      if (fact.name === 'board-failed') failures.push(fact.error)
    },
    now: () => 1_000_000
  })
  return {
    boards,
    failures,
    get ended() {
      return ended
    },
    async stop() {
      await boards.stop(closeCodes.restart)
      ended = true
    },
    kill() {
      ended = true
    }
  }
}
