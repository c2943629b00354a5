import { closeCodes } from '../../src/core/board/api.ts'
import type { BoardId } from '../../src/core/board/ids.ts'
import type { CommitLoop } from '../commit/commit-loop.ts'
import type { StorageBreaker } from '../commit/storage-breaker.ts'
import type { Report } from '../report/facts.ts'
import type { Boards } from './contract.ts'
import type { OpenBoard } from './open-board.ts'
import type { Registry } from './registry.ts'

export type Maintenance = Pick<Boards, 'deleteExpired' | 'endGoneBoards' | 'compactQuietBoards' | 'compactAfterCrash'> & {
  /** Deletes a board, on disk and in memory. */
  remove(id: BoardId): Promise<void>
}

/** What is done to boards from time to time, and when they end. */
export function createMaintenance(parts: {
  breaker: StorageBreaker
  registry: Registry
  commits: CommitLoop<OpenBoard>
  report: Report
  now: () => number
}): Maintenance {
  const { breaker, registry, commits, report, now } = parts
  const { storage } = breaker

  function endInMemory(board: OpenBoard): void {
    registry.drop(board)
    board.endAll(closeCodes.deleted)
  }
  const end = (board: OpenBoard): Promise<void> => commits.exclusively(async () => endInMemory(board))

  const maintenance: Maintenance = {
    remove: id =>
      commits.exclusively(async () => {
        // First on disk, so that nobody can load it again; then in memory.
        await storage.remove(id)
        const board = await registry.loaded(id)
        if (board) endInMemory(board)
      }),

    async deleteExpired() {
      const expired = await storage.expired(now())
      for (const id of expired) await maintenance.remove(id)
      if (expired.length > 0) report({ name: 'boards-deleted', count: expired.length, why: 'expired' })
    },

    async endGoneBoards() {
      const past = (await registry.all()).filter(({ row }) => row.expires <= now())
      // Whether or not they can be deleted from disk: nobody writes in them from now on.
      for (const board of past) await end(board)
      if (past.length > 0) await maintenance.deleteExpired()
      if (!(await storage.changedElsewhere())) return
      for (const board of await registry.all()) if (!(await storage.board(board.id))) await end(board)
    },

    async compactQuietBoards() {
      for (const board of await registry.all()) {
        if (!board.wantsCompaction() || breaker.fault !== null) continue
        await commits.transact(board, batch => board.compact(batch)).catch(() => undefined)
      }
    },

    async compactAfterCrash() {
      for (const id of await storage.boardsWithDeletedText()) {
        if (breaker.fault !== null) return
        await registry.use(id, board => commits.transact(board, batch => board.compact(batch))).catch(() => undefined)
      }
    }
  }
  return maintenance
}
