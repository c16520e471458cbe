/**
 * The HTTP application: guards first, then what is answered from the first moment on (health and
 * proof), then one router a route once everything is loaded, then what to say of everything else.
 */
import type { RequestListener } from 'node:http'
import { InlayError, type Phase } from '@inlay/shared'
import express, { type RequestHandler } from 'express'
import type { Jobs } from '../jobs/jobs.ts'
import type { Previews } from '../jobs/previews.ts'
import type { Segments } from '../jobs/segments.ts'
import type { Upscales } from '../jobs/upscales.ts'
import type { Devices } from './access/devices.ts'
import type { LiveLines } from './access/live-lines.ts'
import type { PageSessions } from './access/page-sessions.ts'
import type { Pairing } from './access/pairing.ts'
import type { DiagnosticsContext } from './diagnostics/gather.ts'
import { errorHandler, unknownRoute } from './errors.ts'
import type { GpuLibrariesDesk } from './gpu-libraries.ts'
import {
  type Authenticate,
  type KnowPage,
  refuseSecretInAddress,
  requireToken,
} from './guard/authenticate.ts'
import { refuseUnscripted } from './guard/fetch-mode.ts'
import { checkHost } from './guard/host.ts'
import { crossOrigin } from './guard/origin.ts'
import type { Place } from './guard/place.ts'
import { securityHeaders } from './guard/security-headers.ts'
import type { Tickets } from './guard/tickets.ts'
import type { LazyModels } from './lazy-models.ts'
import type { DaemonLimits } from './limits.ts'
import type { Log } from './log/log.ts'
import { logRequests } from './log/requests.ts'
import { bridgeRoute } from './routes/bridge.ts'
import { type CompanionControl, companionRoute } from './routes/companion.ts'
import { devicesRoute } from './routes/devices.ts'
import { diagnosticsRoute } from './routes/diagnostics.ts'
import { enginesRoute } from './routes/engines.ts'
import { eventsRoute } from './routes/events.ts'
import { exactRouter } from './routes/exact-router.ts'
import { gpuRoute } from './routes/gpu.ts'
import { healthRoute } from './routes/health.ts'
import { type HelloSide, helloRoute } from './routes/hello.ts'
import { historyRoute } from './routes/history.ts'
import { homeRoute } from './routes/home.ts'
import { inputsRoute } from './routes/inputs.ts'
import { logsRoute } from './routes/logs.ts'
import { type MetricsContext, metricsRoute } from './routes/metrics.ts'
import { modelsRoute } from './routes/models.ts'
import { openApiRoute } from './routes/openapi.ts'
import { pageLoginRoute, pageRoute } from './routes/page-login.ts'
import { pairRoute } from './routes/pair.ts'
import { pairingsRoute } from './routes/pairings.ts'
import { type PluginsContext, pluginsRoute } from './routes/plugins.ts'
import { previewRoute } from './routes/preview.ts'
import { resultsRoute } from './routes/results.ts'
import { segmentRoute } from './routes/segment.ts'
import { type SettingsContext, settingsRoute } from './routes/settings.ts'
import { statusRoute } from './routes/status.ts'
import { submitRoute } from './routes/submit.ts'
import { upscaleRoute } from './routes/upscale.ts'
import { ticketsRoute } from './routes/ws-tickets.ts'

export interface AppContext {
  /** Where it is listened on, known once listening. */
  readonly place: () => Place
  readonly phase: () => Phase
  readonly hello: HelloSide
  readonly log: Log
  /** Everything else that is served; undefined while it is being loaded. */
  readonly routes: () => RequestHandler | undefined
}

export const createApp = ({ place, phase, hello, log, routes }: AppContext): RequestListener => {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.enable('strict routing')
  app.set('query parser', 'simple')

  app.use(logRequests(log))
  app.use(securityHeaders())
  app.use((request, _response, next) => {
    request.url = checkHost(request, place())
    next()
  })
  app.use(crossOrigin(place))
  app.use((request, _response, next) => {
    refuseSecretInAddress(request.url)
    next()
  })
  app.use((request, _response, next) => {
    // Pairing, the window and what changes this machine are for whoever sits at it.
    const isHere =
      /^\/([?]|$|page\/|bridge|v1\/(pair|page|settings|autostart|plugins|gpu|models\/folders))/.test(
        request.url,
      )
    if (isHere && !place().isLocal) throw new InlayError('not_found')
    next()
  })
  app.use(healthRoute(phase))
  app.use(bridgeRoute())
  app.use(homeRoute())
  app.use(refuseUnscripted)
  app.use(helloRoute(hello, () => place().port))
  app.use((request, response, next) => {
    const loaded = routes()
    if (loaded === undefined) throw new InlayError('starting')
    loaded(request, response, next)
  })

  app.use(unknownRoute)
  app.use(errorHandler(log))
  return app
}

export interface RoutesContext {
  readonly jobs: Jobs
  readonly segments: Segments
  readonly previews: Previews
  readonly upscales: Upscales
  readonly models: LazyModels
  readonly authenticate: Authenticate
  readonly devices: Devices
  readonly lines: LiveLines
  readonly pairing: Pairing
  readonly tickets: Tickets
  readonly pages: PageSessions
  readonly knowPage: KnowPage
  readonly port: () => number
  readonly limits: DaemonLimits
  readonly control: CompanionControl
  readonly metrics: MetricsContext
  readonly stateFolder: string
  readonly gpu: GpuLibrariesDesk
  readonly settings: SettingsContext
  readonly plugins: PluginsContext
  readonly diagnostics: DiagnosticsContext
}

/** What needs the companion's memory: who is paired, what runs. */
export const createRoutes = (context: RoutesContext): RequestHandler => {
  const { jobs, authenticate, devices, lines, pairing, tickets, limits, control, metrics } = context
  const router = exactRouter()
  router.use(pairRoute(pairing))
  router.use(pageLoginRoute(context.pages, context.port))
  router.use(requireToken(authenticate, lines, context.knowPage))

  router.use(enginesRoute(jobs))
  router.use(modelsRoute(context.models, limits))
  router.use(submitRoute(jobs, { ...limits, maxBytes: limits.maxBodyBytes }))
  router.use(segmentRoute(context.segments, { ...limits, maxBytes: limits.maxBodyBytes }))
  router.use(previewRoute(context.previews, { ...limits, maxBytes: limits.maxBodyBytes }))
  router.use(upscaleRoute(context.upscales, { ...limits, maxBytes: limits.maxBodyBytes }))
  router.use(historyRoute(jobs))
  router.use(statusRoute(jobs))
  router.use(eventsRoute(jobs, limits.heartbeat))
  router.use(resultsRoute(jobs))
  router.use(inputsRoute(jobs))
  router.use(ticketsRoute(tickets))
  router.use(pageRoute(context.pages, context.port))
  router.use(pairingsRoute(pairing))
  router.use(devicesRoute(devices))
  router.use(companionRoute(control))
  router.use(settingsRoute(context.settings))
  router.use(gpuRoute(context.gpu, limits.heartbeat))
  router.use(pluginsRoute(context.plugins))
  router.use(logsRoute(context.stateFolder))
  router.use(diagnosticsRoute(context.diagnostics))
  router.use(metricsRoute(metrics))
  router.use(openApiRoute())
  return router
}
