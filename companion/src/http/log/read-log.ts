/** Reads the log back: its last lines, and what was written since a place in it. */
import { open, readFile, stat } from 'node:fs/promises'
import { InlayError, LOG_CURSOR, LOG_LEVELS, type LogLevel, type LogLine } from '@inlay/shared'
import { LOG_EVENTS, type LogEventName } from './events.ts'
import { inWords } from './words.ts'

/** Of the file being written and, where that is short, of the one set aside before it. @throws InlayError file_unreadable */
export const lastLines = async (path: string, count: number): Promise<string[]> => {
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

/** Which file, and bytes into it; a file that is set aside keeps its number. */
export interface LogPlace {
  readonly file: number
  readonly at: number
}

/** The end of the log now; undefined while there is none. */
export const logEnd = (path: string): Promise<LogPlace | undefined> =>
  stat(path).then(
    ({ ino, size }) => ({ file: ino, at: size }),
    () => undefined,
  )

export interface Since {
  readonly lines: readonly string[]
  /** Undefined while there is no log. */
  readonly end: LogPlace | undefined
  /** True when the file that was read is two turns old, or was emptied: lines may be missing. */
  readonly gap: boolean
}

/** Whole lines that were written since a place. @throws InlayError file_unreadable */
export const linesSince = async (path: string, from: LogPlace): Promise<Since> => {
  const end = await logEnd(path)
  if (end === undefined) return { lines: [], end, gap: false }
  if (end.file === from.file && end.at >= from.at) return wholeLines(path, from.at, end, false)
  const aside = await logEnd(`${path}.1`)
  const isAside = aside?.file === from.file && aside.at >= from.at
  const before = isAside ? await textOf(`${path}.1`, from.at, aside.at) : ''
  const rest = await wholeLines(path, 0, end, !isAside)
  return { ...rest, lines: [...split(before), ...rest.lines] }
}

const wholeLines = async (
  path: string,
  from: number,
  end: LogPlace,
  gap: boolean,
): Promise<Since> => {
  const text = await textOf(path, from, end.at)
  // A line whose end is not on disk yet is left for the next look.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const at = from + Buffer.byteLength(whole)
  return { lines: split(whole), end: { ...end, at }, gap }
}

const split = (text: string): string[] => text.split('\n').filter((line) => line !== '')

const textOf = async (path: string, from: number, to: number): Promise<string> => {
  if (to <= from) return ''
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new InlayError('file_unreadable', 'It is the log.', { cause })
  }
}

export const cursorOf = (place: LogPlace | undefined): string =>
  `${place?.file ?? 0}-${place?.at ?? 0}`

/** Undefined for what is none. */
export const placeOf = (cursor: string): LogPlace | undefined => {
  const [, file, at] = LOG_CURSOR.exec(cursor) ?? []
  return file === undefined ? undefined : { file: Number(file), at: Number(at) }
}

/** A line as it is read by people; undefined for one that is not ours. */
export const readLine = (line: string): LogLine | undefined => {
  try {
    const { time, level, event, ...fields } = JSON.parse(line)
    const known = LOG_LEVELS.find((one) => one === level)
    if (!isEvent(event) || known === undefined) return undefined
    return {
      time: new Date(time).toISOString(),
      level: known,
      event,
      words: inWords(event, fields),
    }
  } catch {
    return undefined
  }
}

const isEvent = (name: unknown): name is LogEventName =>
  typeof name === 'string' && Object.hasOwn(LOG_EVENTS, name)

/** Whether a line is at least of this level. */
export const isAtLeast =
  (level: LogLevel) =>
  (line: Pick<LogLine, 'level'>): boolean =>
    LOG_LEVELS.indexOf(line.level) >= LOG_LEVELS.indexOf(level)
