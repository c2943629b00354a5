import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { holdFolder } from '../storage/lock.ts'
import { openPostgres } from '../storage/postgres/open.ts'
import { givenSecret, serverSecret } from '../storage/secret.ts'
import { sqliteStorage } from '../storage/sqlite/sqlite.ts'
import { emptyBatch, loggedDocuments, type Storage, type StoredBoard } from '../storage/storage.ts'
import { AdminProblem } from './problem.ts'

export type Ways = 'to-database' | 'to-folder'
export type Move = { way: Ways; dataDir: string; url: string; env: { SECRET?: string | undefined; SECRET_FILE?: string | undefined } }

/**
 * Carries all boards from a data folder into PostgreSQL, or back, and answers how many. Every document, ballot and key of the copy is compared with its original.
 * The originals stay, and ballots stay sealed. Rejects with an AdminProblem where a server runs on either end, or the other end holds boards already.
 * Where something fails halfway, the other end is empty again.
 */
export async function move({ way, dataDir, url, env }: Move): Promise<number> {
  const path = join(dataDir, 'pejling.db')
  if (way === 'to-database' && !existsSync(path))
    throw new AdminProblem(`There is no database in ${dataDir}: set DATA_DIR to the folder that the server uses.`)
  if (way === 'to-folder' && !existsSync(dataDir)) mkdirSync(dataDir, { recursive: true })
  const hold = holdFolder(dataDir, 0)
  if (!hold) throw new AdminProblem(`A server runs on ${dataDir}: stop it first.`)
  try {
    const secret = way === 'to-database' ? folderSecret(dataDir, env) : givenSecret(env)
    if (way === 'to-folder') writeSecret(dataDir, secret)
    // Alone: a server that runs on the database has boards in its memory.
    const { storage: postgres } = await openPostgres({ url, secret, address: 'admin', alone: true })
    const sqlite = sqliteStorage(path)
    try {
      return way === 'to-database' ? await carry(sqlite, postgres, 'The database') : await carry(postgres, sqlite, dataDir)
    } finally {
      await sqlite.close()
      await postgres.close()
    }
  } finally {
    hold.release()
  }
}

/** The folder's own secret; where the host has set one already, it must be the same. */
function folderSecret(dataDir: string, env: Move['env']): Uint8Array {
  const secret = serverSecret(dataDir)
  const isSet = env.SECRET !== undefined || env.SECRET_FILE !== undefined
  if (isSet && !Buffer.from(givenSecret(env)).equals(secret))
    throw new AdminProblem(`SECRET is not that of ${dataDir}, so that no link would work: set SECRET_FILE to ${join(dataDir, 'secret')}.`)
  return secret
}

function writeSecret(dataDir: string, secret: Uint8Array): void {
  const path = join(dataDir, 'secret')
  if (!existsSync(path)) writeFileSync(path, secret, { mode: 0o600 })
  else if (!Buffer.from(serverSecret(dataDir)).equals(secret))
    throw new AdminProblem(`${path} holds another secret than SECRET: set DATA_DIR to an empty folder.`)
}

async function carry(from: Storage, to: Storage, target: string): Promise<number> {
  if ((await to.list()).length > 0) throw new AdminProblem(`${target} holds boards already: name one that is empty.`)
  const boards = await from.list()
  const made: string[] = []
  try {
    for (const { id } of boards) {
      const board = await from.load(id)
      if (!board) throw new Error(`board ${id.slice(0, 6)} is gone`)
      await put(board, to)
      made.push(id)
      if (!isDeepStrictEqual(await to.load(id), board)) throw new Error(`board ${id.slice(0, 6)} is not the same in its copy`)
    }
    return boards.length
  } catch (error) {
    for (const id of made) await to.remove(id).catch(() => undefined)
    throw new AdminProblem(`Nothing was moved: ${error instanceof Error ? error.message : error}.`)
  }
}

async function put({ row, documents, ballots, participants, ways }: StoredBoard, to: Storage): Promise<void> {
  const board = row.id
  const [session, results] = [documents.session.updates, documents.results.updates].map(([first]) => first)
  if (!session || !results) throw new Error(`board ${board.slice(0, 6)} lacks a document`)
  if (!(await to.make(row, { session, results }))) throw new Error(`the id or the code of board ${board.slice(0, 6)} is taken`)
  await to.commit({
    ...emptyBatch(),
    updates: loggedDocuments.flatMap(document =>
      documents[document].updates.slice(document === 'wall' ? 0 : 1).map(update => ({ board, document, update, whole: false }))
    ),
    authors: loggedDocuments.flatMap(document => [...documents[document].authors].map(([client, author]) => ({ board, document, client, author }))),
    participants: [...participants].map(([key, participant]) => ({ board, participant, key, way: ways.get(participant) ?? 'phone' })),
    ballots: [...ballots].map(([participant, state]) => ({ board, participant, state }))
  })
}
