/**
 * The log on disk: one JSON object a line, in a private folder, a bounded number of bounded files.
 * pino writes the lines and rotating-file-stream turns the files over, both within the process: a
 * transport in a worker thread would cost an idle companion more memory than all its routes.
 */
import { readdir, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { LOG_LEVELS, type LogLevel } from '@inlay/shared'
import { pino } from 'pino'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { makePrivateFolder, PRIVATE_FILE } from '../../system/private-files.ts'
import type { Logged, LogSink } from './log.ts'
import { LOG_FILE, logFolder } from './places.ts'

export interface LogFileOptions {
  /** Nothing below this level is written. */
  readonly level?: LogLevel
  /** Bytes after which a file is set aside and a new one begun. */
  readonly maxBytes?: number
  /** Files set aside and kept; the oldest goes when there are more. */
  readonly keep?: number
}

/** At most 6 MiB in all: some ten thousand fills. */
export const LOG_FILE_DEFAULTS = {
  level: 'info',
  maxBytes: 2 ** 20,
  keep: 5,
} as const satisfies Required<LogFileOptions>

export interface LogFile {
  /** From now on. */
  setLevel(level: LogLevel): void
  readonly sink: LogSink
  /** Everything said so far is on disk when it resolves, or never will be. */
  close(): Promise<void>
}

/** Bytes that may wait for a slow disk before lines are dropped. */
const MOST_WAITING = 2 ** 20

/** Milliseconds after a failure until the file is tried again. */
const TRY_AGAIN = 30_000

/** Never throws for want of a disk: a companion that cannot log still fills. */
export const openLogFile = async (
  stateFolder: string,
  options: LogFileOptions = {},
): Promise<LogFile> => {
  const { level, maxBytes, keep } = { ...LOG_FILE_DEFAULTS, ...options }
  const folder = logFolder(stateFolder)
  await makePrivateFolder(folder).catch(() => {})
  await dropBeyond(folder, keep)
  let lowest = LOG_LEVELS.indexOf(level)
  let stream: RotatingFileStream | undefined
  let closed = false
  let lost = 0
  let failedAt = Number.NEGATIVE_INFINITY

  const fail = (failed: RotatingFileStream): void => {
    if (stream === failed) stream = undefined
    failedAt = performance.now()
  }

  const openStream = (): RotatingFileStream => {
    // The library joins path and name as text.
    const opened = createStream(LOG_FILE, {
      path: folder + sep,
      size: `${maxBytes}B`,
      rotate: keep,
      mode: PRIVATE_FILE,
    })
    opened.on('error', () => fail(opened))
    return opened
  }

  const lines = pino(
    {
      level: 'debug',
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line: string) => {
        if (stream === undefined && performance.now() - failedAt >= TRY_AGAIN) stream = openStream()
        if (stream === undefined || stream.writableLength > MOST_WAITING) lost += 1
        else stream.write(line)
      },
    },
  )

  const write = ({ time, level: at, event, fields }: Logged): void => {
    lines[at]({ time: new Date(time).toISOString(), event, ...rounded(fields) })
  }

  return {
    sink: (logged) => {
      if (closed || LOG_LEVELS.indexOf(logged.level) < lowest) return
      const before = lost
      write(logged)
      if (lost === before && lost > 0) {
        lost = 0
        write({ time: logged.time, level: 'warn', event: 'log_lost', fields: { lines: before } })
      }
    },
    setLevel: (next) => {
      lowest = LOG_LEVELS.indexOf(next)
    },
    close: async () => {
      closed = true
      const last = stream
      if (last === undefined) return
      await new Promise<void>((resolve) => {
        last.once('error', () => resolve())
        last.end(() => resolve())
      })
    },
  }
}

/** People read these lines: 1226.7 and not 1226.7246479999994. */
const rounded = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 10) / 10 : value,
    ]),
  )

/** Files set aside under an older, larger setting. */
const dropBeyond = async (folder: string, keep: number): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const index = Number(/^inlay\.log\.(\d+)$/.exec(name)?.[1])
    if (index > keep) await rm(join(folder, name), { force: true }).catch(() => {})
  }
}
