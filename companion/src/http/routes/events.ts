/**
 * `GET /v1/fills/:id/events`: the job's events as NDJSON until the final one; `?after=N` resumes
 * after event N, `?wait=false` ends with the last there is, for clients that cannot read a stream. An empty line is a heartbeat, so that nothing between takes the line for dead.
 */
import { once } from 'node:events'
import { EVENTS_TYPE, expected, InlayError } from '@inlay/shared'
import type { Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'
import { findStatus } from './find-job.ts'

export const eventsRoute = (jobs: Pick<Jobs, 'status' | 'follow'>, heartbeat: number): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id/events')
    .get(needs('jobs'), async (request, response) => {
      const { id } = findStatus(jobs, request.params.id)
      const after = readAfter(request.query.after)
      const wait = readWait(request.query.wait)
      response.setHeader('Content-Type', EVENTS_TYPE)
      // Proxies that buffer would hold every event back until the last.
      response.setHeader('X-Accel-Buffering', 'no')
      if (request.method === 'HEAD') {
        response.end()
        return
      }
      response.flushHeaders()
      const gone = new AbortController()
      response.once('close', () => gone.abort())
      const beat = setInterval(() => {
        if (!response.writableNeedDrain) response.write('\n')
      }, heartbeat)
      try {
        for await (const event of jobs.follow(id, after, gone.signal, wait)) {
          const free = response.write(`${JSON.stringify(event)}\n`)
          if (!free && !gone.signal.aborted) await once(response, 'drain', { signal: gone.signal })
        }
        response.end()
      } catch (error) {
        if (!gone.signal.aborted) throw error
      } finally {
        clearInterval(beat)
      }
    })
    .all(onlyMethods('GET'))
  return router
}

/** Sequence of the last event seen; -1, before the first, when absent. */
const readAfter = (text: unknown): number => {
  if (text === undefined) return -1
  if (typeof text !== 'string' || !/^(-1|\d{1,15})$/.test(text)) {
    throw new InlayError('invalid_request', expected('a whole number', 'after', text))
  }
  return Number(text)
}

/** Whether to stay for events yet to come; true when absent. */
const readWait = (text: unknown): boolean => {
  if (text === undefined || text === 'true') return true
  if (text === 'false') return false
  throw new InlayError('invalid_request', expected('true or false', 'wait', text))
}
