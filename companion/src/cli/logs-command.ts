/** `inlay logs`: where the companion's log lies, and its last lines in plain words. */
import { setTimeout as sleep } from 'node:timers/promises'
import { logPath } from '../http/log/places.ts'
import { isAtLeast, lastLines, linesSince, logEnd, readLine } from '../http/log/read-log.ts'
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

/** "2026-11-23 06:35:45 The companion ..."; a line that is not ours as it is. */
const lineInWords = (line: string): string => {
  const read = readLine(line)
  if (read === undefined) return line
  const { time, level, words } = read
  const mark = isAtLeast('warn')(read) ? `${level.toUpperCase()} ` : ''
  return `${localTime(new Date(time))} ${mark}${words}`
}

/** ISO 8601 in the reader's own time zone, to the second. */
const localTime = (time: Date): string => {
  const minutes = time.getTimezoneOffset()
  return new Date(time.getTime() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

const LOOK_EVERY = 500

/** Reads what is added, across files that are set aside meanwhile. Ends with the process. */
const follow = async (path: string, show: (line: string) => Promise<void>): Promise<never> => {
  let place = (await logEnd(path)) ?? { file: 0, at: 0 }
  for (;;) {
    await sleep(LOOK_EVERY)
    const { lines, end } = await linesSince(path, place)
    if (end !== undefined) place = end
    for (const line of lines) await show(line)
  }
}
