/**
 * One at a time for each model, across processes: the daemon and any number of command lines. A
 * lock is a file that its holder keeps touching; one whose process is gone, or that nobody has
 * touched for a while (a folder may be shared between machines), is taken over.
 */
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { makePrivateFolder, PRIVATE_FILE } from '../system/private-files.ts'
import { writeError } from './disk.ts'

export interface Lock {
  /** Aborts when another process has taken the lock over (this one slept too long). */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface LockTimes {
  /** Milliseconds between two touches. */
  readonly beat: number
  /** Milliseconds without a touch after which a lock counts as left behind. */
  readonly stale: number
}

const TIMES: LockTimes = { beat: 2000, stale: 15_000 }

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** The lock, or undefined while somebody else holds it. @throws InlayError disk_full | file_unwritable */
export const takeLock = async (
  folder: string,
  name: string,
  times: LockTimes = TIMES,
): Promise<Lock | undefined> => {
  await makePrivateFolder(folder).catch((cause: unknown) => {
    throw writeError(cause)
  })
  const path = join(folder, `${name}.lock`)
  const mine = `${process.pid} ${randomUUID()} ${hostname()}\n`
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(path, mine, { flag: 'wx', mode: PRIVATE_FILE })
      return hold(path, mine, times)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw writeError(error)
      if (!(await isStale(path, times.stale))) return undefined
      await discard(path)
    }
  }
  return undefined
}

/** Left behind: untouched for so long, or its process is gone from this machine. */
const isStale = async (path: string, stale: number): Promise<boolean> => {
  try {
    const { mtimeMs } = await stat(path)
    return Date.now() - mtimeMs > stale || isOfTheDead(await readFile(path, 'utf8'))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true
    throw error
  }
}

/** False where nobody can tell: a lock of another machine, or one that is just being written. */
const isOfTheDead = (content: string): boolean => {
  const [, pid, host] = /^(\d+) \S+ (.+)\n$/.exec(content) ?? []
  if (pid === undefined || host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return hasCode(error, 'ESRCH')
  }
}

/** Renamed first: of two processes that find it stale, one gets it. */
const discard = async (path: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

const hold = (path: string, mine: string, { beat }: LockTimes): Lock => {
  const lost = new AbortController()
  const isMine = async (): Promise<boolean> => {
    try {
      return (await readFile(path, 'utf8')) === mine
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false
      throw error
    }
  }
  const touch = async (): Promise<void> => {
    if (!(await isMine())) throw new Error('Another process has taken the lock')
    const now = new Date()
    await utimes(path, now, now)
  }
  const beats = setInterval(() => {
    touch().catch((error: unknown) => {
      clearInterval(beats)
      lost.abort(error)
    })
  }, beat).unref()
  return {
    lost: lost.signal,
    release: async () => {
      clearInterval(beats)
      if (await isMine()) await rm(path, { force: true })
    },
  }
}
