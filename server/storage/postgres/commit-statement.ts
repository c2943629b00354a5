import type { BoardId } from '../../../src/core/board/ids.ts'
import { type Batch, laidKey } from '../storage.ts'
import type { Statement } from './connection.ts'

/**
 * [one-owner] A batch as one statement, which stores all of it or nothing. The fence is in it: the rows of its boards are held `FOR SHARE` until the
 * commit is over, and only as their owner's, of the epoch at which it took them. So who takes a board waits for the commit in flight, and a commit that comes
 * later stores nothing. A weaker lock would not be waited for. Answers one row: `alive` 0 where the server is dead, `ok` 0 where nothing was stored.
 */
export function commitStatement(batch: Batch, server: string, epochs: ReadonlyMap<BoardId, string>): Statement {
  const values: unknown[] = []
  const use = (value: unknown): string => `$${values.push(value)}`
  const closed = new Set(batch.closed)
  const boards = boardsOf(batch)
  const checks: string[] = []
  /** What checks look at, and what is done where they pass. */
  const before: string[] = []
  const after: string[] = []
  /** Which parts it has: those with the same have the same text. */
  let name = 'commit'
  const part = (letter: string, text: string): void => {
    name += letter
    after.push(text)
  }

  const me = `${use(server)}::bigint`
  const wanted = `unnest(${use(boards)}::text[], ${use(boards.map(board => epochs.get(board) ?? '-1'))}::bigint[]) AS w(id, epoch)`
  const fence = `mine AS MATERIALIZED (SELECT b.id FROM boards b JOIN ${wanted} ON b.id = w.id AND b.epoch = w.epoch WHERE b.owner = ${me} ORDER BY b.id FOR SHARE OF b)`
  checks.push(`(SELECT count(*) FROM mine) = ${use(boards.length)}::int`)

  const updates = stored(batch.updates)
  const rewritten = batch.updates.filter(({ whole }) => whole)
  if (rewritten.length > 0)
    part(
      'w',
      `cleared AS (DELETE FROM updates u USING unnest(${use(rewritten.map(({ board }) => board))}::text[], ${use(rewritten.map(({ document }) => document))}::text[]) AS c(board, document), ok
        WHERE u.board = c.board AND u.document = c.document)`
    )
  if (updates.length > 0) {
    let end = 0
    const ends = updates.map(({ update }) => (end += update.length))
    const bytes = use(Buffer.concat(updates.map(({ update }) => update)))
    const [board, document] = [use(updates.map(entry => entry.board)), use(updates.map(entry => entry.document))]
    const [from, length] = [
      use(updates.map(({ update }, at) => (ends[at] ?? 0) - update.length + 1)),
      use(updates.map(({ update }) => update.length))
    ]
    part(
      'u',
      `logged AS (INSERT INTO updates (board, document, bytes) SELECT u.board, u.document, substring(${bytes}::bytea FROM u.first FOR u.length)
        FROM unnest(${board}::text[], ${document}::text[], ${from}::int[], ${length}::int[]) WITH ORDINALITY AS u(board, document, first, length, at), ok ORDER BY u.at)`
    )
  }
  const authors = [
    ...new Map(
      batch.authors.filter(({ board }) => !closed.has(board)).map(entry => [`${entry.board} ${entry.document} ${entry.client}`, entry])
    ).values()
  ]
  if (authors.length > 0)
    part(
      'a',
      `wrote AS (INSERT INTO authors SELECT a.* FROM unnest(${use(authors.map(({ board }) => board))}::text[], ${use(authors.map(({ document }) => document))}::text[],
        ${use(authors.map(({ client }) => client))}::bigint[], ${use(authors.map(({ author }) => author))}::text[]) AS a(board, document, client, author), ok
        ON CONFLICT (board, document, client) DO UPDATE SET author = excluded.author)`
    )
  const people = peopleOf(batch)
  if (people.length > 0) {
    before.push(
      `people AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${use(JSON.stringify(people))}::jsonb) AS p(board text, there text[], absent text[], gone text[], keys jsonb, ways jsonb))`
    )
    part(
      'p',
      `seated AS (UPDATE participants s SET keys = (s.keys - p.gone) || p.keys, ways = (s.ways - p.gone) || p.ways FROM people p, ok WHERE s.board = p.board)`
    )
    checks.push(
      'NOT EXISTS (SELECT FROM people p WHERE NOT EXISTS (SELECT FROM participants s WHERE s.board = p.board AND s.keys ?& p.there AND NOT s.keys ?| p.absent))'
    )
  }
  const ballots = ballotsOf(batch, closed)
  if (ballots.length > 0)
    part(
      'b',
      `answered AS (UPDATE ballots s SET states = CASE WHEN b.closed THEN '{}' ELSE (s.states || b.states) - b.gone END
        FROM jsonb_to_recordset(${use(JSON.stringify(ballots))}::jsonb) AS b(board text, gone text[], states jsonb, closed boolean), ok WHERE s.board = b.board)`
    )
  const rows = rowsOf(batch, closed)
  if (rows.length > 0)
    part(
      'r',
      `changed AS (UPDATE boards b SET settings = coalesce(r.settings, b.settings), closed = b.closed OR r.closed, code = CASE WHEN r.closed THEN NULL ELSE b.code END
        FROM jsonb_to_recordset(${use(JSON.stringify(rows))}::jsonb) AS r(board text, settings text, closed boolean), ok WHERE b.id = r.board)`
    )
  if (closed.size > 0) part('c', `forgot AS (DELETE FROM authors a USING ok WHERE a.board = ANY(${use([...closed])}::text[]))`)

  const alive = `alive AS MATERIALIZED (SELECT 1 FROM servers WHERE id = ${me} AND NOT dead)`
  const ok = `ok AS MATERIALIZED (SELECT 1 FROM alive WHERE ${checks.join(' AND ')})`
  const text = `WITH ${[alive, fence, ...before, ok, ...after].join(',\n')}
SELECT (SELECT count(*) FROM alive)::int AS alive, (SELECT count(*) FROM ok)::int AS ok`
  return { name, text, values }
}

/** Every board that a batch names, once. */
export function boardsOf(batch: Batch): BoardId[] {
  const { closed, ...others } = batch
  const named = new Set(closed)
  for (const entries of Object.values(others)) for (const { board } of entries) named.add(board)
  return [...named].sort()
}

/** The updates that are left of those in a row where a whole document takes the place of what was before it. */
function stored(updates: Batch['updates']): Batch['updates'] {
  const last = new Map<string, number>()
  for (const [at, { board, document, whole }] of updates.entries()) if (whole) last.set(`${board} ${document}`, at)
  return updates.filter(({ board, document }, at) => at >= (last.get(`${board} ${document}`) ?? 0))
}

type People = { board: BoardId; there: string[]; absent: string[]; gone: string[]; keys: Record<string, string>; ways: Record<string, string> }

function peopleOf({ left, participants, laid }: Batch): People[] {
  const all = new Map<BoardId, People>()
  const of = (board: BoardId): People => {
    const there = all.get(board)
    if (there) return there
    const made: People = { board, there: [], absent: [], gone: [], keys: {}, ways: {} }
    all.set(board, made)
    return made
  }
  for (const { board, participant } of left) {
    of(board).gone.push(participant)
    of(board).there.push(participant)
  }
  for (const { board, participant, key, way = 'phone' } of participants) {
    const people = of(board)
    // Twice in one batch is twice too.
    if (Object.hasOwn(people.keys, participant)) people.there.push(`twice ${participant}`)
    if (!people.gone.includes(participant)) people.absent.push(participant)
    people.keys[participant] = key
    if (way !== 'phone') people.ways[participant] = way
  }
  for (const { board, participant } of laid) {
    const people = of(board)
    if (!Object.hasOwn(people.keys, participant)) people.there.push(participant)
    people.keys[participant] = laidKey(participant)
  }
  return [...all.values()]
}

function ballotsOf({ ballots, left }: Batch, closed: ReadonlySet<BoardId>) {
  const all = new Map<BoardId, { board: BoardId; gone: string[]; states: Record<string, string>; closed: boolean }>()
  const of = (board: BoardId) => {
    const there = all.get(board) ?? { board, gone: [], states: {}, closed: closed.has(board) }
    all.set(board, there)
    return there
  }
  for (const { board, participant, state } of ballots) if (!closed.has(board)) of(board).states[participant] = Buffer.from(state).toString('base64')
  for (const { board, participant } of left) of(board).gone.push(participant)
  for (const board of closed) of(board)
  return [...all.values()]
}

function rowsOf({ settings }: Batch, closed: ReadonlySet<BoardId>) {
  const all = new Map<BoardId, { board: BoardId; settings: string | null; closed: boolean }>()
  for (const entry of settings)
    all.set(entry.board, { board: entry.board, settings: JSON.stringify(entry.settings), closed: closed.has(entry.board) })
  for (const board of closed) if (!all.has(board)) all.set(board, { board, settings: null, closed: true })
  return [...all.values()]
}
