import type { BoardId, ParticipantId } from '../../../src/core/board/ids.ts'
import type { Storage } from '../storage.ts'
import { isSealed, seal, unseal } from './seal.ts'

/** Boards whose ballots are looked at when the storage is opened: the newest, since an older one was sealed with the key of then. */
const LOOKED_AT = 50

const NO_KEY = 'its ballots are sealed: set BALLOT_KEY, or BALLOT_KEY_FILE, to the key that they were sealed with'
const OTHER_KEY = 'its ballots were sealed with another BALLOT_KEY: set that one'

/**
 * [sealed-at-rest] A storage whose ballots lie sealed with `key`. With null they lie as they are, and none that is sealed is taken for one.
 * Those from before a key was set are read as they lie, and sealed as they are stored again. Rejects with Error where a ballot does not open;
 * so does this function, where that is so of the newest boards.
 */
export async function sealedStorage(storage: Storage, key: Uint8Array | null): Promise<Storage> {
  function open(board: BoardId, participant: ParticipantId, stored: Uint8Array): Uint8Array {
    if (!isSealed(stored)) return stored
    if (!key) throw new Error(NO_KEY)
    try {
      return unseal(key, board, participant, stored)
    } catch {
      throw new Error(OTHER_KEY)
    }
  }
  const openAll = (board: BoardId, ballots: ReadonlyMap<ParticipantId, Uint8Array>): Map<ParticipantId, Uint8Array> =>
    new Map([...ballots].map(([participant, stored]) => [participant, open(board, participant, stored)]))

  const sealed: Storage = {
    ...storage,
    async load(id) {
      const board = await storage.load(id)
      return board && { ...board, ballots: openAll(id, board.ballots) }
    },
    ballots: async id => openAll(id, await storage.ballots(id)),
    async ballot(id, participant) {
      const stored = await storage.ballot(id, participant)
      return stored && open(id, participant, stored)
    },
    commit: batch =>
      storage.commit(
        key
          ? { ...batch, ballots: batch.ballots.map(ballot => ({ ...ballot, state: seal(key, ballot.board, ballot.participant, ballot.state) })) }
          : batch
      )
  }
  const boards = (await storage.list()).filter(({ closed, people }) => !closed && people > 0).slice(-LOOKED_AT)
  for (const { id } of boards) await sealed.ballots(id)
  return sealed
}
