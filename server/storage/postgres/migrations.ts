import type { Connection } from './connection.ts'

/** SQL that makes one form of the database out of the one before, with all that is in it. */
export type Migration = string

/**
 * Version 1. `boards.owner` is the server that has the board, `epoch` how often it was taken; a commit stores nothing where either is another.
 * What a board's participants are, and what they have answered, is one row a board, which each change writes anew: in rows of their own their
 * place in the file, and the number of the transaction that wrote them (xmin), would tell who came and answered when. An object of jsonb keeps its
 * members by length and bytes. No table refers to `boards`: the check would take a third of a commit's time, and the fence holds the board's row.
 */
const FIRST: Migration = `
  CREATE TABLE house (one boolean PRIMARY KEY DEFAULT true CHECK (one), secret text, removals bigint NOT NULL DEFAULT 0);
  INSERT INTO house DEFAULT VALUES;
  CREATE TABLE servers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, address text NOT NULL, until timestamptz NOT NULL, dead boolean NOT NULL DEFAULT false,
    probe bytea
  ) WITH (fillfactor = 50);
  CREATE TABLE boards (
    id text COLLATE "C" PRIMARY KEY, title text NOT NULL, made bigint NOT NULL, expires bigint NOT NULL, closed boolean NOT NULL,
    settings text NOT NULL, workshop text NOT NULL, generation bigint NOT NULL, facilitator text NOT NULL, code text UNIQUE,
    owner bigint, epoch bigint NOT NULL
  ) WITH (fillfactor = 70);
  CREATE INDEX boards_by_expiry ON boards (expires);
  CREATE INDEX boards_by_facilitator ON boards (facilitator);
  CREATE TABLE updates (
    board text COLLATE "C" NOT NULL, document text COLLATE "C" NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, bytes bytea NOT NULL,
    PRIMARY KEY (board, document, seq)
  );
  CREATE TABLE authors (
    board text COLLATE "C" NOT NULL, document text COLLATE "C" NOT NULL, client bigint NOT NULL, author text NOT NULL,
    PRIMARY KEY (board, document, client)
  );
  CREATE TABLE participants (board text COLLATE "C" PRIMARY KEY, keys jsonb NOT NULL DEFAULT '{}', ways jsonb NOT NULL DEFAULT '{}')
    WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
  CREATE TABLE ballots (board text COLLATE "C" PRIMARY KEY, states jsonb NOT NULL DEFAULT '{}')
    WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200, toast.autovacuum_vacuum_scale_factor = 0,
      toast.autovacuum_vacuum_threshold = 2000);
  ALTER TABLE ballots ALTER states SET STORAGE EXTERNAL
`

/**
 * In order: the first makes version 1 in an empty database, the next version 2 out of version 1. One that has been released is never changed. Each
 * must suit the Pejling before it, since the two run beside each other while servers are replaced one by one.
 */
export const migrations: readonly Migration[] = [FIRST]

/** Any number: who brings the database to another version holds it. */
const MIGRATING = 7135464

/**
 * Brings the database to the newest version, each migration in a transaction of its own; of two servers that start at once one does it. Answers the
 * version that it has. Throws where it was written by a newer Pejling, and leaves that as it is.
 */
export async function migrate(connection: Connection, list: readonly Migration[] = migrations): Promise<void> {
  const version = async (): Promise<number> =>
    Number((await connection.query({ text: 'SELECT max(version) AS version FROM migrations' }))[0]?.version)
  // Of two that make the same table at once PostgreSQL refuses one, whatever "IF NOT EXISTS" says: hence the lock here too.
  await connection.query({
    text: `BEGIN; SET LOCAL statement_timeout = 60000; SELECT pg_advisory_xact_lock(${MIGRATING});
      CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now()); COMMIT`
  })
  for (let from = await version(); from < list.length; from = await version()) {
    const to = from + 1
    const step = `BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(${MIGRATING}); INSERT INTO migrations VALUES (${to}); ${list[from]}; COMMIT`
    try {
      await connection.turn(async ask => {
        try {
          await ask({ text: step })
        } catch (error) {
          await ask({ text: 'ROLLBACK' })
          throw error
        }
      })
    } catch (error) {
      // Another server was quicker.
      if ((await version()) >= to) continue
      throw new Error(
        `The database could not be brought from version ${from} to version ${to} and is as it was (${(error as Error).message}): start the Pejling that wrote it, and report this`
      )
    }
  }
  if ((await version()) > list.length) throw new Error('The database was written by a newer Pejling: start that one')
}
