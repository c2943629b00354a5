import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { readBallot } from '../../src/documents/ballot.ts'
import { readResults } from '../../src/documents/results.ts'
import { serverSecret } from '../storage/secret.ts'
import type { Storage } from '../storage/storage.ts'

export type Inspection = { boards: number; documents: number; problems: string[] }

/** Looks at every page of the database, where it is a file in a folder, and loads every document of every board. Changes nothing. */
export async function inspect(dataDir: string | null, storage: Storage): Promise<Inspection> {
  const inspection: Inspection = { boards: 0, documents: 0, problems: [] }
  const { problems } = inspection
  const attempt = async <T>(what: string, work: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      problems.push(`${what}: ${error instanceof Error ? error.message : error}`)
      return null
    }
  }
  if (dataDir !== null) await inspectFolder(dataDir, problems, attempt)
  const boards = (await attempt('The boards', () => storage.list())) ?? []
  for (const { id } of boards) {
    inspection.boards++
    const name = `Board ${id.slice(0, 6)}`
    const load = (what: string, stored: () => Promise<Uint8Array[]>, look: (doc: Y.Doc) => boolean): Promise<unknown> =>
      attempt(`${name}, ${what}`, async () => {
        inspection.documents++
        const doc = new Y.Doc()
        for (const update of await stored()) Y.applyUpdate(doc, update)
        if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('something is missing in it')
        if (!look(doc)) throw new Error('it does not hold what it should')
      })
    await attempt(name, () => storage.board(id))
    await load(
      'session',
      () => storage.document(id, 'session'),
      () => true
    )
    await load(
      'wall',
      () => storage.document(id, 'wall'),
      () => true
    )
    await load(
      'results',
      () => storage.document(id, 'results'),
      doc => readResults(doc) !== null
    )
    for (const state of ((await attempt(`${name}, ballots`, () => storage.ballots(id))) ?? new Map<string, Uint8Array>()).values())
      await load(
        'a ballot',
        async () => [state],
        doc => readBallot(doc) !== null
      )
  }
  return inspection
}

async function inspectFolder(dataDir: string, problems: string[], attempt: (what: string, work: () => void) => Promise<unknown>): Promise<void> {
  await attempt('The secret', () => {
    if (!existsSync(join(dataDir, 'secret'))) throw new Error('it is missing, so that no link and no code works: restore a backup')
    serverSecret(dataDir)
  })
  const db = new DatabaseSync(join(dataDir, 'pejling.db'))
  await attempt('The file', () => {
    for (const { integrity_check: found } of db.prepare('PRAGMA integrity_check(10)').all()) if (found !== 'ok') problems.push(`The file: ${found}`)
    if (db.prepare('PRAGMA foreign_key_check').all().length > 0) problems.push('The file: there are rows of boards that are not there')
  })
  db.close()
}
