import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Way } from '../../../src/core/ballot/way.ts'
import { sharedWorkshops } from '../shared-workshops.ts'
import { type BoardRow, type LoggedDocument, laidKey, type Storage, type StoredBoard } from '../storage.ts'
import { wrapStorage } from '../wrap-storage.ts'
import { type DatabaseOptions, faultOf, openDatabase, transaction } from './database.ts'

/**
 * Rows that a probe writes and takes away again, about 100 kB of the log: on a full disk a single row would still fit where
 * a turn does not.
 */
const PROBE_ROWS = 8000

const statements = {
  addBoard: 'INSERT OR IGNORE INTO boards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  board: 'SELECT * FROM boards WHERE id = ?',
  boardByCode: 'SELECT id FROM boards WHERE code = ?',
  boardByFacilitator: 'SELECT id FROM boards WHERE facilitator = ?',
  expired: 'SELECT id FROM boards WHERE expires <= ?',
  outdated: `SELECT DISTINCT board FROM updates AS late WHERE document = 'wall' AND substr(bytes, -1) <> x'00'
    AND EXISTS (SELECT 1 FROM updates WHERE board = late.board AND document = 'wall' AND seq < late.seq)`,
  list: `SELECT id, made, expires, closed,
    (SELECT count(*) FROM participants WHERE board = id) AS people,
    (SELECT coalesce(sum(length(bytes)), 0) FROM updates WHERE board = id) +
    (SELECT coalesce(sum(length(state)), 0) FROM ballots WHERE board = id) AS bytes
    FROM boards ORDER BY made, id`,
  dataVersion: 'PRAGMA data_version',
  removeBoard: 'DELETE FROM boards WHERE id = ?',
  setSettings: 'UPDATE boards SET settings = ? WHERE id = ?',
  closeBoard: 'UPDATE boards SET closed = 1, code = NULL WHERE id = ?',
  addUpdate: 'INSERT INTO updates (board, document, bytes) VALUES (?, ?, ?)',
  updates: 'SELECT bytes FROM updates WHERE board = ? AND document = ? ORDER BY seq',
  allUpdates: 'SELECT document, bytes FROM updates WHERE board = ? ORDER BY document, seq',
  removeUpdates: 'DELETE FROM updates WHERE board = ? AND document = ?',
  setBallot: 'INSERT INTO ballots VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
  ballots: 'SELECT participant, state FROM ballots WHERE board = ?',
  ballot: 'SELECT state FROM ballots WHERE board = ? AND participant = ?',
  removeBallots: 'DELETE FROM ballots WHERE board = ?',
  removeParticipant: 'DELETE FROM participants WHERE board = ? AND participant = ?',
  removeBallot: 'DELETE FROM ballots WHERE board = ? AND participant = ?',
  addParticipant: 'INSERT INTO participants VALUES (?, ?, ?, ?)',
  layBallot: 'UPDATE participants SET key = ? WHERE board = ? AND participant = ?',
  participants: 'SELECT key, participant, way FROM participants WHERE board = ?',
  participantByKey: 'SELECT participant FROM participants WHERE board = ? AND key = ?',
  setAuthor: 'INSERT INTO authors VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET author = excluded.author',
  allAuthors: 'SELECT document, client, author FROM authors WHERE board = ?',
  removeAuthors: 'DELETE FROM authors WHERE board = ?',
  probeFill: `INSERT INTO probe WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${PROBE_ROWS}) SELECT i, i FROM n`,
  probeEmpty: 'DELETE FROM probe WHERE id > 1',
  probe: 'INSERT INTO probe VALUES (1, 0) ON CONFLICT DO UPDATE SET value = value + 1'
}

/**
 * Storage in one SQLite file, in the thread that calls: its promises are fulfilled when the call returns. Throws as `openDatabase`
 * does. `workshopOf` reads a workshop's JSON.
 */
export function sqliteStorage(path: string, options: DatabaseOptions = {}, workshopOf = sharedWorkshops()): Storage {
  const db = openDatabase(path, options)
  const sql = Object.fromEntries(Object.entries(statements).map(([name, text]) => [name, db.prepare(text)])) as Record<
    keyof typeof statements,
    ReturnType<DatabaseSync['prepare']>
  >
  const dataVersion = (): number => Number(sql.dataVersion.get()?.data_version)
  let seen = dataVersion()
  /** Older copies of what was destroyed are still in the log. */
  let dirty = false

  /**
   * The log keeps older copies of overwritten pages until it is emptied. Where a reader or a full disk is in the way that is
   * made up for with the next write: what was asked for is done, and stored.
   */
  function emptyLog(): void {
    try {
      dirty = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0
    } catch {
      dirty = true
    }
  }
  function write<T>(work: () => T): T {
    const answer = transaction(db, work)
    if (dirty) emptyLog()
    return answer
  }
  const one = (statement: ReturnType<DatabaseSync['prepare']>, ...values: SQLInputValue[]): void => {
    if (statement.run(...values).changes !== 1) throw new Error('There is no such board')
  }

  const boardRow = (id: string): BoardRow | null => {
    const row = sql.board.get(id)
    if (!row) return null
    const { closed, settings, workshop } = row
    return { ...row, closed: closed === 1, settings: JSON.parse(String(settings)), workshop: workshopOf(String(workshop)) } as BoardRow
  }
  const ballots = (id: string) => new Map(sql.ballots.all(id).map(row => [String(row.participant), row.state as Uint8Array]))
  const people = (id: string): Pick<StoredBoard, 'participants' | 'ways'> => {
    const rows = sql.participants.all(id)
    return {
      participants: new Map(rows.map(row => [String(row.key), String(row.participant)])),
      ways: new Map(rows.filter(({ way }) => way !== 'phone').map(row => [String(row.participant), row.way as Way]))
    }
  }
  /** Several reads of the same moment, whatever another process writes. */
  function atOnce<T>(read: () => T): T {
    db.exec('BEGIN')
    try {
      return read()
    } finally {
      db.exec('COMMIT')
    }
  }

  const storage: Storage = {
    async make(b, { session, results }) {
      const json = [JSON.stringify(b.settings), JSON.stringify(b.workshop)]
      return write(() => {
        const added = sql.addBoard.run(b.id, b.title, b.made, b.expires, b.closed ? 1 : 0, ...json, b.generation, b.facilitator, b.code)
        if (added.changes === 0) return false
        sql.addUpdate.run(b.id, 'session', session)
        sql.addUpdate.run(b.id, 'results', results)
        return true
      })
    },
    async board(id) {
      return boardRow(id)
    },
    async load(id) {
      return atOnce(() => {
        const row = boardRow(id)
        if (!row) return null
        const documents: StoredBoard['documents'] = {
          session: { updates: [], authors: new Map() },
          wall: { updates: [], authors: new Map() },
          results: { updates: [], authors: new Map() }
        }
        for (const { document, bytes } of sql.allUpdates.all(id)) documents[document as LoggedDocument].updates.push(bytes as Uint8Array)
        for (const { document, client, author } of sql.allAuthors.all(id))
          documents[document as LoggedDocument].authors.set(Number(client), String(author))
        return { row, documents, ballots: ballots(id), ...people(id) }
      })
    },
    async boardByCode(code) {
      return (sql.boardByCode.get(code)?.id as string | undefined) ?? null
    },
    async boardByFacilitator(key) {
      return (sql.boardByFacilitator.get(key)?.id as string | undefined) ?? null
    },
    async expired(now) {
      return sql.expired.all(now).map(row => String(row.id))
    },
    async boardsWithDeletedText() {
      return sql.outdated.all().map(row => String(row.board))
    },
    async remove(id) {
      if (write(() => sql.removeBoard.run(id).changes) > 0) emptyLog()
    },
    async list() {
      return sql.list.all().map(row => ({
        id: String(row.id),
        made: Number(row.made),
        expires: Number(row.expires),
        closed: row.closed === 1,
        people: Number(row.people),
        bytes: Number(row.bytes)
      }))
    },
    async changedElsewhere() {
      const now = dataVersion()
      const touched = now !== seen
      seen = now
      return touched
    },
    async participantByKey(id, key) {
      return (sql.participantByKey.get(id, key)?.participant as string | undefined) ?? null
    },
    async document(id, document) {
      return sql.updates.all(id, document).map(row => row.bytes as Uint8Array)
    },
    async ballots(id) {
      return ballots(id)
    },
    async ballot(id, participant) {
      return (sql.ballot.get(id, participant)?.state as Uint8Array | undefined) ?? null
    },
    async commit(batch) {
      write(() => {
        for (const { board, document, update, whole } of batch.updates) {
          if (whole) sql.removeUpdates.run(board, document)
          sql.addUpdate.run(board, document, update)
        }
        for (const { board, participant, state } of batch.ballots) sql.setBallot.run(board, participant, state)
        for (const { board, participant } of batch.left) {
          one(sql.removeParticipant, board, participant)
          sql.removeBallot.run(board, participant)
        }
        for (const { board, participant, key, way = 'phone' } of batch.participants) sql.addParticipant.run(board, participant, key, way)
        for (const { board, participant } of batch.laid) one(sql.layBallot, laidKey(participant), board, participant)
        for (const { board, document, client, author } of batch.authors) sql.setAuthor.run(board, document, client, author)
        for (const { board, settings } of batch.settings) one(sql.setSettings, JSON.stringify(settings), board)
        for (const board of batch.closed) {
          one(sql.closeBoard, board)
          sql.removeBallots.run(board)
          sql.removeAuthors.run(board)
        }
      })
      if (batch.closed.length > 0) emptyLog()
    },
    async release() {},
    async room() {
      const { bavail, blocks, bsize } = statfsSync(dirname(path))
      return { free: bavail * bsize, total: blocks * bsize }
    },
    async probe() {
      write(() => {
        sql.probeFill.run()
        sql.probeEmpty.run()
        sql.probe.run()
      })
    },
    async close() {
      if (!db.isOpen) return
      emptyLog()
      db.close()
    }
  }
  // A rejection names the storage's fault where there is one.
  return wrapStorage(storage, (_, next) =>
    next().catch(error => {
      throw faultOf(error)
    })
  )
}
