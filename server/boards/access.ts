import type { KeyKind } from '../../src/core/board/access.ts'
import type { BoardId, Key, KeyHash, ParticipantId } from '../../src/core/board/ids.ts'
import { Refusal } from '../refusal.ts'
import type { BoardRow, Storage } from '../storage/storage.ts'
import type { Access } from './contract.ts'
import { type Derived, keyHash, looksLikeKey, sameText } from './keys.ts'
import type { Registry } from './registry.ts'

/** A board's row as it is on disk. `participantWith` names the participant whose key has this hash. */
type Known = { row: Readonly<BoardRow>; participantWith(key: KeyHash): Promise<ParticipantId | null> }

/**
 * Makes the call that tells what a key opens. Throws a Refusal where it opens nothing. An open board answers from memory: those who come back wait
 * for no disk.
 */
export function createAccess(parts: {
  storage: Storage
  registry: Registry
  derived: Derived
  now: () => number
}): (board: BoardId, key: Key | null) => Promise<Access> {
  const { storage, registry, derived, now } = parts

  /** Many ask for the same one at once, after a restart. */
  const reading = new Map<BoardId, Promise<BoardRow | null>>()
  function rowOf(id: BoardId): Promise<BoardRow | null> {
    let row = reading.get(id)
    if (!row) {
      row = storage.board(id).finally(() => reading.delete(id))
      reading.set(id, row)
    }
    return row
  }

  async function known(id: BoardId): Promise<Known | null> {
    const board = await registry.loaded(id)
    if (board && board.gone === null) return { row: board.row, participantWith: async key => board.participantWith(key) }
    const row = await rowOf(id)
    return row && { row, participantWith: key => storage.participantByKey(id, key) }
  }

  async function kindOf({ row, participantWith }: Known, key: Key): Promise<{ kind: KeyKind; participant: ParticipantId | null } | null> {
    if (sameText(keyHash(key), row.facilitator)) return { kind: 'facilitator', participant: null }
    for (const kind of ['participant', 'screen', 'reader'] as const) if (sameText(key, derived[kind](row.id))) return { kind, participant: null }
    const participant = await participantWith(keyHash(key))
    return participant === null ? null : { kind: 'ballot', participant }
  }

  return async (board, key) => {
    if (key === null) throw new Refusal('no-key')
    const there = await known(board)
    if (!there || there.row.expires <= now()) throw new Refusal('no-board')
    if (!looksLikeKey(key)) throw new Refusal('bad-key')
    const found = await kindOf(there, key)
    if (!found) throw new Refusal('unknown-key')
    return { row: there.row, ...found }
  }
}

/** Refuses what another kind of key may do. */
export function requireKind(access: Access, ...kinds: KeyKind[]): void {
  if (!kinds.includes(access.kind)) throw new Refusal('not-yours')
}
