/** What is amiss, in words, for whoever started the companion in a terminal. */
import type { LogSink } from './log.ts'
import { inWords } from './words.ts'

export const linesTo =
  (write: (line: string) => void): LogSink =>
  ({ level, event, fields }) => {
    if (level === 'warn' || level === 'error') write(inWords(event, fields))
  }
