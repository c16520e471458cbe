/** `GET /v1/fills/:id/results/:n`: one variation as patch or composite, as a file or bare pixels. */
import { InlayError, parseWith } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Request, Router } from 'express'
import {
  type ResultAsked,
  ResultForm,
  ResultFormat,
  ResultQuality,
  ResultSide,
} from '../../jobs/fill-messages.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { checkAsked, resultFile, resultType } from '../../jobs/result-file.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { exactRouter } from './exact-router.ts'
import { findJob } from './find-job.ts'
import { sendFile } from './send-file.ts'

/** A number as it stands in an address. */
const inText = (number: z.ZodType<number, number>) =>
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(number)
    .optional()

const QualityText = inText(ResultQuality)
const SideText = inText(ResultSide)

export const resultsRoute = (jobs: Pick<Jobs, 'get' | 'result'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id/results/:n')
    .get(needs('jobs'), async (request: Request<{ id: string; n: string }>, response) => {
      const from = performance.now()
      const job = findJob(jobs, knownCaller(request), request.params.id)
      if (!/^[0-7]$/.test(request.params.n)) {
        throw new InlayError('not_found', 'There is no such variation.')
      }
      const asked = readAsked(request, job.request.output)
      const path = await jobs.result(job.id, asked)
      await sendFile(request, response, {
        gone: 'The fill is gone.',
        path,
        name: resultFile(asked),
        type: resultType(asked.format),
        onOpen: () => {
          response.setHeader('Server-Timing', serverTiming({ encode: performance.now() - from }))
        },
      })
    })
    .all(onlyMethods('GET'))
  return router
}

/** @throws InlayError invalid_request */
const readAsked = (
  { params, query }: Request<{ id: string; n: string }>,
  output: Pick<ResultAsked, 'form' | 'format'>,
): ResultAsked => {
  const read = <T>(schema: z.ZodType<T>, name: string): T =>
    parseWith(schema, query[name], 'invalid_request', name)
  const quality = read(QualityText, 'quality')
  const side = read(SideText, 'side')
  const asked: ResultAsked = {
    index: Number(params.n),
    form: read(ResultForm.default(output.form), 'form'),
    format: read(ResultFormat.default(output.format), 'format'),
    ...(quality !== undefined && { quality }),
    ...(side !== undefined && { side }),
  }
  checkAsked(asked)
  return asked
}
