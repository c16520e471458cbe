/** `GET /v1/fills/:id/results/:n`: one variation as patch or composite, PNG or raw, straight from disk. */
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { InlayError, parseWith } from '@inlay/shared'
import type { Request, Router } from 'express'
import { ResultForm, ResultFormat } from '../../jobs/fill-messages.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { resultFile, resultType } from '../../jobs/result-file.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { exactRouter } from './exact-router.ts'
import { findJob } from './find-job.ts'

/** Bytes read at a time: large enough for speed, small beside a result. */
const CHUNK = 1 << 19

export const resultsRoute = (jobs: Pick<Jobs, 'get' | 'result'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id/results/:n')
    .get(needs('jobs'), async (request: Request<{ id: string; n: string }>, response) => {
      const from = performance.now()
      const job = findJob(jobs, knownCaller(request), request.params.id)
      const { output } = job.request
      const form = parseWith(
        ResultForm.default(output.form),
        request.query.form,
        'invalid_request',
        'form',
      )
      const format = parseWith(
        ResultFormat.default(output.format),
        request.query.format,
        'invalid_request',
        'format',
      )
      if (!/^[0-7]$/.test(request.params.n)) {
        throw new InlayError('not_found', 'There is no such variation.')
      }
      const index = Number(request.params.n)
      const path = await jobs.result(job.id, index, form, format)
      const file = await open(path).catch((cause: unknown) => {
        throw new InlayError('not_found', 'The fill is gone.', { cause })
      })
      try {
        const { size } = await file.stat()
        response.setHeader('Content-Length', size)
        response.attachment(resultFile(index, form, format))
        response.setHeader('Content-Type', resultType(format))
        response.setHeader('Server-Timing', serverTiming({ encode: performance.now() - from }))
        if (request.method === 'HEAD') response.end()
        else
          await pipeline(
            file.createReadStream({ highWaterMark: CHUNK, autoClose: false }),
            response,
          )
      } catch (error) {
        // The client left before the end; nothing failed.
        if (!response.destroyed) throw error
      } finally {
        await file.close()
      }
    })
    .all(onlyMethods('GET'))
  return router
}
