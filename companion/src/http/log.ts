/** What the daemon says of itself: words and codes of our own, never a prompt, a token or a path. */
import type { InlayError } from '@inlay/shared'

export interface Log {
  /** A sentence of our own. */
  info(sentence: string): void
  /** A failure of ours: its code and where in our code it arose. */
  failure(error: InlayError): void
}

/** Sends lines to `write`. */
export const createLog = (write: (line: string) => void): Log => ({
  info: write,
  failure: (error) => {
    write([`Failed: ${error.code}.`, ...causes(error)].join('\n'))
  },
})

/** Names, system codes and frames; messages and folders may say whose machine this is. */
const causes = (error: Error): string[] => {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frames = (error.stack ?? '').split('\n').flatMap((line) => frame(line) ?? [])
  const own = [`${error.name}${code}`, ...frames.slice(0, 6)]
  return error.cause instanceof Error ? [...own, 'Caused by', ...causes(error.cause)] : own
}

/** "    at name (/a/b/file.js:1:2)" without its folders. */
const frame = (line: string): string | undefined => {
  const found = /^\s+at (?:(.*) \()?(?:[^()]*[/\\])?([^/\\()]+:\d+):\d+\)?$/.exec(line)
  return found === null ? undefined : `  ${found[1] ?? 'anonymous'} ${found[2]}`
}
