import { escapeLiteral } from 'pg'
import type { Way } from '../../../src/core/ballot/way.ts'
import type { BoardId, ParticipantId } from '../../../src/core/board/ids.ts'
import type { Placement, Server } from '../placement.ts'
import { sharedWorkshops } from '../shared-workshops.ts'
import { type BoardRow, type LoggedDocument, OwnedElsewhere, type Storage, StorageFault, type StoredBoard } from '../storage.ts'
import { boardsOf, commitStatement } from './commit-statement.ts'
import { type Ask, Connection, type Row } from './connection.ts'
import type { Lease } from './lease.ts'

/** Bytes that a probe writes: on a disk that is full a smaller one might still go through. */
const PROBE_BYTES = 16_384

const COLUMNS = 'id, title, made, expires, closed, settings, workshop, generation, facilitator, code'

/** Takes a board that is nobody's, or this server's own. */
const taking = `WITH was AS MATERIALIZED (SELECT FROM boards WHERE id = $1 AND owner <> $2)
  UPDATE boards b SET owner = $2, epoch = epoch + 1
  WHERE b.id = $1 AND EXISTS (SELECT FROM servers WHERE id = $2 AND NOT dead)
    AND (b.owner IS NULL OR b.owner = $2 OR NOT EXISTS (SELECT FROM servers s WHERE s.id = b.owner AND NOT s.dead))
  RETURNING epoch, (SELECT count(*) FROM was)::int AS was`

const statements = {
  make: `WITH me AS (SELECT id FROM servers WHERE id = $1 AND NOT dead),
    made AS (INSERT INTO boards (${COLUMNS}, owner, epoch) SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, me.id, 1 FROM me ON CONFLICT DO NOTHING RETURNING id),
    people AS (INSERT INTO participants (board) SELECT id FROM made),
    answers AS (INSERT INTO ballots (board) SELECT id FROM made),
    logged AS (INSERT INTO updates (board, document, bytes) SELECT id, d.document, d.bytes FROM made, (VALUES ('session', $12::bytea), ('results', $13)) AS d(document, bytes))
    SELECT (SELECT count(*) FROM me)::int AS alive, (SELECT count(*) FROM made)::int AS made`,
  // Its owner's lease has run out: that one commits nothing from now on, since the taking below changes the epoch that its commits name. A statement of its
  // own: of several that take a board at once PostgreSQL looks at all but the first again, which it cannot where the same statement writes elsewhere.
  bury: 'UPDATE servers SET dead = true WHERE id = (SELECT owner FROM boards WHERE id = $1) AND id <> $2 AND NOT dead AND until < clock_timestamp()',
  take: `${taking}, ${COLUMNS}`,
  claim: taking,
  alive: 'SELECT 1 FROM servers WHERE id = $1 AND NOT dead',
  replace: 'UPDATE servers SET dead = true WHERE address = $2 AND id < $1 AND NOT dead',
  release: 'UPDATE boards SET owner = NULL WHERE id = $1 AND owner = $2 AND epoch = $3',
  elsewhere: `SELECT s.id, s.address FROM boards b LEFT JOIN servers s ON s.id = b.owner AND NOT s.dead AND s.until > clock_timestamp()
    WHERE b.id = $1`,
  board: `SELECT ${COLUMNS} FROM boards WHERE id = $1`,
  boardByCode: 'SELECT id FROM boards WHERE code = $1',
  boardByFacilitator: 'SELECT id FROM boards WHERE facilitator = $1',
  expired: 'SELECT id FROM boards WHERE expires <= $1',
  outdated: `SELECT DISTINCT board FROM updates late WHERE document = 'wall' AND length(bytes) > 0 AND get_byte(bytes, length(bytes) - 1) <> 0
    AND EXISTS (SELECT FROM updates WHERE board = late.board AND document = 'wall' AND seq < late.seq)`,
  list: `SELECT id, made, expires, closed,
    (SELECT count(*) FROM participants p, jsonb_object_keys(p.keys) WHERE p.board = id) AS people,
    (SELECT coalesce(sum(length(bytes)), 0) FROM updates WHERE board = id) +
    (SELECT coalesce(sum(length(decode(state, 'base64'))), 0) FROM ballots b, jsonb_each_text(b.states) AS each(participant, state) WHERE b.board = id) AS bytes
    FROM boards ORDER BY made, id`,
  updates: 'SELECT bytes FROM updates WHERE board = $1 AND document = $2 ORDER BY seq',
  allUpdates: 'SELECT document, bytes FROM updates WHERE board = $1 ORDER BY document, seq',
  allAuthors: 'SELECT document, client, author FROM authors WHERE board = $1',
  people: 'SELECT keys, ways, states FROM participants JOIN ballots USING (board) WHERE board = $1',
  participantByKey: 'SELECT participant FROM participants, jsonb_each_text(keys) AS each(participant, key) WHERE board = $1 AND key = $2',
  ballot: 'SELECT states ->> $2 AS state FROM ballots WHERE board = $1',
  removals: 'SELECT removals FROM house',
  probe: 'UPDATE servers SET probe = $2 WHERE id = $1 AND NOT dead RETURNING id'
}

/**
 * Storage in PostgreSQL, over one connection: a read sees every write that was asked for before it. `lease` lets this process have boards: without
 * it, or while it is lost, it makes, loads and commits none. `load` takes a board, and rejects with `OwnedElsewhere` where another server has it.
 */
export async function postgresStorage(url: string, lease: Lease | null): Promise<{ storage: Storage; placement: Placement }> {
  const connection = new Connection(url)
  /** Of each board that this server has taken, at which epoch. */
  const epochs = new Map<BoardId, string>()
  const workshopOf = sharedWorkshops()

  const ask = (name: keyof typeof statements, ...values: unknown[]): Promise<Row[]> => connection.query({ text: statements[name], values, name })
  const within = (turn: Ask, name: keyof typeof statements, ...values: unknown[]): Promise<Row[]> => turn({ text: statements[name], values, name })
  const me = (): string => {
    const id = lease?.id ?? null
    if (id === null) throw new StorageFault('failing', 'This server has no lease on boards: PostgreSQL did not answer in time')
    return id
  }
  const wasLost = (): never => {
    lease?.wasLost()
    throw new StorageFault('failing', 'PostgreSQL took this server for dead')
  }
  const boardRow = (row: Row): BoardRow => {
    const { closed, settings, workshop, code } = row
    return {
      id: String(row.id),
      title: String(row.title),
      made: Number(row.made),
      expires: Number(row.expires),
      closed: closed === true,
      settings: JSON.parse(String(settings)),
      workshop: workshopOf(String(workshop)),
      generation: Number(row.generation),
      facilitator: String(row.facilitator),
      code: code === null ? null : String(code)
    }
  }
  const removals = async (): Promise<number> => Number((await ask('removals'))[0]?.removals)
  const looking = new Map<BoardId, Promise<Server | null>>()
  const onTaken: (() => void)[] = []
  lease?.onLost(() => epochs.clear())
  let seenRemovals = await removals()

  /** Takes the board without loading it. True where this server has it now. */
  const claim = (board: BoardId): Promise<boolean> =>
    connection.turn(async turn => {
      // Loaded meanwhile: commits are on their way that name its epoch.
      if (epochs.has(board)) return true
      const server = me()
      await within(turn, 'bury', board, server)
      const [row] = await within(turn, 'claim', board, server)
      if (row) taken(board, row)
      return row !== undefined
    })
  const taken = (board: BoardId, row: Row): void => {
    epochs.set(board, String(row.epoch))
    if (row.was === 1) for (const listener of onTaken) listener()
  }
  /** The server that has the board, this one where it takes it; null where nobody has. */
  async function ownerOf(board: BoardId, take: boolean): Promise<Server | null> {
    const [row] = await ask('elsewhere', board)
    if (!row) return null
    if (row.id !== null) return { id: String(row.id), address: String(row.address) }
    // Another server may have taken it meanwhile: the second answer names that one.
    return take && !(await claim(board)) ? ownerOf(board, false) : null
  }

  const storage: Storage = {
    async make(b, { session, results }) {
      const json = [JSON.stringify(b.settings), JSON.stringify(b.workshop)]
      const isNew = !epochs.has(b.id)
      // What is asked for next may be a commit to it.
      if (isNew) epochs.set(b.id, '1')
      return connection
        .turn(async turn => {
          const row = [b.id, b.title, b.made, b.expires, b.closed, ...json, b.generation, b.facilitator, b.code]
          const [answer] = await within(turn, 'make', me(), ...row, bytesOf(session), bytesOf(results))
          if (answer?.alive !== 1) wasLost()
          return answer?.made === 1
        })
        .then(
          made => {
            if (!made && isNew) epochs.delete(b.id)
            return made
          },
          error => {
            if (isNew) epochs.delete(b.id)
            throw error
          }
        )
    },
    async board(id) {
      const [row] = await ask('board', id)
      return row ? boardRow(row) : null
    },
    load: id =>
      connection.turn(async turn => {
        // What is stored of it while it is read is nobody's but this server's.
        const server = me()
        await within(turn, 'bury', id, server)
        const [row] = await within(turn, 'take', id, server)
        if (!row) {
          epochs.delete(id)
          if ((await within(turn, 'alive', server)).length === 0) wasLost()
          if ((await within(turn, 'board', id)).length === 0) return null
          throw new OwnedElsewhere()
        }
        taken(id, row)
        const documents: StoredBoard['documents'] = {
          session: { updates: [], authors: new Map() },
          wall: { updates: [], authors: new Map() },
          results: { updates: [], authors: new Map() }
        }
        for (const { document, bytes } of await within(turn, 'allUpdates', id)) documents[document as LoggedDocument].updates.push(ownBytes(bytes))
        for (const { document, client, author } of await within(turn, 'allAuthors', id))
          documents[document as LoggedDocument].authors.set(Number(client), String(author))
        const [people] = await within(turn, 'people', id)
        const keys = Object.entries((people?.keys ?? {}) as Record<ParticipantId, string>)
        return {
          row: boardRow(row),
          documents,
          ballots: ballotsOf(people?.states),
          participants: new Map(keys.map(([participant, key]) => [key, participant])),
          ways: new Map(Object.entries((people?.ways ?? {}) as Record<ParticipantId, Way>))
        }
      }),
    async boardByCode(code) {
      return ((await ask('boardByCode', code))[0]?.id as string | undefined) ?? null
    },
    async boardByFacilitator(key) {
      return ((await ask('boardByFacilitator', key))[0]?.id as string | undefined) ?? null
    },
    async expired(now) {
      return (await ask('expired', now)).map(row => String(row.id))
    },
    async boardsWithDeletedText() {
      return (await ask('outdated')).map(row => String(row.board))
    },
    async remove(id) {
      const board = escapeLiteral(id)
      epochs.delete(id)
      // One text is one transaction; the first statement waits for a commit in flight, and those after it see what that has stored.
      const others = ['updates', 'authors', 'ballots', 'participants'].map(table => `DELETE FROM ${table} WHERE board = ${board}`)
      const count = 'UPDATE house SET removals = removals + 1 RETURNING removals'
      const [row] = await connection.query({ text: [`DELETE FROM boards WHERE id = ${board}`, ...others, count].join('; ') })
      if (Number(row?.removals) === seenRemovals + 1) seenRemovals++
    },
    async list() {
      return (await ask('list')).map(row => ({
        id: String(row.id),
        made: Number(row.made),
        expires: Number(row.expires),
        closed: row.closed === true,
        people: Number(row.people),
        bytes: Number(row.bytes)
      }))
    },
    async changedElsewhere() {
      const now = await removals()
      const touched = now !== seenRemovals
      seenRemovals = now
      return touched
    },
    async participantByKey(id, key) {
      return ((await ask('participantByKey', id, key))[0]?.participant as string | undefined) ?? null
    },
    async document(id, document) {
      return (await ask('updates', id, document)).map(row => ownBytes(row.bytes))
    },
    async ballots(id) {
      return ballotsOf((await ask('people', id))[0]?.states)
    },
    async ballot(id, participant) {
      const state = (await ask('ballot', id, participant))[0]?.state
      return typeof state === 'string' ? fromBase64(state) : null
    },
    async commit(batch) {
      if (boardsOf(batch).length === 0) return
      // At the epochs of now: a board that is taken anew before its turn comes is another.
      const statement = commitStatement(batch, me(), epochs)
      await connection.turn(async turn => {
        const [answer] = await turn(statement)
        if (answer?.alive !== 1) wasLost()
        if (answer?.ok !== 1) throw new Error('There is no such board or participant, or another server has the board')
      })
    },
    async release(id) {
      const epoch = epochs.get(id)
      if (epoch === undefined || !lease || lease.id === null) return
      const { id: server } = lease
      epochs.delete(id)
      await ask('release', id, server, epoch)
    },
    // Nobody can see from here how full its disk is.
    room: async () => ({ free: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY }),
    async probe() {
      const bytes = new Uint8Array(PROBE_BYTES)
      crypto.getRandomValues(bytes)
      const written = await ask('probe', me(), bytesOf(bytes))
      if (written.length === 0) wasLost()
    },
    async close() {
      await lease?.stop()
      await connection.close()
    }
  }
  const placement: Placement = {
    get me() {
      return lease?.id ?? null
    },
    get servers() {
      return lease?.servers ?? []
    },
    get owned() {
      return epochs.size
    },
    async listening() {
      const { me: id, servers } = placement
      const own = servers.find(server => server.id === id)
      if (own) await ask('replace', own.id, own.address)
    },
    async ownerElsewhere(board, take) {
      if (epochs.has(board)) return null
      // Many come at once to the same board, in front of the same commits.
      const asked = looking.get(board) ?? ownerOf(board, take).finally(() => looking.delete(board))
      looking.set(board, asked)
      const server = await asked
      return server?.id === placement.me ? null : server
    },
    on(event, listener) {
      if (event === 'lost') lease?.onLost(listener)
      else if (event === 'servers') lease?.onServers(listener)
      else onTaken.push(listener)
    }
  }
  return { storage, placement }
}

/** For the driver, which takes nothing but its own kind. */
const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** A copy that is an array of its own. */
const ownBytes = (value: unknown): Uint8Array => Uint8Array.from(value as Buffer)
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))

const ballotsOf = (states: unknown): Map<ParticipantId, Uint8Array> =>
  new Map(Object.entries((states ?? {}) as Record<ParticipantId, string>).map(([participant, state]) => [participant, fromBase64(state)]))
