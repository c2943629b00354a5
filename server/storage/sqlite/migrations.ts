import type { DatabaseSync } from 'node:sqlite'

/** SQL that makes one form of the database out of the one before, with all that is in it. */
export type Migration = string

/**
 * Version 1. Ballots and participants have no rowid, no time and random ids, so that their order on disk says nothing of
 * who came when; the same goes for authors, whose hashes match no participant's (see boards/keys.ts).
 */
const FIRST: Migration = `
  CREATE TABLE boards (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL, closed INTEGER NOT NULL,
    settings TEXT NOT NULL, workshop TEXT NOT NULL, generation INTEGER NOT NULL, facilitator TEXT NOT NULL, code TEXT UNIQUE
  ) STRICT;
  CREATE INDEX boards_by_expiry ON boards (expires);
  CREATE TABLE updates (
    seq INTEGER PRIMARY KEY, board TEXT NOT NULL REFERENCES boards ON DELETE CASCADE, document TEXT NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX updates_by_document ON updates (board, document, seq);
  CREATE TABLE ballots (
    board TEXT NOT NULL REFERENCES boards ON DELETE CASCADE, participant TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (board, participant)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE participants (
    board TEXT NOT NULL REFERENCES boards ON DELETE CASCADE, participant TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (board, participant), UNIQUE (board, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE authors (
    board TEXT NOT NULL REFERENCES boards ON DELETE CASCADE, document TEXT NOT NULL, client INTEGER NOT NULL, author TEXT NOT NULL,
    PRIMARY KEY (board, document, client)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE probe (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;
`

/** Version 2: how a ballot comes, by phone, on a shared device or from paper. The column holds nothing else. */
const WAYS: Migration = `
  ALTER TABLE participants ADD COLUMN way TEXT NOT NULL DEFAULT 'phone' CHECK (way IN ('phone', 'shared', 'paper'))
`

/** Version 3. A facilitator finds the board again by the recovery code, which is their key's. */
const BY_FACILITATOR: Migration = 'CREATE INDEX boards_by_facilitator ON boards (facilitator)'

/**
 * In order: the first makes version 1 in an empty file, the next version 2 out of version 1. One that has been released is never changed.
 * Before another is added, a database of the last version is kept: see tests/durability/kept/README.md.
 */
export const migrations: readonly Migration[] = [FIRST, WAYS, BY_FACILITATOR]

/** The version of a database: how many migrations it has been through. 0 of an empty file. */
export const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version)

/**
 * Brings a database to the newest version, each migration in a transaction of its own: one that fails leaves the version before it, whole.
 * Throws an Error that says from which version to which, and what to do. Leaves newer databases alone.
 */
export function migrate(db: DatabaseSync, list: readonly Migration[] = migrations): void {
  while (versionOf(db) < list.length) {
    db.exec('BEGIN IMMEDIATE')
    // Asked again: another process may have done it meanwhile.
    const from = versionOf(db)
    try {
      const next = list[from]
      if (next !== undefined) db.exec(`${next}; PRAGMA user_version = ${from + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      if (from === 0) throw error
      throw new Error(
        `The database could not be brought from version ${from} to version ${from + 1} and is as it was (${(error as Error).message}): start the Pejling that wrote it, and report this`
      )
    }
  }
}
