/**
 * A connection to SQLite: through libsql, or where its binary does not load (a system it has none
 * for, one too old for it) through the SQLite that Node 22.13 and later carry.
 */
import type Libsql from 'libsql'
import type { NodeSqlite } from '../../system/newer-node.d.ts'

/** What both give and we use. */
export interface Connection {
  exec(sql: string): void
  /** Sets or asks one; every row of the answer. */
  pragma(text: string): unknown
  prepare(sql: string): Statement
  readonly inTransaction: boolean
  close(): void
}

export interface Statement {
  run(...values: Value[]): unknown
  get(...values: Value[]): unknown
  all(...values: Value[]): unknown[]
}

export type Value = string | number | null

/** @throws what neither can do; errors of SQLite have its own name as `code`: "SQLITE_BUSY" */
export const openConnection = async (path: string): Promise<Connection> => {
  const Loaded = await loadLibsql()
  if (Loaded !== undefined) return new Loaded(path)
  return openNodes(path)
}

const loadLibsql = async (): Promise<typeof Libsql | undefined> => {
  try {
    return (await import('libsql')).default
  } catch (error) {
    if (nodeSqlite() === undefined) throw error
    return undefined
  }
}

/** Undefined where this Node has none. Node 22 and 24 would warn that it may change yet. */
const nodeSqlite = (): NodeSqlite | undefined => {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule?.('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Exported for its tests: wherever libsql loads it is not used. */
export const openNodes = (path: string): Connection => {
  const sqlite = nodeSqlite()
  if (sqlite === undefined) throw new Error('Expected a Node with SQLite')
  const db = named(() => new sqlite.DatabaseSync(path))
  let inTransaction = false
  return {
    exec: (sql) => {
      named(() => db.exec(sql))
      if (/^\s*BEGIN\b/.test(sql)) inTransaction = !/\bCOMMIT\b/.test(sql)
      else if (/^\s*(COMMIT|ROLLBACK)\b/.test(sql)) inTransaction = false
    },
    pragma: (text) => named(() => db.prepare(`PRAGMA ${text}`).all()),
    prepare: (sql) => {
      const statement = named(() => db.prepare(sql))
      return {
        run: (...values) => named(() => statement.run(...values)),
        get: (...values) => named(() => statement.get(...values)),
        all: (...values) => named(() => statement.all(...values)),
      }
    },
    get inTransaction() {
      return db.isTransaction ?? inTransaction
    },
    close: () => db.close(),
  }
}

/** Primary result codes (sqlite.org/rescode.html); extended ones keep them in their lowest byte. */
const NAMES: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
}

/** Node's errors all have the same code and a number; this gives them the name of the number. */
const named = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
      const code = NAMES[error.errcode & 0xff] ?? 'SQLITE_ERROR'
      throw Object.assign(new Error(error.message, { cause: error }), { code })
    }
    throw error
  }
}
