/**
 * What a companion says when it fails in a way nobody foresaw: where, in the log and on stderr, and
 * never what the error says, which may be anything. Then it ends: what it knows can no longer be
 * relied on, and every accepted fill lies on disk.
 */
import { appendFileSync } from 'node:fs'
import { tracesOf } from '../../system/frames.ts'
import { PRIVATE_FILE } from '../../system/private-files.ts'
import { checkedFields, LOG_EVENTS } from './events.ts'
import { logPath } from './places.ts'
import { inWords } from './words.ts'

export const lastWords = (error: unknown, now = new Date()): { line: string; words: string } => {
  const fields = checkedFields('crashed', { traces: tracesOf(error) })
  const { level } = LOG_EVENTS.crashed
  const line = JSON.stringify({ level, time: now.toISOString(), event: 'crashed', ...fields })
  return { line, words: inWords('crashed', fields) }
}

/** Exit code of a crash. */
const CRASHED = 1

export const sayLastWords = (
  stateFolder: string,
  { err }: { readonly err: (text: string) => void },
  exit: (code: number) => void = process.exit,
): void => {
  // Rejections that nobody handles come here too.
  process.once('uncaughtException', (error) => {
    const { line, words } = lastWords(error)
    err(`${words}\n`)
    try {
      // At once: the log's own stream would be gone before it had written.
      appendFileSync(logPath(stateFolder), `${line}\n`, { mode: PRIVATE_FILE })
    } catch {
      // The disk may be what failed; stderr has it.
    }
    exit(CRASHED)
  })
}
