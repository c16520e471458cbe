/** The HTTP application: guards first, then one router a route, then what to say of everything else. */
import type { RequestListener } from 'node:http'
import express from 'express'
import type { Jobs } from '../jobs/jobs.ts'
import type { Devices } from './access/devices.ts'
import type { LiveLines } from './access/live-lines.ts'
import type { Pairing } from './access/pairing.ts'
import { errorHandler, unknownRoute } from './errors.ts'
import { type Authenticate, refuseSecretInAddress, requireToken } from './guard/authenticate.ts'
import { refuseUnscripted } from './guard/fetch-mode.ts'
import { checkHost } from './guard/host.ts'
import { crossOrigin } from './guard/origin.ts'
import { securityHeaders } from './guard/security-headers.ts'
import type { Tickets } from './guard/tickets.ts'
import type { DaemonLimits } from './limits.ts'
import type { Log } from './log.ts'
import { devicesRoute } from './routes/devices.ts'
import { enginesRoute } from './routes/engines.ts'
import { eventsRoute } from './routes/events.ts'
import { healthRoute } from './routes/health.ts'
import { type HelloKeyOf, helloRoute } from './routes/hello.ts'
import { openApiRoute } from './routes/openapi.ts'
import { pairRoute } from './routes/pair.ts'
import { resultsRoute } from './routes/results.ts'
import { statusRoute } from './routes/status.ts'
import { submitRoute } from './routes/submit.ts'
import { ticketsRoute } from './routes/ws-tickets.ts'

export interface AppContext {
  /** The port listened on, known once listening. */
  readonly port: () => number
  readonly jobs: Jobs
  readonly authenticate: Authenticate
  readonly devices: Devices
  readonly lines: LiveLines
  readonly pairing: Pairing
  readonly helloKeyOf: HelloKeyOf
  readonly tickets: Tickets
  readonly limits: DaemonLimits
  readonly log: Log
}

export const createApp = (context: AppContext): RequestListener => {
  const { port, jobs, authenticate, devices, lines, pairing, helloKeyOf, tickets, limits, log } =
    context
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.enable('strict routing')
  app.set('query parser', 'simple')

  app.use(securityHeaders())
  app.use((request, _response, next) => {
    request.url = checkHost(request, port())
    next()
  })
  app.use(crossOrigin(port))
  app.use((request, _response, next) => {
    refuseSecretInAddress(request.url)
    next()
  })
  app.use(healthRoute())
  app.use(refuseUnscripted)
  app.use(helloRoute(helloKeyOf, port))
  app.use(pairRoute(pairing))
  app.use(requireToken(authenticate, lines))

  app.use(enginesRoute(jobs))
  app.use(submitRoute(jobs, { ...limits, maxBytes: limits.maxBodyBytes }))
  app.use(statusRoute(jobs))
  app.use(eventsRoute(jobs, limits.heartbeat))
  app.use(resultsRoute(jobs))
  app.use(ticketsRoute(tickets))
  app.use(devicesRoute(devices))
  app.use(openApiRoute())

  app.use(unknownRoute)
  app.use(errorHandler(log))
  return app
}
