/** `GET /v1/metrics`: what happened since the start, for Prometheus; the owner's only. */
import type { Router } from 'express'
import type { Registry } from 'prom-client'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import type { Gauges } from '../metrics/registry.ts'
import type { MetricTally } from '../metrics/tally.ts'
import { exactRouter } from './exact-router.ts'

export interface MetricsContext {
  readonly tallies: readonly MetricTally[]
  readonly gauges: Gauges
}

export const metricsRoute = ({ tallies, gauges }: MetricsContext): Router => {
  let registry: Promise<Registry> | undefined
  const router = exactRouter()
  router
    .route('/v1/metrics')
    .get(needs('admin'), async (_request, response) => {
      registry ??= import('../metrics/registry.ts').then(({ createRegistry }) =>
        createRegistry(tallies, gauges),
      )
      const { contentType, metrics } = await registry.then(async (one) => ({
        contentType: one.contentType,
        metrics: await one.metrics(),
      }))
      response.setHeader('Content-Type', contentType)
      response.end(metrics)
    })
    .all(onlyMethods('GET'))
  return router
}
