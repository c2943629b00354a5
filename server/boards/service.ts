import { type BoardInfo, closeCodes } from '../../src/core/board/api.ts'
import { normaliseCode } from '../../src/core/board/code.ts'
import { keyOfRecovery, readRecovery } from '../../src/core/board/recovery.ts'
import { markedTitle } from '../../src/core/board/settings.ts'
import { createCommitLoop } from '../commit/commit-loop.ts'
import type { CommitLimits } from '../commit/limits.ts'
import { createStorageBreaker } from '../commit/storage-breaker.ts'
import type { DocumentLimits } from '../documents/limits.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report/facts.ts'
import type { BoardRow, Storage } from '../storage/storage.ts'
import { createAccess, requireKind } from './access.ts'
import { connect } from './connect.ts'
import type { Access, Boards } from './contract.ts'
import { firstDocuments } from './first-documents.ts'
import { codeOf, type Derived, derivedKeys, keyHash, randomFacilitatorKey, randomGeneration, randomId, randomKey } from './keys.ts'
import type { BoardLimits } from './limits.ts'
import { createMaintenance } from './maintenance.ts'
import { refusingFaults } from './refusing-faults.ts'
import { createRegistry } from './registry.ts'

/** Ms between two boards that are handed over, where there are few. */
const MOST_BETWEEN = 100

const DAY = 24 * 60 * 60 * 1000

/** All boards of a server. `secret`: 32 bytes that shared keys and codes are derived from. `now`: Unix ms. */
export function createBoards(parts: {
  storage: Storage
  secret: Uint8Array
  limits: BoardLimits & DocumentLimits & CommitLimits
  report: Report
  now: () => number
}): Boards {
  const { limits, report, now } = parts
  const breaker = createStorageBreaker(parts.storage, report, limits.probeEvery)
  const { storage } = breaker
  const derived = derivedKeys(parts.secret)
  const registry = createRegistry(storage, limits, report)
  const commits = createCommitLoop(breaker, limits, report, registry)
  const { remove, ...maintenance } = createMaintenance({ breaker, registry, commits, report, now })
  const { access } = refusingFaults({ access: createAccess({ storage, registry, derived, now }) })

  const calls = refusingFaults({
    async make({ title: asked, workshop, settings }) {
      const title = markedTitle(asked, settings)
      const { free, total } = await storage.room()
      // Storage that stores nothing says so itself.
      if (breaker.fault === null && free < Math.min(limits.diskKept, total / 20)) {
        report({ name: 'board-refused' })
        throw new Refusal('no-room')
      }
      for (;;) {
        const id = randomId()
        const facilitator = randomFacilitatorKey()
        const code = derived.code(id)
        const made = now()
        const expires = made + settings.keepDays * DAY
        const stored = { facilitator: keyHash(facilitator), code: derived.codeHash(code), generation: randomGeneration() }
        const row: BoardRow = { id, title, made, expires, closed: false, settings, workshop, ...stored }
        // The code follows from the id: where another open board has it, another id is tried.
        if (!(await storage.make(row, firstDocuments(settings)))) continue
        report({ name: 'board-made' })
        // The server that is asked for the new board first becomes its owner.
        await storage.release(id).catch(() => undefined)
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

    async recover(typed) {
      const read = readRecovery(typed)
      if (!('code' in read)) return null
      const key = keyOfRecovery(read.code)
      const board = await storage.boardByFacilitator(keyHash(key))
      const row = board === null ? null : await storage.board(board)
      return row && row.expires > now() ? { board: row.id, key } : null
    },

    async addParticipant(access, { way = 'phone' }) {
      requireKind(access, 'participant', 'facilitator', 'ballot')
      // Who leads the meeting types in what was written on paper.
      if (way === 'paper') requireKind(access, 'facilitator')
      const participant = randomId()
      const key = randomKey()
      await registry.use(access.row.id, board => commits.transact(board, batch => board.addParticipant(batch, participant, keyHash(key), way)))
      report({ name: 'participant-joined' })
      return { participant, key }
    },

    async layBallot(access) {
      requireKind(access, 'ballot')
      const { row, participant } = access
      if (participant !== null) await registry.use(row.id, board => commits.transact(board, batch => board.layBallot(batch, participant)))
    },

    async changeSettings(access, wish) {
      requireKind(access, 'facilitator')
      return registry.use(access.row.id, async board => {
        await commits.transact(board, batch => board.changeSettings(batch, wish))
        return board.row.settings
      })
    },

    async close(access) {
      requireKind(access, 'facilitator')
      return registry.use(access.row.id, async board => {
        await commits.transact(board, batch => board.close(batch))
        report({ name: 'board-closed' })
        return { destroyed: board.results.closed?.destroyed ?? 0 }
      })
    },

    async remove(access) {
      requireKind(access, 'facilitator')
      await remove(access.row.id)
      report({ name: 'boards-deleted', count: 1, why: 'asked' })
    },

    async minutes({ row }) {
      return registry.use(row.id, board =>
        // Between two commits, so that nothing is read that is not stored.
        commits.exclusively(async () => {
          if (board.gone !== null) throw new Refusal('try-again')
          return board.minutes()
        })
      )
    }
  } satisfies Pick<Boards, 'make' | 'join' | 'recover' | 'addParticipant' | 'layBallot' | 'changeSettings' | 'close' | 'remove' | 'minutes'>)

  return {
    ...calls,
    ...maintenance,
    access,
    info: access => infoOf(access, derived, now()),
    workshop: ({ row }) => ({ workshop: row.workshop, seconds: Math.max(0, Math.floor((row.expires - now()) / 1000)) }),
    connect: (wish, socket) => connect({ access, registry, commits, limits, report }, wish, socket),
    check: () => breaker.check(),
    async stop(code) {
      breaker.stop()
      await commits.idle()
      for (const board of await registry.all()) board.endAll(code)
      await commits.idle()
    },
    async handOver(code, ms) {
      const held = registry.held()
      const every = Math.min(ms / Math.max(1, held.length), MOST_BETWEEN)
      for (const board of held) {
        const next = new Promise(resolve => setTimeout(resolve, every))
        // After all that it has been sent by now.
        await commits.transact(board, () => undefined).catch(() => undefined)
        await commits.exclusively(async () => {
          registry.drop(board)
          board.endAll(code)
        })
        await next
      }
    },
    giveUp() {
      for (const board of registry.held()) {
        registry.drop(board)
        board.endAll(closeCodes.tryAgain)
      }
    },
    idle: () => commits.idle(),
    loaded: board => registry.loaded(board)
  }
}

/** What whoever holds a key is told of its board. `now`: Unix ms. */
function infoOf({ row, kind, participant }: Access, derived: Derived, now: number): BoardInfo {
  const { slug, title, minutes } = row.workshop
  const facilitates = kind === 'facilitator'
  // The minutes' link is passed on to people who were not there: what it opens lets nobody in.
  const invites = !row.closed && kind !== 'reader'
  const invite = () => ({
    code: codeOf(row, derived),
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
    now,
    ...(invites ? { invite: invite() } : {}),
    ...(facilitates ? { reader: derived.reader(row.id) } : {})
  }
}
