/**
 * `POST /v1/preview`: a picture for the eye, of a file that browsers do not read. The body is the file;
 * the answer is upright, 8 bits, in sRGB, as large as the picture.
 */
import type { Router } from 'express'
import type { Previews } from '../../jobs/previews.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { receiveFile } from '../upload/receive-file.ts'
import type { UploadLimits } from '../upload/receive-fill.ts'
import { exactRouter } from './exact-router.ts'
import { inPlace } from './in-place.ts'
import { sendFile } from './send-file.ts'

export const previewRoute = (previews: Previews, limits: UploadLimits): Router => {
  const router = exactRouter()
  router
    .route('/v1/preview')
    .post(needs('jobs'), async (request, response) => {
      await inPlace(request, response, await previews.reserve(), async (place, signal) => {
        const input = await receiveFile(request, response, place.folder, limits)
        const { path, format } = await place.run(input, signal)
        await sendFile(request, response, {
          path,
          name: `preview.${format}`,
          type: `image/${format}`,
          gone: 'The picture is gone.',
        })
      })
    })
    .all(onlyMethods('POST'))
  return router
}
