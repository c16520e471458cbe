/** `GET /v1/diagnostics`: what helps somebody else to help, with nothing private in it; for the owner to read first. */
import type { Router } from 'express'
import type { DiagnosticsContext } from '../diagnostics/gather.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const diagnosticsRoute = (context: DiagnosticsContext): Router => {
  const router = exactRouter()
  router
    .route('/v1/diagnostics')
    .get(needs('admin'), async (_request, response) => {
      const { gatherDiagnostics } = await import('../diagnostics/gather.ts')
      response.json(await gatherDiagnostics(context))
    })
    .all(onlyMethods('GET'))
  return router
}
