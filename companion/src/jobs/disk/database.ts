/**
 * One SQLite file for one daemon: opened under an exclusive lock, moved to the newest version, and
 * set aside when it is damaged.
 *
 * Durability. Commits go to the write-ahead log without a wait (`synchronous = NORMAL`), so they
 * survive the death of the process at once; `flush` then syncs the log in Node's thread pool, after
 * which they survive a loss of power. That is what `synchronous = FULL` does inside each commit,
 * only off the event loop and once for everybody who waits (https://sqlite.org/wal.html, 6;
 * https://sqlite.org/pragma.html#pragma_synchronous). In exclusive mode no other process reads the
 * log, and no `-shm` file is needed.
 */
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { diskError, onDisk, systemCode } from '../../system/disk-error.ts'
import { makePrivateFolder, PRIVATE_FILE } from '../../system/private-files.ts'
import { type Connection, openConnection, type Statement } from './connection.ts'
import { MIGRATIONS } from './migrations.ts'

export interface Database {
  /** True when there was no file, or only a damaged one, which was set aside. */
  readonly fresh: boolean
  prepare(sql: string): Statement
  /**
   * All of it or nothing.
   * @throws what `work` throws; InlayError disk_full | state_damaged | file_unwritable
   */
  transaction<T>(work: () => T): T
  /** Waits until every commit so far would survive a loss of power. Throws as `transaction` does. */
  flush(): Promise<void>
  /**
   * Leaves no byte of what was deleted: compacts the file and cuts its log. Blocks for the time it
   * takes to copy the database, so ask once after many deletions. Throws as `transaction` does.
   */
  scrub(): void
  /** Removes files that were set aside; throws as `transaction` does. */
  removeSetAside(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly path: string
  /** Hears that a damaged file lies beside it under another name. */
  readonly onSetAside?: () => void
}

/** @throws InlayError already_running | state_too_new | disk_full | file_unwritable */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const { path } = options
  await onDisk(makePrivateFolder(dirname(path)))
  await probe(dirname(path))
  const existed = await isThere(path)
  // Made here, so that nobody else can read it for a moment.
  if (!existed) await onDisk(open(path, 'a', PRIVATE_FILE).then((file) => file.close()))
  try {
    return await connect(await openConnection(path), path, !existed)
  } catch (error) {
    const named = openError(error)
    if (named.code !== 'state_damaged') throw named
    await setAside(path)
    options.onSetAside?.()
    await onDisk(open(path, 'a', PRIVATE_FILE).then((file) => file.close()))
    return await openConnection(path)
      .then((db) => connect(db, path, true))
      .catch((cause: unknown) => {
        throw openError(cause)
      })
  }
}

/** SQLite calls a file on a read-only disk "locked"; the disk itself says what is wrong. */
const probe = async (folder: string): Promise<void> => {
  const path = join(folder, `.probe-${process.pid}`)
  await onDisk(mkdir(path).then(() => rm(path, { recursive: true, force: true }))).catch(
    (error: unknown) => {
      // On a full disk there is still much to read and to delete.
      if (!(error instanceof InlayError) || error.code !== 'disk_full') throw error
    },
  )
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size > 0,
    () => false,
  )

const openError = (cause: unknown): InlayError =>
  systemCode(cause)?.startsWith('SQLITE_BUSY') === true
    ? new InlayError('already_running', 'It has its list of fills open.', { cause })
    : diskError(cause)

const ASIDE = '.damaged-'

const removeAllAside = async (path: string): Promise<void> => {
  const folder = dirname(path)
  const prefix = `${basename(path)}${ASIDE}`
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { force: true })
  }
}

/** Moves a damaged file, with its log, out of the way. */
const setAside = async (path: string): Promise<void> => {
  const aside = `${path}${ASIDE}${Date.now()}`
  await onDisk(rename(path, aside))
  for (const part of ['-wal', '-shm']) {
    await rename(`${path}${part}`, `${aside}${part}`).catch(() => {})
  }
}

/** Milliseconds that a look at the history, in another process, may keep us waiting. */
const PATIENCE = 1000

/** Pages after which the log is copied into the file, and bytes it may keep meanwhile. */
const CHECKPOINT_PAGES = 1000
const LOG_BYTES = 8 * 2 ** 20

const connect = async (db: Connection, path: string, fresh: boolean): Promise<Database> => {
  let log: FileHandle | undefined
  try {
    for (const setting of [
      `busy_timeout = ${PATIENCE}`,
      'locking_mode = EXCLUSIVE',
      'journal_mode = WAL',
      'synchronous = NORMAL',
      'secure_delete = ON',
      'foreign_keys = ON',
      'temp_store = MEMORY',
      `wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
      `journal_size_limit = ${LOG_BYTES}`,
    ]) {
      db.pragma(setting)
    }
    // The lock is taken by the first write, and kept.
    db.exec('BEGIN IMMEDIATE; COMMIT')
    if (!fresh) check(db)
    migrate(db)
    log = await onDisk(open(`${path}-wal`, 'r+'))
  } catch (error) {
    await log?.close()
    release(db)
    throw error
  }
  return live({ db, log, path, fresh })
}

/**
 * libsql closes a connection, and lets go of its lock, only when its statements are collected; so
 * the lock is given back before. Leaving WAL mode also leaves one whole file behind.
 */
const release = (db: Connection): void => {
  try {
    db.pragma('journal_mode = DELETE')
    db.pragma('locking_mode = NORMAL')
    db.prepare('SELECT count(*) FROM facts').get()
  } catch {
    // A disk that takes nothing more: the lock then goes with the process.
  } finally {
    db.close()
  }
}

/** Not the disk's but our own are violated constraints and wrong statements. */
const isOfDisk = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|PERM)/.test(
    systemCode(error) ?? '',
  )

/** @throws InlayError state_damaged */
const check = (db: Connection): void => {
  const answer = JSON.stringify(db.pragma('quick_check(1)'))
  if (!answer.includes('"ok"')) throw new InlayError('state_damaged')
}

const VersionRow = z.object({ user_version: z.int() })

/** @throws InlayError state_too_new */
const migrate = (db: Connection): void => {
  const { user_version: version } = VersionRow.parse(db.prepare('PRAGMA user_version').get())
  if (version > MIGRATIONS.length) throw new InlayError('state_too_new')
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue
    db.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`)
  }
}

interface Open {
  readonly db: Connection
  readonly log: FileHandle
  readonly path: string
  readonly fresh: boolean
}

const live = ({ db, log, path, fresh }: Open): Database => {
  let syncing: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  // libsql ends the process when a closed connection is asked anything.
  let isOpen = true
  return {
    fresh,
    prepare: (sql) => db.prepare(sql),
    transaction: (work) => {
      if (!isOpen) throw new InlayError('stopping')
      try {
        db.exec('BEGIN IMMEDIATE')
        const answer = work()
        db.exec('COMMIT')
        return answer
      } catch (error) {
        // A full disk has rolled it back already.
        if (db.inTransaction) db.exec('ROLLBACK')
        throw isOfDisk(error) ? diskError(error) : error
      }
    },
    flush: () => {
      if (!isOpen) return Promise.resolve()
      next ??= syncing
        .catch(() => {})
        .then(() => {
          next = undefined
          syncing = onDisk(log.datasync())
          return syncing
        })
      return next
    },
    scrub: () => {
      if (!isOpen) return
      try {
        db.exec('VACUUM')
      } catch (cause) {
        // It needs room for a copy. What was deleted is overwritten with zeros in any case; only
        // older copies of it within pages still in use would stay.
        const error = diskError(cause)
        if (error.code !== 'disk_full') throw error
      }
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (cause) {
        throw diskError(cause)
      }
    },
    removeSetAside: () => onDisk(removeAllAside(path)),
    close: async () => {
      if (!isOpen) return
      isOpen = false
      await Promise.allSettled([syncing, next])
      await log.close()
      release(db)
    },
  }
}
