import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

/**
 * Hocuspocus as it comes. With DATA its database extension stores on node:sqlite, with the table and the statements of its own
 * SQLite extension (whose driver better-sqlite3 is no part of Node).
 */
function database(folder) {
  const db = new DatabaseSync(join(folder, 'hocuspocus.db'))
  db.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))')
  const select = db.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC')
  const upsert = db.prepare('INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data')
  return new Database({
    fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
    store: async ({ documentName, state }) => void upsert.run(documentName, state)
  })
}

const { PORT, DATA } = process.env
const server = new Server({ port: Number(PORT), address: '127.0.0.1', quiet: true, extensions: DATA ? [database(DATA)] : [] })
await server.listen()
