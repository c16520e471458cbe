/**
 * `/v1/upscale`: a picture made larger by a net. `POST` answers 202 with an id of ours, `PUT
 * /v1/upscale/:id` takes the client's own, so that sending it again starts nothing twice; then status,
 * events, the result, and `DELETE`, which cancels or forgets.
 */
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ENVELOPE_TYPE, expected, type FillAccepted, FillId, InlayError } from '@inlay/shared'
import type { Request, Response, Router } from 'express'
import type { Upscales, Upscaling } from '../../jobs/upscales.ts'
import { onlyMethods } from '../errors.ts'
import { type Caller, knownCaller, needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import type { UploadLimits } from '../upload/receive-fill.ts'
import { receiveUpscale } from '../upload/receive-upscale.ts'
import { readAfter, readWait, sendEvents } from './event-lines.ts'
import { exactRouter } from './exact-router.ts'
import { maySee } from './find-job.ts'

export const upscaleRoute = (
  upscales: Upscales,
  limits: UploadLimits & { readonly heartbeat: number },
): Router => {
  const take = async (request: Request, response: Response, id?: string): Promise<void> => {
    const from = performance.now()
    const place = await upscales.reserve(knownCaller(request).id, id)
    try {
      const isNew = id === undefined || upscales.get(id) === undefined
      const received = await receiveUpscale(request, response, place.folder, limits)
      const answer: FillAccepted = place.accept(received.request, received.input)
      response
        .status(isNew ? 202 : 200)
        .location(`/v1/upscale/${answer.id}`)
        .setHeader('Server-Timing', serverTiming({ upload: performance.now() - from }))
      response.json(answer)
    } finally {
      await place.release()
    }
  }
  const find = (caller: Caller, id: string): Upscaling => {
    const found = upscales.get(id)
    if (found === undefined || !maySee(caller, found)) {
      throw new InlayError('not_found', 'There is no such enlarging.')
    }
    return found
  }

  const router = exactRouter()
  router
    .route('/v1/upscale')
    .post(needs('jobs'), (request, response) => take(request, response))
    .all(onlyMethods('POST'))
  router
    .route('/v1/upscale/:id')
    .put(needs('jobs'), (request, response) => take(request, response, readId(request.params.id)))
    .get(needs('jobs'), (request, response) => {
      response.json(find(knownCaller(request), request.params.id).status)
    })
    .delete(needs('jobs'), async (request, response) => {
      const { id, status } = find(knownCaller(request), request.params.id)
      if (status.state === 'queued' || status.state === 'running') {
        upscales.cancel(id)
        // The running one stops after its tile; its events tell when.
        response.status(202).json(find(knownCaller(request), id).status)
        return
      }
      await upscales.forget(id)
      response.status(204).end()
    })
    .all(onlyMethods('GET', 'PUT', 'DELETE'))
  router
    .route('/v1/upscale/:id/events')
    .get(needs('jobs'), async (request, response) => {
      const { id } = find(knownCaller(request), request.params.id)
      const after = readAfter(request.query.after)
      const wait = readWait(request.query.wait)
      await sendEvents(request, response, limits.heartbeat, (gone) =>
        upscales.follow(id, after, gone, wait),
      )
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/upscale/:id/result')
    .get(needs('jobs'), async (request, response) => {
      const { id, request: asked } = find(knownCaller(request), request.params.id)
      await send(upscales.result(id), asked.format, response, request.method === 'HEAD')
    })
    .all(onlyMethods('GET'))
  return router
}

/** @throws InlayError not_found */
const send = async (
  path: string,
  format: 'png' | 'raw',
  response: Response,
  isHead: boolean,
): Promise<void> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('not_found', 'The result is gone.', { cause })
  })
  try {
    response.setHeader('Content-Length', (await file.stat()).size)
    if (format === 'png') response.attachment('enlarged.png')
    response.setHeader('Content-Type', format === 'png' ? 'image/png' : ENVELOPE_TYPE)
    if (isHead) response.end()
    else await pipeline(file.createReadStream({ autoClose: false }), response)
  } catch (error) {
    // The client left before the end; nothing failed.
    if (!response.destroyed) throw error
  } finally {
    await file.close()
  }
}

/** @throws InlayError invalid_request */
const readId = (text: unknown): string => {
  const id = FillId.safeParse(text)
  if (id.success) return id.data
  throw new InlayError('invalid_request', expected('a UUID in small letters', 'the id', text))
}
