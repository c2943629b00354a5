import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Boards } from '../../server/boards/contract.ts'
import { createBoards } from '../../server/boards/service.ts'
import { limits } from '../../server/limits.ts'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { OwnedElsewhere, type Storage } from '../../server/storage/storage.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import type { Random } from '../support/random.ts'

/** [one-owner] A store that several servers share, which knows who has the board and at which epoch, as PostgreSQL does. */
export class SharedDisk {
  readonly storage: Storage = memoryStorage()
  owner: ServerLife | null = null
  epoch = 0
}

/** One life of a server's process: from its start on a storage that outlives it to its end, clean or not. */
export type ServerLife = {
  readonly boards: Boards
  readonly ended: boolean
  readonly frozen: boolean
  /** True where others may take its board: it has been frozen for longer than its lease. */
  late: boolean
  /** It stands still, at whatever it does, until it thaws. */
  freeze(): void
  /** Goes on where it stood, and hears that its lease is lost where it is. */
  thaw(): Promise<void>
  /** Now, or when it thaws. */
  whenAwake(happens: () => void): void
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
export function startLife(shared: SharedDisk, random: Random, diskFails: number): ServerLife {
  const disk = shared.storage
  let ended = false
  /** The epoch at which it has taken the board. */
  let taken = 0
  let thawed: Promise<void> | null = null
  let goOn = (): void => undefined
  const waiting: (() => void)[] = []
  const has = (epoch: number): boolean => shared.owner === life && shared.epoch === epoch
  const failures: unknown[] = []
  const fallible: Storage = {
    ...disk,
    async load(id) {
      await thawed
      if (ended) return never
      const { owner } = shared
      if (owner && owner !== life && !owner.ended && !owner.late) throw new OwnedElsewhere()
      shared.owner = life
      taken = ++shared.epoch
      return disk.load(id)
    },
    async release() {
      if (has(taken)) shared.owner = null
    },
    async commit(batch) {
      const epoch = taken
      // A server that is dead begins nothing: what it had begun may still reach the disk.
      if (ended) return never
      for (let turns = random.int(3); turns > 0; turns--) await nextTurn()
      if (ended && random.chance(0.5)) return never
      if (!ended && random.chance(diskFails)) throw new Error('The disk is full')
      await thawed
      if (!has(epoch)) throw new Error('Another server has the board')
      await disk.commit(batch)
      await thawed
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
  const life: ServerLife = {
    boards,
    failures,
    late: false,
    get ended() {
      return ended
    },
    get frozen() {
      return thawed !== null
    },
    freeze() {
      thawed = new Promise(resolve => {
        goOn = resolve
      })
    },
    async thaw() {
      if (!thawed) return
      thawed = null
      const lost = life.late
      goOn()
      // What it was about to do may come before it looks at its clock.
      for (let turns = random.int(4); turns > 0; turns--) await nextTurn()
      if (lost) boards.giveUp()
      life.late = false
      for (let happens = waiting[0]; happens; happens = waiting[0]) {
        happens()
        waiting.shift()
      }
    },
    whenAwake(happens) {
      // Behind those that came while it was frozen.
      if (thawed || waiting.length > 0) waiting.push(happens)
      else happens()
    },
    async stop() {
      await boards.stop(closeCodes.restart)
      ended = true
    },
    kill() {
      ended = true
      thawed = null
      goOn()
    }
  }
  return life
}
