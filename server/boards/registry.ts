import type { Limits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import type { Storage } from '../storage/storage.ts'
import { OpenBoard } from './open-board.ts'

/** The boards that are in memory, each only once, as long as somebody holds it. */
export type Registry = {
  /** Loads the board, or joins those who have it open. Null where there is none. Every hold is let go by one `release`. */
  hold(id: string): Promise<OpenBoard | null>
  release(board: OpenBoard): void
  /** Forgets a board that can no longer be used; the next hold loads it anew. */
  drop(board: OpenBoard): void
  /** The board, where it is in memory. */
  loaded(id: string): Promise<OpenBoard | null>
  all(): Promise<OpenBoard[]>
}

export function createRegistry(storage: Storage, limits: Limits, report: Report): Registry {
  const open = new Map<string, Promise<OpenBoard | null>>()
  const held = new Map<OpenBoard, Promise<OpenBoard | null>>()

  async function load(id: string): Promise<OpenBoard | null> {
    const stored = await storage.load(id)
    return stored && OpenBoard.from(stored, storage, limits)
  }
  const forget = (id: string, loading: Promise<OpenBoard | null> | undefined): void => {
    if (loading && open.get(id) === loading) open.delete(id)
  }
  const drop = (board: OpenBoard): void => {
    forget(board.row.id, held.get(board))
    if (held.delete(board)) report({ name: 'board-let-go' })
  }

  return {
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
        if (!held.has(board)) report({ name: 'board-opened' })
        held.set(board, loading)
        board.users++
        return board
      }
    },
    release(board) {
      board.users--
      if (board.users > 0) return
      // What its last user sent is still to be stored, or what was deleted to be written over: the end of that turn lets go.
      if (!board.busy || board.gone !== null) drop(board)
    },
    drop,
    async loaded(id) {
      return (await open.get(id)?.catch(() => null)) ?? null
    },
    async all() {
      return (await Promise.all([...open.values()].map(board => board.catch(() => null)))).filter(board => board !== null)
    }
  }
}
