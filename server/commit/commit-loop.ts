import { setImmediate as nextTurn } from 'node:timers/promises'
import { closeCodes } from '../../src/core/board/api.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import { type Batch, emptyBatch, isEmpty, StorageFault } from '../storage/storage.ts'
import type { CommitLimits } from './limits.ts'
import type { StorageBreaker } from './storage-breaker.ts'

/** A board, as far as the order of things goes: what it has taken in and not yet stored, and what it does once that is stored. */
export type Member = {
  /** The code with which it ended; null while it is there. */
  readonly gone: number | null
  /** True while it has messages that are not applied. */
  readonly waiting: boolean
  /** Looks at what has come in and applies it, as far as time allows; where nothing can be stored, nothing is applied. */
  applyIncoming(stores: boolean): void
  /** Takes out what it has to store. */
  batch(): Batch
  /** What was in its last batch is on disk: others see it, and its writers are told. */
  flush(): void
  /** Tells, from now on, whether all that had come in by now is applied. */
  caughtUp(): () => boolean
  /** Ends all connections with this code. */
  endAll(code: number): void
}

/**
 * [disk-before-visible] [saved-means-on-disk] The order that everything depends on, for all boards together. A commit applies what came in
 * and stores it in one transaction. Only then do others see it, and are its writers told that it is saved. Meanwhile the next commit
 * gathers. Commits follow each other no faster than every `minCommitInterval`.
 */
export type CommitLoop<Board extends Member> = {
  /** Something has come in for this board. */
  wake(board: Board): void
  /**
   * Changes an open board between two commits, after all that came in before it, or after PATIENCE. `change` may write to its documents and
   * add to the batch, or throw a Refusal before it has.
   */
  transact(board: Board, change: (batch: Batch) => void): Promise<void>
  /** Does anything else between two commits. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /** Fulfilled when nothing waits. */
  idle(): Promise<void>
}

/** Ms that one commit spends on incoming messages: busy boards must not hold up a quiet one. */
const APPLY_WITHIN = 20

/** An act on a board waits this long (ms) for earlier messages: enough for normal traffic, and short enough that a flood cannot keep a facilitator from closing. */
const PATIENCE = 2000

type Work = { ready(): boolean; until: number; run(): Promise<void> }

function join(batch: Batch, part: Batch): void {
  for (const name of Object.keys(part) as (keyof Batch)[]) (batch[name] as unknown[]).push(...part[name])
}

/** Who has the boards in memory. `drop`: this one must be loaded anew. `evictIfIdle`: its turn is over, and it may leave memory. */
export type Keeper<Board> = { drop(board: Board): void; evictIfIdle(board: Board): void }

/** A commit loop that stores in the breaker's storage and asks nothing of it while the breaker has a fault. */
export function createCommitLoop<Board extends Member>(
  breaker: StorageBreaker,
  limits: Pick<CommitLimits, 'minCommitInterval'>,
  report: Report,
  keeper: Keeper<Board>
): CommitLoop<Board> {
  const { storage } = breaker
  const awake = new Set<Board>()
  const queue: Work[] = []
  let running: Promise<void> | null = null
  let pause: NodeJS.Timeout | undefined
  /** When the next commit may begin, ms of the process's clock. */
  let nextFrom = Number.NEGATIVE_INFINITY

  const giveUp = (board: Board): void => {
    // The documents in memory are ahead of what is stored: everyone starts again from storage.
    keeper.drop(board)
    board.endAll(closeCodes.tryAgain)
  }

  /** Boards whose turn does not come within APPLY_WITHIN ms keep what has come in for the next commit, and are first in it. */
  async function commitBatch(): Promise<void> {
    const now = performance.now()
    // The second of two in a row, as when two people press at once, does not wait; of more in a row each takes more along.
    nextFrom = now - nextFrom > limits.minCommitInterval ? now : now + limits.minCommitInterval
    const until = now + APPLY_WITHIN
    const changed: { board: Board; batch: Batch }[] = []
    const boards: Board[] = []
    for (const board of awake) {
      if (boards.length > 0 && performance.now() > until) break
      awake.delete(board)
      if (board.gone !== null) continue
      try {
        board.applyIncoming(breaker.fault === null)
        const batch = board.batch()
        if (!isEmpty(batch)) changed.push({ board, batch })
        boards.push(board)
      } catch (error) {
        report({ name: 'board-failed', error })
        giveUp(board)
      }
    }
    for (const board of await storeAll(changed)) giveUp(board)
    for (const board of boards) {
      if (board.gone === null) settle(board)
      if (board.waiting) awake.add(board)
    }
  }

  function settle(board: Board): void {
    try {
      board.flush()
      keeper.evictIfIdle(board)
    } catch (error) {
      report({ name: 'board-failed', error })
      giveUp(board)
    }
  }

  /** Those that could not be stored. Where it is not the storage's fault, one board does not take the others along. */
  async function storeAll(changed: { board: Board; batch: Batch }[]): Promise<Board[]> {
    const all = emptyBatch()
    for (const { batch } of changed) join(all, batch)
    try {
      await store(all)
      return []
    } catch (error) {
      if (error instanceof StorageFault || changed.length === 1) return changed.map(({ board }) => board)
      const lost: Board[] = []
      for (const { board, batch } of changed) {
        // Given up meanwhile, and perhaps loaded anew: what it had is not to be stored over that.
        if (board.gone !== null) continue
        await store(batch).catch(() => lost.push(board))
      }
      return lost
    }
  }

  async function store(batch: Batch): Promise<void> {
    if (isEmpty(batch)) return
    const start = performance.now()
    try {
      await storage.commit(batch)
    } catch (error) {
      report({ name: 'store-failed', error })
      throw error
    }
    // [secret-before-reveal] Ballots, and the results that follow from them, are not counted: on a quiet server each is one person's answer.
    const open = batch.updates.filter(({ document }) => document !== 'results')
    if (open.length === 0) return
    const bytes = open.reduce((sum, { update }) => sum + update.length, 0)
    report({ name: 'stored', updates: open.length, bytes, ms: performance.now() - start })
  }

  /** Ms until there is something to do; none where there is now. */
  function untilDue(): number {
    if (queue.length > 0) return 0
    return awake.size > 0 ? nextFrom - performance.now() : Number.POSITIVE_INFINITY
  }

  async function run(): Promise<void> {
    await nextTurn()
    do {
      const due = queue.splice(0)
      await commitBatch()
      // A commit may have stopped before it came to all that a work is to be done after.
      const early = due.filter(({ ready, until }) => !ready() && performance.now() < until)
      for (const work of due) if (!early.includes(work)) await work.run()
      queue.unshift(...early)
      await nextTurn()
    } while (untilDue() <= 0)
    running = null
    start()
  }

  function start(): void {
    if (running) return
    const wait = untilDue()
    if (wait > 0 && pause) return
    clearTimeout(pause)
    pause = undefined
    if (wait <= 0) running = run()
    else if (wait < Number.POSITIVE_INFINITY) pause = setTimeout(goOn, Math.ceil(wait))
  }

  function goOn(): void {
    pause = undefined
    start()
  }

  function between<T>(work: () => Promise<T>, ready = () => true): Promise<T> {
    return new Promise((resolve, reject) => {
      queue.push({ ready, until: performance.now() + PATIENCE, run: () => work().then(resolve, reject) })
      start()
    })
  }

  return {
    wake(board) {
      awake.add(board)
      start()
    },
    transact: (board, change) =>
      between(async () => {
        if (board.gone !== null) throw new Refusal('try-again')
        if (breaker.fault !== null) throw new Refusal('cannot-store')
        const batch = emptyBatch()
        try {
          change(batch)
          join(batch, board.batch())
        } catch (error) {
          if (!(error instanceof Refusal)) giveUp(board)
          throw error
        }
        try {
          await store(batch)
        } catch (error) {
          giveUp(board)
          throw new Refusal(error instanceof StorageFault ? 'cannot-store' : 'try-again')
        }
        settle(board)
      }, board.caughtUp()),
    exclusively: work => between(work),
    async idle() {
      while (running || awake.size > 0) await (running ?? nextTurn())
    }
  }
}
