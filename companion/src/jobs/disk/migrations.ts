/**
 * The tables of `jobs.db`, version by version. A version that was ever released is never edited:
 * a change is a new entry at the end.
 */

/** Entry k brings a database of `user_version` k to k + 1. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE jobs (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    aged_from INTEGER,
    revision INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    times TEXT NOT NULL,
    digest TEXT
  ) STRICT;

  CREATE TRIGGER states_only_go_forward BEFORE UPDATE OF state ON jobs
  WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'queued' AND NEW.state IN ('running', 'failed', 'cancelled')) OR
    (OLD.state = 'running' AND NEW.state IN ('done', 'failed', 'cancelled'))
  )
  BEGIN SELECT RAISE(ABORT, 'A state would go back'); END;

  CREATE TABLE events (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (job, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]
