/** Both ways to SQLite do the same; Node's own is only there from Node 22.13 on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Connection, openConnection, openNodes } from './connection.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-sqlite-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const hasOwn = major > 22 || (major === 22 && minor >= 13)
if (!hasOwn) console.warn(`SKIPPED: Node ${process.versions.node} has no SQLite of its own.`)

const codeOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

const ways = [
  { name: 'libsql', open: openConnection, isThere: true },
  {
    name: "Node's own",
    open: async (path: string): Promise<Connection> => openNodes(path),
    isThere: hasOwn,
  },
]
describe.each(ways)('$name', ({ open, isThere }) => {
  test.skipIf(!isThere)('reads, writes, and knows whether it is within a transaction', async () => {
    const db = await open(join(folder, 'a.db'))
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT UNIQUE) STRICT')
    db.exec('BEGIN IMMEDIATE')
    expect(db.inTransaction).toBe(true)
    db.prepare('INSERT INTO t VALUES (?, ?)').run(1, 'one')
    db.exec('ROLLBACK')
    expect(db.inTransaction).toBe(false)
    expect(db.prepare('SELECT * FROM t').all()).toEqual([])
    db.prepare('INSERT INTO t VALUES (?, ?)').run(2, 'two')
    expect(db.prepare('SELECT word FROM t WHERE id = ?').get(2)).toMatchObject({ word: 'two' })
    expect(JSON.stringify(db.pragma('quick_check(1)'))).toContain('"ok"')
    expect(codeOf(() => db.prepare('INSERT INTO t VALUES (3, ?)').run('two'))).toMatch(
      /^SQLITE_CONSTRAINT/,
    )
    db.close()
  })

  test.skipIf(!isThere)('says by name that another has the file', async () => {
    const path = join(folder, 'b.db')
    const first = await open(path)
    for (const setting of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL']) first.pragma(setting)
    first.exec('BEGIN IMMEDIATE; COMMIT')
    const second = await open(path)
    expect(codeOf(() => second.exec('BEGIN IMMEDIATE; COMMIT'))).toMatch(/^SQLITE_BUSY/)
    second.close()
    first.pragma('journal_mode = DELETE')
    first.close()
  })
})
