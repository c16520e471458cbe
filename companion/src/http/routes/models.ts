/**
 * `/v1/models`: what there is, fetching it, bringing one's own, checking and removing. Reading needs
 * `models:read`, which pairing gives; everything else `models:manage`, which only the owner has.
 */
import {
  InlayError,
  ModelFolderRequest,
  type ModelInfo,
  type ModelList,
  ModelPullRequest,
} from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import type { LazyModels } from '../lazy-models.ts'
import type { BodyLimits } from '../upload/body.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { receiveModel } from '../upload/model-form.ts'
import { readAfter, readWait, sendEvents } from './event-lines.ts'
import { exactRouter } from './exact-router.ts'

export interface ModelsRouteLimits {
  readonly heartbeat: number
  readonly maxSilence: number
}

/** Larger than any net that runs on one machine; the free space is looked at as well. */
const MOST_BYTES = 64 * 2 ** 30

export const modelsRoute = (models: LazyModels, limits: ModelsRouteLimits): Router => {
  const router = exactRouter()
  const bodyLimits: BodyLimits = { maxBytes: MOST_BYTES, maxSilence: limits.maxSilence }

  router
    .route('/v1/models')
    .get(needs('models:read'), async (_request, response) => {
      const opened = await models.open()
      const [list, free] = await Promise.all([opened.list(), opened.free()])
      const answer: ModelList = { models: list, ...(free !== undefined && { free }) }
      response.json(answer)
    })
    .post(needs('models:manage'), async (request, response) => {
      const opened = await models.open()
      const { ModelAddRequest } = await import('../../models/add-request.ts')
      const { dropGiven } = await import('../../models/given-files.ts')
      const folder = await opened.partialFolder()
      const received = await receiveModel(request, response, {
        schema: ModelAddRequest,
        folder,
        limits: bodyLimits,
      })
      try {
        const answer: ModelInfo = await opened.addGiven(received.given, received.request)
        response.status(201).location(`/v1/models/${answer.id}`).json(answer)
      } finally {
        await dropGiven(received.given)
      }
    })
    .all(onlyMethods('GET', 'POST'))

  router
    .route('/v1/models/folders')
    .post(needs('models:manage'), jsonBody, async (request, response) => {
      const { linkFolder } = await import('../../engines/diffusion/link-folder.ts')
      const wanted = readBody(ModelFolderRequest, request.body)
      const { info } = await linkFolder(await models.open(), wanted)
      response.status(201).location(`/v1/models/${info.id}`).json(info)
    })
    .all(onlyMethods('POST'))

  router
    .route('/v1/models/:id')
    .get(needs('models:read'), async (request, response) => {
      const answer: ModelInfo = await (await models.open()).info(request.params.id)
      response.json(answer)
    })
    .delete(needs('models:manage'), async (request, response) => {
      await (await models.open()).remove(request.params.id)
      response.status(204).end()
    })
    .all(onlyMethods('GET', 'DELETE'))

  router
    .route('/v1/models/:id/pull')
    .post(needs('models:manage'), jsonBody, async (request, response) => {
      const opened = await models.open()
      const id = String(request.params.id)
      await opened.pull(id, readBody(ModelPullRequest, request.body))
      const answer: ModelInfo = await opened.info(id)
      response.status(202).location(`/v1/models/${id}/events`).json(answer)
    })
    .delete(needs('models:manage'), async (request, response) => {
      const opened = await models.open()
      if (!opened.cancel(request.params.id)) {
        throw new InlayError('not_found', 'It is not being fetched.')
      }
      response.status(204).end()
    })
    .all(onlyMethods('POST', 'DELETE'))

  router
    .route('/v1/models/:id/events')
    .get(needs('models:read'), async (request, response) => {
      const feed = (await models.open()).feed(request.params.id)
      const after = readAfter(request.query.after)
      const wait = readWait(request.query.wait)
      if (feed === undefined) throw new InlayError('not_found', 'It has not been fetched lately.')
      await sendEvents(request, response, limits.heartbeat, (gone) =>
        feed.follow(gone, after, wait),
      )
    })
    .all(onlyMethods('GET'))

  router
    .route('/v1/models/:id/files')
    .post(needs('models:manage'), async (request, response) => {
      const opened = await models.open()
      const { dropGiven } = await import('../../models/given-files.ts')
      const folder = await opened.partialFolder()
      const received = await receiveModel(request, response, {
        schema: ModelPullRequest,
        folder,
        limits: bodyLimits,
      })
      try {
        const { id } = request.params
        const answer: ModelInfo = await opened.installGiven(id, received.given, received.request)
        response.status(201).json(answer)
      } finally {
        await dropGiven(received.given)
      }
    })
    .all(onlyMethods('POST'))

  router
    .route('/v1/models/:id/verify')
    .post(needs('models:manage'), async (request, response) => {
      response.json(await (await models.open()).verify(request.params.id))
    })
    .all(onlyMethods('POST'))
  return router
}
