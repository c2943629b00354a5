import type { Way } from '../../../src/core/ballot/way.ts'
import { type BoardRow, type LoggedDocument, laidKey, type Storage } from '../storage.ts'

type Kept = {
  row: BoardRow
  documents: Record<LoggedDocument, Uint8Array[]>
  authors: Record<LoggedDocument, Map<number, string>>
  ballots: Map<string, Uint8Array>
  participants: Map<string, string>
  ways: Map<string, Way>
}

/** Storage that is gone with the process: for tests. */
export function memoryStorage(): Storage {
  const boards = new Map<string, Kept>()
  const copy = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)
  const kept = (id: string): Kept => {
    const board = boards.get(id)
    if (!board) throw new Error('There is no such board')
    return board
  }

  return {
    async make(row, { session, results }) {
      if (boards.has(row.id) || [...boards.values()].some(b => b.row.code !== null && b.row.code === row.code)) return false
      boards.set(row.id, {
        row: structuredClone(row),
        documents: { session: [copy(session)], wall: [], results: [copy(results)] },
        authors: { session: new Map(), wall: new Map(), results: new Map() },
        ballots: new Map(),
        participants: new Map(),
        ways: new Map()
      })
      return true
    },
    async board(id) {
      const board = boards.get(id)
      return board ? structuredClone(board.row) : null
    },
    async load(id) {
      const board = boards.get(id)
      if (!board) return null
      const document = (name: LoggedDocument) => ({ updates: board.documents[name].map(copy), authors: new Map(board.authors[name]) })
      return {
        row: structuredClone(board.row),
        documents: { session: document('session'), wall: document('wall'), results: document('results') },
        ballots: new Map([...board.ballots].map(([participant, state]) => [participant, copy(state)])),
        participants: new Map([...board.participants].map(([participant, key]) => [key, participant])),
        ways: new Map(board.ways)
      }
    },
    async boardByCode(code) {
      for (const { row } of boards.values()) if (row.code === code) return row.id
      return null
    },
    async boardByFacilitator(key) {
      for (const { row } of boards.values()) if (row.facilitator === key) return row.id
      return null
    },
    async expired(now) {
      return [...boards.values()].filter(b => b.row.expires <= now).map(b => b.row.id)
    },
    async boardsWithDeletedText() {
      return [...boards.values()].filter(b => b.documents.wall.slice(1).some(update => update.at(-1) !== 0)).map(b => b.row.id)
    },
    async remove(id) {
      boards.delete(id)
    },
    async list() {
      const size = (all: Iterable<Uint8Array>): number => [...all].reduce((sum, bytes) => sum + bytes.length, 0)
      return [...boards.values()]
        .sort((a, b) => a.row.made - b.row.made || (a.row.id < b.row.id ? -1 : 1))
        .map(({ row: { id, made, expires, closed }, documents, ballots, participants }) => {
          const bytes = size(Object.values(documents).flat()) + size(ballots.values())
          return { id, made, expires, closed, people: participants.size, bytes }
        })
    },
    async changedElsewhere() {
      return false
    },
    async participantByKey(id, key) {
      for (const [participant, stored] of boards.get(id)?.participants ?? []) if (stored === key) return participant
      return null
    },
    async document(id, document) {
      return boards.get(id)?.documents[document].map(copy) ?? []
    },
    async ballots(id) {
      return new Map([...(boards.get(id)?.ballots ?? [])].map(([participant, state]) => [participant, copy(state)]))
    },
    async ballot(id, participant) {
      const state = boards.get(id)?.ballots.get(participant)
      return state ? copy(state) : null
    },
    async commit(batch) {
      for (const { board } of [
        ...batch.updates,
        ...batch.ballots,
        ...batch.participants,
        ...batch.laid,
        ...batch.left,
        ...batch.authors,
        ...batch.settings
      ])
        kept(board)
      batch.closed.forEach(kept)
      for (const { board, participant } of batch.left) if (!kept(board).participants.has(participant)) throw new Error('There is no such participant')
      const coming = (board: string, participant: string) => batch.participants.some(each => each.board === board && each.participant === participant)
      for (const { board, participant } of batch.laid)
        if (!kept(board).participants.has(participant) && !coming(board, participant)) throw new Error('There is no such participant')
      for (const { board, participant } of batch.left) {
        kept(board).participants.delete(participant)
        kept(board).ballots.delete(participant)
        kept(board).ways.delete(participant)
      }
      for (const { board, participant } of batch.participants) {
        if (kept(board).participants.has(participant)) throw new Error('This participant is there already')
      }
      for (const { board, document, update, whole } of batch.updates) {
        const { documents } = kept(board)
        documents[document] = whole ? [copy(update)] : [...documents[document], copy(update)]
      }
      for (const { board, participant, state } of batch.ballots) kept(board).ballots.set(participant, copy(state))
      for (const { board, participant, key, way = 'phone' } of batch.participants) {
        kept(board).participants.set(participant, key)
        if (way !== 'phone') kept(board).ways.set(participant, way)
      }
      for (const { board, participant } of batch.laid) kept(board).participants.set(participant, laidKey(participant))
      for (const { board, document, client, author } of batch.authors) kept(board).authors[document].set(client, author)
      for (const { board, settings } of batch.settings) kept(board).row.settings = structuredClone(settings)
      for (const id of batch.closed) {
        const board = kept(id)
        board.row.closed = true
        board.row.code = null
        board.ballots.clear()
        for (const authors of Object.values(board.authors)) authors.clear()
      }
    },
    async release() {},
    async room() {
      return { free: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY }
    },
    async probe() {},
    async close() {}
  }
}
