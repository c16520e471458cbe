/**
 * `POST /v1/segment`: what lies under a click, in a box, or the subject, as a soft mask. An envelope
 * is answered with an envelope (report and mask), a form with the mask itself and the report in a
 * header; `?answer=` asks for the other.
 */
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ENVELOPE_TYPE, parseWith, REPORT_HEADER, type SegmentReport } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Response, Router } from 'express'
import type { Segments } from '../../jobs/segments.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import type { UploadLimits } from '../upload/receive-fill.ts'
import { receiveSegment } from '../upload/receive-segment.ts'
import { ANSWERS } from '../upload/segment-fields.ts'
import { exactRouter } from './exact-router.ts'
import { inPlace } from './in-place.ts'

export const segmentRoute = (segments: Segments, limits: UploadLimits): Router => {
  const router = exactRouter()
  router
    .route('/v1/segment')
    .post(needs('jobs'), async (request, response) => {
      const asked = parseWith(
        z.enum(ANSWERS).optional(),
        request.query.answer,
        'invalid_request',
        'answer',
      )
      // Whoever clicked elsewhere meanwhile has hung up.
      await inPlace(request, response, await segments.reserve(), async (place, signal) => {
        const from = performance.now()
        const received = await receiveSegment(request, response, place.folder, limits)
        const upload = performance.now() - from
        const answer = asked ?? (received.came === 'form' ? 'mask' : 'envelope')
        const { path, report } = await place.run(received.request, received.input, answer, signal)
        response.setHeader('Server-Timing', serverTiming({ upload, ...report.times }))
        if (answer === 'envelope') response.setHeader('Content-Type', ENVELOPE_TYPE)
        else {
          const { format } = received.request
          response.setHeader(
            'Content-Type',
            format === 'png' ? 'image/png' : 'application/octet-stream',
          )
          response.setHeader(REPORT_HEADER, toAscii(report))
        }
        await send(path, response)
      })
    })
    .all(onlyMethods('POST'))
  return router
}

const send = async (path: string, response: Response): Promise<void> => {
  const file = await open(path)
  try {
    response.setHeader('Content-Length', (await file.stat()).size)
    await pipeline(file.createReadStream({ autoClose: false }), response)
  } finally {
    await file.close()
  }
}

/** JSON that a header may hold. */
const toAscii = (report: SegmentReport): string =>
  JSON.stringify(report).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
