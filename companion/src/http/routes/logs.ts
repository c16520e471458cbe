/** `GET /v1/logs`: the last lines of the companion's log, or those since a place in it; for its owner. */
import { expected, InlayError, LOG_LEVELS, type LogLevel, type LogLines } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { logPath } from '../log/places.ts'
import {
  cursorOf,
  isAtLeast,
  lastLines,
  linesSince,
  logEnd,
  placeOf,
  readLine,
} from '../log/read-log.ts'
import { exactRouter } from './exact-router.ts'

/** Lines told in one answer. */
const MOST = 5000
const USUAL = 500

export const logsRoute = (stateFolder: string): Router => {
  const path = logPath(stateFolder)
  const router = exactRouter()
  router
    .route('/v1/logs')
    .get(needs('admin'), async (request, response) => {
      const { after } = request.query
      const count = readCount(request.query.lines)
      const level = readLevel(request.query.level)
      const { lines, cursor, gap } =
        after === undefined ? await last(path, count) : await since(path, readAfter(after))
      const told = lines.flatMap((line) => readLine(line) ?? []).filter(isAtLeast(level))
      const answer: LogLines = { lines: told.slice(-count), cursor, gap }
      response.json(answer)
    })
    .all(onlyMethods('GET'))
  return router
}

interface Told {
  readonly lines: readonly string[]
  readonly cursor: string
  readonly gap: boolean
}

const last = async (path: string, count: number): Promise<Told> => {
  // Looked at first: what is written meanwhile is told twice rather than not at all.
  const end = await logEnd(path)
  return { lines: await lastLines(path, count), cursor: cursorOf(end), gap: false }
}

const since = async (path: string, after: ReturnType<typeof readAfter>): Promise<Told> => {
  const { lines, end, gap } = await linesSince(path, after)
  return { lines, cursor: cursorOf(end), gap }
}

/** @throws InlayError invalid_request */
const readAfter = (text: unknown) => {
  const place = typeof text === 'string' ? placeOf(text) : undefined
  if (place === undefined) {
    throw new InlayError(
      'invalid_request',
      expected('a cursor of an earlier answer', 'after', text),
    )
  }
  return place
}

/** @throws InlayError invalid_request */
const readCount = (text: unknown): number => {
  if (text === undefined) return USUAL
  const count = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > MOST) {
    throw new InlayError('invalid_request', expected(`1 to ${MOST}`, 'lines', text))
  }
  return count
}

/** @throws InlayError invalid_request */
const readLevel = (text: unknown): LogLevel => {
  if (text === undefined) return 'debug'
  const level = LOG_LEVELS.find((one) => one === text)
  if (level === undefined) {
    throw new InlayError('invalid_request', expected(LOG_LEVELS.join(', '), 'level', text))
  }
  return level
}
