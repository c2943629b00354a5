import type { BoardId } from '../../src/core/board/ids.ts'
import type { Keeper } from '../commit/commit-loop.ts'
import type { DocumentLimits } from '../documents/limits.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import { OwnedElsewhere, type Storage } from '../storage/storage.ts'
import type { BoardLimits } from './limits.ts'
import { OpenBoard } from './open-board.ts'

/** The boards that are in memory, each only once, as long as somebody holds it or something of it is not stored. */
export type Registry = Keeper<OpenBoard> & {
  /** Loads the board, or joins those who have it open. Null where there is none. Every hold is let go by one `release`. */
  hold(id: BoardId): Promise<OpenBoard | null>
  release(board: OpenBoard): void
  /** Does something with a board that is held meanwhile. Refuses where there is none. */
  use<T>(id: BoardId, work: (board: OpenBoard) => Promise<T>): Promise<T>
  /** Forgets a board that can no longer be used; the next hold loads it anew. */
  drop(board: OpenBoard): void
  /** Drops the board where nobody holds it and nothing of it waits. */
  evictIfIdle(board: OpenBoard): void
  /** The board, where it is in memory. */
  loaded(id: BoardId): Promise<OpenBoard | null>
  all(): Promise<OpenBoard[]>
  /** Those that are loaded, at once. */
  held(): OpenBoard[]
}

type Loading = Promise<OpenBoard | null>

/** An empty registry. `hold` refuses with `too-busy` beyond `limits.openBoards`, and rejects as the storage does. */
export function createRegistry(storage: Storage, limits: BoardLimits & DocumentLimits, report: Report): Registry {
  const open = new Map<BoardId, Loading>()
  /** `users`: connections and calls that hold the board. */
  const held = new Map<OpenBoard, { loading: Loading; users: number }>()

  async function load(id: BoardId): Loading {
    const stored = await storage.load(id).catch(error => {
      throw error instanceof OwnedElsewhere ? new Refusal('try-again') : error
    })
    return stored && new OpenBoard(stored, storage, limits)
  }
  const forget = (id: BoardId, loading: Loading | undefined): boolean => loading !== undefined && open.get(id) === loading && open.delete(id)

  const registry: Registry = {
    async hold(id) {
      for (;;) {
        let loading = open.get(id)
        if (!loading) {
          if (open.size >= limits.openBoards) throw new Refusal('too-busy')
          loading = load(id)
          open.set(id, loading)
        }
        const board = await loading.catch(error => {
          forget(id, loading)
          throw error
        })
        if (!board) {
          forget(id, loading)
          return null
        }
        // It was let go or given up while this call waited.
        if (open.get(id) !== loading) continue
        const there = held.get(board)
        if (!there) report({ name: 'board-opened' })
        held.set(board, { loading, users: (there?.users ?? 0) + 1 })
        return board
      }
    },
    release(board) {
      const there = held.get(board)
      if (!there) return
      there.users--
      registry.evictIfIdle(board)
    },
    async use(id, work) {
      const board = await registry.hold(id)
      if (!board) throw new Refusal('no-board')
      try {
        return await work(board)
      } finally {
        registry.release(board)
      }
    },
    drop(board) {
      // A release that fails costs a wait: another server has the board once this one's lease has run out.
      if (forget(board.id, held.get(board)?.loading)) storage.release(board.id).catch(() => undefined)
      if (held.delete(board)) report({ name: 'board-let-go' })
    },
    evictIfIdle(board) {
      if (held.get(board)?.users !== 0) return
      // What its last user sent is still to be stored, or what was deleted to be written over: the end of that turn lets go.
      if (!board.busy || board.gone !== null) registry.drop(board)
    },
    async loaded(id) {
      return (await open.get(id)?.catch(() => null)) ?? null
    },
    held: () => [...held.keys()],
    async all() {
      return (await Promise.all([...open.values()].map(board => board.catch(() => null)))).filter(board => board !== null)
    }
  }
  return registry
}
