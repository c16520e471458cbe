/** The last lines of the log, and those that come while somebody looks. */
import type { InlayError, LogLevel, LogLine } from '@inlay/shared'
import { useEffect, useRef } from 'preact/hooks'
import { logs } from '../../owner-api.ts'
import { useLoaded } from '../parts/use-loaded.ts'

/** Lines kept on the page: enough to read, few enough to draw. */
export const MOST_LINES = 1000

/** Milliseconds. */
const LOOK_EVERY = 1500

interface Known {
  readonly level: LogLevel
  readonly lines: readonly LogLine[]
  readonly cursor: string
  readonly hasGap: boolean
}

export interface LogShown {
  /** Oldest first; undefined before the first answer. */
  readonly lines: readonly LogLine[] | undefined
  readonly error: InlayError | undefined
  /** Some lines were lost between those that are shown. */
  readonly hasGap: boolean
}

export const useLog = (level: LogLevel, isFollowing: boolean): LogShown => {
  const known = useRef<Known | undefined>(undefined)
  const { value, error, reload } = useLoaded(
    async () => {
      const before = known.current?.level === level ? known.current : undefined
      const answer = await logs({ after: before?.cursor, lines: MOST_LINES, level })
      known.current = {
        level,
        lines: [...(before?.lines ?? []), ...answer.lines].slice(-MOST_LINES),
        cursor: answer.cursor,
        hasGap: (before?.hasGap ?? false) || answer.gap,
      }
      return known.current
    },
    () => (isFollowing ? LOOK_EVERY : undefined),
  )
  // What was chosen is a reason to look.
  useEffect(() => void reload(), [level, isFollowing, reload])
  return { lines: value?.lines, error, hasGap: value?.hasGap ?? false }
}

/** As it is copied and saved. */
export const asText = (lines: readonly LogLine[]): string =>
  lines.map(({ time, level, words }) => `${time} ${level.toUpperCase()} ${words}\n`).join('')
