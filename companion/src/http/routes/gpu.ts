/** `/v1/gpu`: what a graphics card needs beside the companion, fetching it and taking it away again. */
import { GpuInstallRequest, InlayError } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import type { GpuLibrariesDesk } from '../gpu-libraries.ts'
import { needs } from '../guard/authenticate.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { readAfter, readWait, sendEvents } from './event-lines.ts'
import { exactRouter } from './exact-router.ts'

export const gpuRoute = (gpu: GpuLibrariesDesk, heartbeat: number): Router => {
  const router = exactRouter()
  router
    .route('/v1/gpu')
    .get(needs('admin'), async (_request, response) => {
      response.json(await gpu.info())
    })
    .delete(needs('admin'), async (_request, response) => {
      if (!(await gpu.remove())) throw new InlayError('not_found', 'There is nothing to remove.')
      response.status(204).end()
    })
    .all(onlyMethods('GET', 'DELETE'))
  router
    .route('/v1/gpu/install')
    .post(needs('admin'), jsonBody, async (request, response) => {
      readBody(GpuInstallRequest, request.body)
      await gpu.install()
      response
        .status(202)
        .location('/v1/gpu/events')
        .json(await gpu.info())
    })
    .delete(needs('admin'), (_request, response) => {
      if (!gpu.cancel()) throw new InlayError('not_found', 'They are not being fetched.')
      response.status(204).end()
    })
    .all(onlyMethods('POST', 'DELETE'))
  router
    .route('/v1/gpu/events')
    .get(needs('admin'), async (request, response) => {
      const after = readAfter(request.query.after)
      const wait = readWait(request.query.wait)
      const { feed } = gpu
      if (feed === undefined) throw new InlayError('not_found', 'They were not fetched lately.')
      await sendEvents(request, response, heartbeat, (gone) => feed.follow(gone, after, wait))
    })
    .all(onlyMethods('GET'))
  return router
}
