/** `inlay logs`: where the companion's log lies, and its last lines in plain words. */
import { open, readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { InlayError } from '@inlay/shared'
import { LOG_EVENTS, type LogEventName } from '../http/log/events.ts'
import { logPath } from '../http/log/places.ts'
import { inWords } from '../http/log/words.ts'
import { companionFolders } from '../system/folders.ts'
import { ownName } from './own-name.ts'
import type { Terminal } from './terminal.ts'

export interface LogsOptions {
  /** Lines shown, the last ones. */
  readonly lines: number
  readonly path?: boolean
  readonly json?: boolean
  /** Stays and shows what comes. */
  readonly follow?: boolean
}

/** @throws InlayError file_unreadable */
export const logsCommand = async (options: LogsOptions, terminal: Terminal): Promise<void> => {
  const path = logPath(companionFolders().state)
  if (options.path === true) {
    await terminal.out(`${path}\n`)
    return
  }
  const show = options.json === true ? (line: string) => line : lineInWords
  const lines = await lastLines(path, options.lines)
  if (lines.length === 0 && options.follow !== true) {
    terminal.err(`There is no log yet; the companion begins it when \`${ownName()} serve\` runs.\n`)
  }
  await terminal.out(lines.map((line) => `${show(line)}\n`).join(''))
  if (options.follow === true) await follow(path, (line) => terminal.out(`${show(line)}\n`))
}

/** Of the file being written and, where that is short, of the one set aside before it. */
const lastLines = async (path: string, count: number): Promise<string[]> => {
  const current = await linesOf(path)
  const lines = current.length < count ? [...(await linesOf(`${path}.1`)), ...current] : current
  return count === 0 ? [] : lines.slice(-count)
}

const linesOf = async (path: string): Promise<string[]> => {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw new InlayError('file_unreadable', 'It is the log.', { cause })
  }
}

/** "2026-11-23 06:35:45 The companion ..."; a line that is not ours as it is. */
export const lineInWords = (line: string): string => {
  try {
    const { time, level, event, ...fields } = JSON.parse(line)
    if (!isEvent(event)) return line
    const mark = level === 'error' || level === 'warn' ? `${String(level).toUpperCase()} ` : ''
    return `${localTime(new Date(time))} ${mark}${inWords(event, fields)}`
  } catch {
    return line
  }
}

const isEvent = (name: unknown): name is LogEventName =>
  typeof name === 'string' && Object.hasOwn(LOG_EVENTS, name)

/** ISO 8601 in the reader's own time zone, to the second. */
const localTime = (time: Date): string => {
  const minutes = time.getTimezoneOffset()
  return new Date(time.getTime() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

const LOOK_EVERY = 500

/** Reads what is added; begins anew when the file was set aside. Ends with the process. */
const follow = async (path: string, show: (line: string) => Promise<void>): Promise<never> => {
  let at = await sizeOf(path)
  let rest = ''
  for (;;) {
    await sleep(LOOK_EVERY)
    const size = await sizeOf(path)
    if (size < at) at = 0
    if (size === at) continue
    const text = await readFrom(path, at, size - at)
    at = size
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') await show(line)
  }
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

const readFrom = async (path: string, from: number, length: number): Promise<string> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
