import type { BoardId } from '../../src/core/board/ids.ts'

/** A server that lives, and the address at which the others reach it: `http://10.0.0.5:4321`. */
export type Server = { readonly id: string; readonly address: string }

/** [one-owner] Which server has which board, where several share a storage. */
export type Placement = {
  /** This server's own id; null while it may have no boards. */
  readonly me: string | null
  /** The servers that lived a moment ago, in the order of their start, this one among them. */
  readonly servers: readonly Server[]
  /**
   * The other server that has the board; null where this one has it, or where there is no such board. With `take` this server takes a board that has no
   * owner. Several servers may ask at once, as a page's sockets do: one of them gets the board, and the others are told which.
   */
  ownerElsewhere(board: BoardId, take: boolean): Promise<Server | null>
  /** This server listens at its address: one that had the address before is gone, and nobody waits for the end of its lease. */
  listening(): Promise<void>
  /** Boards that this server has taken and not released. */
  readonly owned: number
  /**
   * `lost` is called each time this server may no longer have its boards; `taken` where it has taken one from a server that is gone;
   * `servers` where others live than before.
   */
  on(event: 'lost' | 'taken' | 'servers', listener: () => void): void
}
