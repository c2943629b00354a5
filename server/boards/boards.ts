import type { KeyKind } from '../../src/core/access.ts'
import { closeCodes } from '../../src/core/api.ts'
import { normaliseCode } from '../../src/core/code.ts'
import { changeSettings } from '../../src/core/settings.ts'
import { readTitle } from '../../src/documents/session.ts'
import { readWall } from '../../src/documents/wall.ts'
import { minutesOf } from '../../src/steps/minutes.ts'
import { type CommitLoop, createCommitLoop } from '../commit/commit-loop.ts'
import { createStorageBreaker } from '../commit/storage-breaker.ts'
import type { Limits } from '../limits.ts'
import { Refusal, type RefusalCode } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import type { Batch, BoardRow, Storage } from '../storage/storage.ts'
import type { Access, Boards } from './contract.ts'
import { firstDocuments } from './first-documents.ts'
import { derivedKeys, keyHash, looksLikeKey, randomGeneration, randomId, randomKey, sameText } from './keys.ts'
import type { OpenBoard } from './open-board.ts'
import { refusingTroubles } from './refusing-troubles.ts'
import { createRegistry, type Registry } from './registry.ts'

const DAY = 24 * 60 * 60 * 1000

export function createBoards(parts: { storage: Storage; secret: Uint8Array; limits: Limits; report: Report; now: () => number }): Boards {
  const { limits, report, now } = parts
  const breaker = createStorageBreaker(parts.storage, report, limits.probeEvery)
  const { storage } = breaker
  const derived = derivedKeys(parts.secret)
  const commits: CommitLoop<OpenBoard> = createCommitLoop(breaker, limits, report, board => registry.drop(board), letGo)
  const registry: Registry = createRegistry(storage, limits, report)

  function letGo(board: OpenBoard): void {
    if (board.users === 0 && !board.busy) registry.drop(board)
  }

  /** Many ask for the same one at once, after a restart. */
  const reading = new Map<string, Promise<BoardRow | null>>()
  function rowOf(id: string): Promise<BoardRow | null> {
    let row = reading.get(id)
    if (!row) {
      row = storage.board(id).finally(() => reading.delete(id))
      reading.set(id, row)
    }
    return row
  }

  /** The row of a board as it is on disk, and the participant that a key stands for: from memory where the board is open. */
  async function known(id: string): Promise<{ row: BoardRow; participant(key: string): Promise<string | null> } | null> {
    const board = await registry.loaded(id)
    if (board && board.gone === null) return { row: board.stored, participant: async key => board.participants.get(key) ?? null }
    const row = await rowOf(id)
    return row && { row, participant: key => storage.participantByKey(id, key) }
  }

  async function kindOf(
    { row, participant: of }: NonNullable<Awaited<ReturnType<typeof known>>>,
    key: string
  ): Promise<{ kind: KeyKind; participant: string | null } | null> {
    if (sameText(keyHash(key), row.facilitator)) return { kind: 'facilitator', participant: null }
    if (sameText(key, derived.participant(row.id))) return { kind: 'participant', participant: null }
    if (sameText(key, derived.screen(row.id))) return { kind: 'screen', participant: null }
    if (sameText(key, derived.reader(row.id))) return { kind: 'reader', participant: null }
    const participant = await of(keyHash(key))
    return participant === null ? null : { kind: 'ballot', participant }
  }

  /** A board keeps the code that it was made with. */
  function codeOf({ id, code }: BoardRow): string {
    const earlier = derived.earlierCode(id)
    return code !== null && sameText(code, derived.codeHash(earlier)) ? earlier : derived.code(id)
  }

  const only = (access: Access, ...kinds: KeyKind[]): void => {
    if (!kinds.includes(access.kind)) throw new Refusal('not-yours')
  }

  async function withBoard<T>(id: string, work: (board: OpenBoard) => Promise<T>): Promise<T> {
    const board = await registry.hold(id)
    if (!board) throw new Refusal('no-board')
    try {
      return await work(board)
    } finally {
      registry.release(board)
    }
  }

  /** Ends a board in memory. */
  function end(board: OpenBoard): Promise<void> {
    return commits.exclusively(async () => {
      registry.drop(board)
      board.endAll(closeCodes.deleted)
    })
  }

  async function removeBoard(id: string): Promise<void> {
    await commits.exclusively(async () => {
      // First on disk, so that nobody can load it again; then in memory.
      await storage.remove(id)
      const board = await registry.loaded(id)
      if (!board) return
      registry.drop(board)
      board.endAll(closeCodes.deleted)
    })
  }

  const boards: Boards = {
    limits,
    registry,
    commits,

    async make({ title, workshop, settings }) {
      const { free, total } = await storage.room()
      // Storage that stores nothing says so itself.
      if (breaker.trouble === null && free < Math.min(limits.diskKept, total / 20)) {
        report({ name: 'board-refused' })
        throw new Refusal('no-room')
      }
      for (;;) {
        const id = randomId()
        const facilitator = randomKey()
        const code = derived.code(id)
        const made = now()
        const expires = made + settings.keepDays * DAY
        const row: BoardRow = {
          id,
          title,
          made,
          expires,
          closed: false,
          settings,
          workshop,
          generation: randomGeneration(),
          facilitator: keyHash(facilitator),
          code: derived.codeHash(code)
        }
        // The code follows from the id: where another open board has it, another id is tried.
        if (!(await storage.make(row, firstDocuments(settings)))) continue
        report({ name: 'board-made' })
        const keys = { facilitator, participant: derived.participant(id), screen: derived.screen(id) }
        return { board: id, code, keys, expires: new Date(expires).toISOString() }
      }
    },

    async join(typed) {
      const code = normaliseCode(typed)
      const board = code === null ? null : await storage.boardByCode(derived.codeHash(code))
      const row = board === null ? null : await storage.board(board)
      return row && row.expires > now() ? { board: row.id, key: derived.participant(row.id) } : null
    },

    async access(board, key) {
      if (key === null) throw new Refusal('no-key')
      const there = await known(board)
      if (!there || there.row.expires <= now()) throw new Refusal('no-board')
      if (!looksLikeKey(key)) throw new Refusal('bad-key')
      const found = await kindOf(there, key)
      if (!found) throw new Refusal('unknown-key')
      return { row: there.row, ...found }
    },

    info({ row, kind, participant }) {
      const { slug, title, minutes } = row.workshop
      const facilitates = kind === 'facilitator'
      // The minutes' link is passed on to people who were not there: what it opens lets nobody in.
      const invites = !row.closed && kind !== 'reader'
      const invite = () => ({
        code: codeOf(row),
        participant: derived.participant(row.id),
        ...(facilitates ? { screen: derived.screen(row.id) } : {})
      })
      return {
        board: row.id,
        title: row.title,
        workshop: { slug, title, minutes },
        settings: row.settings,
        kind,
        ...(participant === null ? {} : { participant }),
        closed: row.closed,
        made: new Date(row.made).toISOString(),
        expires: new Date(row.expires).toISOString(),
        generation: row.generation,
        now: now(),
        ...(invites ? { invite: invite() } : {}),
        ...(facilitates ? { reader: derived.reader(row.id) } : {})
      }
    },

    workshop: ({ row }) => ({ workshop: row.workshop, seconds: Math.max(0, Math.floor((row.expires - now()) / 1000)) }),

    async addParticipant(access) {
      only(access, 'participant', 'facilitator', 'ballot')
      const participant = randomId()
      const key = randomKey()
      await withBoard(access.row.id, board => {
        let left: string | null = null
        return commits.transact(
          board,
          batch => {
            if (board.row.closed) throw new Refusal('closed')
            if (board.people >= limits.participants) {
              left = board.emptySeat()
              if (left === null) throw new Refusal('too-many-participants')
              batch.left.push({ board: board.row.id, participant: left })
            } else board.people++
            board.publish()
            batch.participants.push({ board: board.row.id, participant, key: keyHash(key) })
          },
          () => {
            if (left !== null) board.forget(left)
            board.participants.set(keyHash(key), participant)
          }
        )
      })
      report({ name: 'participant-joined' })
      return { participant, key }
    },

    async changeSettings(access, wish) {
      only(access, 'facilitator')
      return withBoard(access.row.id, async board => {
        const change = (batch: Batch): void => {
          if (board.row.closed) throw new Refusal('closed')
          const changed = changeSettings(board.row.settings, wish, {
            ballots: board.answered.size,
            published: Object.keys(board.results.published).length
          })
          if (!changed.ok) throw new Refusal(refusals[changed.reason])
          board.row.settings = changed.settings
          board.publish()
          batch.settings.push({ board: board.row.id, settings: changed.settings })
        }
        await commits.transact(board, change, () => {
          board.stored = { ...board.row }
        })
        return board.row.settings
      })
    },

    async close(access) {
      only(access, 'facilitator')
      return withBoard(access.row.id, async board => {
        await commits.transact(
          board,
          batch => {
            if (board.row.closed) throw new Refusal('closed')
            board.publish()
            board.writeClosed(batch)
            batch.closed.push(board.row.id)
          },
          () => board.freeze()
        )
        report({ name: 'board-closed' })
        return { destroyed: board.results.closed?.destroyed ?? 0 }
      })
    },

    async remove(access) {
      only(access, 'facilitator')
      await removeBoard(access.row.id)
      report({ name: 'boards-deleted', count: 1, why: 'asked' })
    },

    async minutes({ row }) {
      return withBoard(row.id, board =>
        // Between two groups, so that nothing is read that is not stored.
        commits.exclusively(async () => {
          if (board.gone !== null) throw new Refusal('try-again')
          const { made, expires, closed, workshop } = board.row
          const title = readTitle(board.rooms.session.doc) || board.row.title
          const dates = { made: new Date(made).toISOString(), expires: new Date(expires).toISOString() }
          return minutesOf({ title, ...dates, closed, workshop, results: board.results, wall: readWall(board.rooms.wall.doc) })
        })
      )
    },

    check: () => breaker.check(),

    async deleteExpired() {
      const expired = await storage.expired(now())
      for (const id of expired) await removeBoard(id)
      if (expired.length > 0) report({ name: 'boards-deleted', count: expired.length, why: 'expired' })
    },

    async endGoneBoards() {
      const past = (await registry.all()).filter(({ row }) => row.expires <= now())
      // Whether or not they can be deleted from disk: nobody writes in them from now on.
      for (const board of past) await end(board)
      if (past.length > 0) await boards.deleteExpired()
      if (!(await storage.changedElsewhere())) return
      for (const board of await registry.all()) {
        if (!(await storage.board(board.row.id))) await end(board)
      }
    },

    async compactQuietBoards() {
      for (const board of await registry.all()) {
        if (!board.wantsCompaction() || breaker.trouble !== null) continue
        await commits.transact(board, batch => board.compact(batch)).catch(() => undefined)
      }
    },

    async compactAfterCrash() {
      for (const id of await storage.boardsWithDeletedText()) {
        if (breaker.trouble !== null) return
        await withBoard(id, board => commits.transact(board, batch => board.compact(batch))).catch(() => undefined)
      }
    },

    async stop(code) {
      breaker.stop()
      await commits.idle()
      for (const board of await registry.all()) board.endAll(code)
      await commits.idle()
    }
  }
  return refusingTroubles(boards)
}

const refusals = {
  frozen: 'settings-frozen',
  'less-private': 'less-private',
  published: 'already-published',
  'lower-minimum': 'lower-minimum',
  'out-of-range': 'minimum-out-of-range'
} as const satisfies Record<string, RefusalCode>
