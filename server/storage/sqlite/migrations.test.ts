import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { type Migration, migrations, versionOf } from './migrations.ts'
import { sqliteStorage } from './sqlite.ts'

const kept = resolve(import.meta.dirname, '../../../tests/durability/kept/version-1.db')
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-migrations-'))
  path = join(folder, 'pejling.db')
  copyFileSync(kept, path)
})
afterEach(() => rmSync(folder, { recursive: true }))

const first = migrations[0] as Migration
/** How many rows each table has, and the version. */
function contents(list: readonly Migration[]): { version: number; rows: Record<string, unknown> } {
  const db = openDatabase(path, { migrations: list })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  const rows = Object.fromEntries(tables.map(({ name }) => [name, db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n]))
  const version = versionOf(db)
  db.close()
  return { version, rows }
}

it('brings a database to the newest version once, and keeps all that is in it', async () => {
  const before = contents([first])
  expect(before).toMatchObject({ version: 1, rows: { boards: 2 } })
  const second = "ALTER TABLE boards ADD COLUMN place TEXT NOT NULL DEFAULT 'Aarhus'; CREATE TABLE keys (board TEXT REFERENCES boards) STRICT"
  const third = 'INSERT INTO keys SELECT id FROM boards'
  const after = contents([first, second, third])
  expect(after).toEqual({ version: 3, rows: { ...before.rows, keys: 2 } })
  // A second start finds nothing to do.
  expect(contents([first, second, third])).toEqual(after)
  const db = openDatabase(path, { migrations: [first, second, third] })
  expect(db.prepare('SELECT DISTINCT place FROM boards').all()).toEqual([{ place: 'Aarhus' }])
  db.close()
})

it('makes a new database by the same way', () => {
  rmSync(path)
  expect(contents([first, 'CREATE TABLE keys (board TEXT) STRICT'])).toMatchObject({ version: 2, rows: { boards: 0, keys: 0 } })
})

it('takes a migration that fails back as a whole, says so, and leaves a database that the code before opens', async () => {
  const before = contents([first])
  const fails = 'CREATE TABLE keys (board TEXT) STRICT; DELETE FROM ballots; INSERT INTO nowhere VALUES (1)'
  expect(() => contents([first, fails])).toThrow(
    /from version 1 to version 2 and is as it was \(no such table: nowhere\): start the Pejling that wrote it/
  )
  // Of several, those before the one that fails stay.
  expect(() => contents([first, 'CREATE TABLE extra (n INTEGER) STRICT', fails])).toThrow(/from version 2 to version 3/)
  expect(contents([first, 'CREATE TABLE extra (n INTEGER) STRICT'])).toEqual({ version: 2, rows: { ...before.rows, extra: 0 } })
})

it('refuses a newer version than it knows, and leaves it as it is', () => {
  const newer = contents([...migrations, 'CREATE TABLE later (n INTEGER) STRICT'])
  expect(() => sqliteStorage(path)).toThrow(/written by a newer Pejling: start that one/)
  expect(contents([...migrations, 'CREATE TABLE later (n INTEGER) STRICT'])).toEqual(newer)
})
