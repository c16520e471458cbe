/** `inlay serve`: the daemon from first file to last socket. */
import {
  COMPANION_VERSION,
  InlayError,
  OWNER_ID,
  PAGE_HEADER,
  type Phase,
  SCOPES,
} from '@inlay/shared'
import type { RequestHandler } from 'express'
import { openState } from '../jobs/disk/open-state.ts'
import type { EventBody } from '../jobs/events.ts'
import { createFillClient } from '../jobs/fill-client.ts'
import type { Job } from '../jobs/job.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createPreviews } from '../jobs/previews.ts'
import { createSegments } from '../jobs/segments.ts'
import { createUpscales } from '../jobs/upscales.ts'
import { diskError, systemCode } from '../system/disk-error.ts'
import { companionFolders } from '../system/folders.ts'
import { type Devices, openDevices } from './access/devices.ts'
import { createLiveLines } from './access/live-lines.ts'
import { ownerKeys } from './access/owner-token.ts'
import { keepPageFile, readPages } from './access/page-file.ts'
import { createPageSessions } from './access/page-sessions.ts'
import { createPairing } from './access/pairing.ts'
import { keepPairingFile, writePairings } from './access/pairing-file.ts'
import { createApp, createRoutes } from './app.ts'
import { claimOwner } from './claim.ts'
import type { Daemon, DaemonOptions } from './daemon-options.ts'
import { createDesk } from './desk.ts'
import { findSilent, readDiscovery, removeDiscovery, writeDiscovery } from './discovery.ts'
import { createGpuLibraries } from './gpu-libraries.ts'
import type { Authenticate, Caller, KnowPage } from './guard/authenticate.ts'
import { sessionCookie } from './guard/page-cookie.ts'
import { localPlace, type Place } from './guard/place.ts'
import { createTickets } from './guard/tickets.ts'
import { tokenPath } from './guard/token.ts'
import { createHttpServer, type Upgrade } from './http-server.ts'
import { createLazyModels } from './lazy-models.ts'
import { type DaemonLimits, DEFAULT_LIMITS } from './limits.ts'
import type { Bound } from './listen.ts'
import { openLogFile } from './log/file.ts'
import { createJobNews } from './log/job-news.ts'
import { createLog } from './log/log.ts'
import { linesTo } from './log/terminal.ts'
import { createTally } from './metrics/tally.ts'
import { listenOutside, type MakeOutsideServer } from './outside.ts'
import type { CompanionControl } from './routes/companion.ts'
import type { HelloSide } from './routes/hello.ts'
import { closeServer, portsToTry, takeFirst } from './servers.ts'
import { applySettings, openLiveSettings, retentionOf } from './settings/live-settings.ts'
import { createTunnels, isTunnel } from './tunnel.ts'
import { createSocketSide, refuseUpgrade, type SocketSide } from './websocket.ts'

/** Bearer of the token in the owner's own file: `inlay token`, and programs of the owner. */
const OWNER: Caller = { id: OWNER_ID, scopes: SCOPES }

/** Milliseconds what runs has to end by itself when the daemon stops. */
const DRAIN_JOBS = 5500

/**
 * Starts the companion's HTTP side.
 * @throws InlayError already_running | port_taken | companion_silent | invalid_request (port) |
 *   state_too_new | disk_full | file_unwritable
 */
export const startDaemon = async (options: DaemonOptions = {}): Promise<Daemon> => {
  try {
    return await start(options)
  } catch (error) {
    // A folder that cannot be written, whichever of ours it is.
    throw systemCode(error) === undefined ? error : diskError(error)
  }
}

const start = async (options: DaemonOptions): Promise<Daemon> => {
  const from = performance.now()
  const { port: asked, portAgain } = options
  const ports = portAgain === undefined ? portsToTry(asked) : [portAgain]
  const folders = options.folders ?? companionFolders()
  const settings = await openLiveSettings({ folders, flags: options.settings })
  const limits: DaemonLimits = {
    ...DEFAULT_LIMITS,
    concurrency: settings.now.values.concurrency,
    retention: retentionOf(settings),
    ...options.limits,
  }
  const tally = createTally()
  const log = createLog([tally.sink, linesTo(options.log ?? (() => {}))])
  let phase: Phase = 'starting'

  const owner = await ownerKeys({ folder: folders.config, keyring: options.keyring })
  const silent = await findSilent(folders.state)
  if (silent !== undefined) {
    throw new InlayError('companion_silent', `Process ${silent.pid} holds port ${silent.port}.`)
  }

  let bound: Bound | undefined
  let devices: Devices | undefined
  let routes: RequestHandler | undefined
  let sockets: SocketSide | undefined
  const port = (): number => bound?.port ?? 0
  const hello: HelloSide = {
    keyOf: (id) => {
      if (id === OWNER.id) return owner.helloKey
      if (devices === undefined) throw new InlayError('starting')
      return devices.helloKeyOf(id)
    },
    met: (id, client) => devices?.met(id, client),
  }
  const place = (): Place => localPlace(port())
  const appContext = { phase: () => phase, hello, log, routes: () => routes }
  const app = createApp({ ...appContext, place })
  const tunnels = createTunnels(port)
  const upgrade: Upgrade = (request, socket, head) => {
    if (isTunnel(request)) tunnels.upgrade(request, socket, head, place())
    else if (sockets !== undefined) sockets.upgrade(request, socket, head, place())
    else refuseUpgrade(socket, new InlayError('starting'))
  }

  bound = await takeFirst(ports, owner.helloKey, () => createHttpServer(app, upgrade, limits))
  const servers = [...bound.servers]
  const addresses = [...bound.addresses]
  /** What a start that fails has to close again, in order. */
  const opened: (() => Promise<unknown>)[] = [
    async () => tunnels.close(),
    () => Promise.all(servers.map(closeServer)),
  ]
  try {
    const last = await readDiscovery(folders.state)
    await claimOwner({
      port: port(),
      others: last === undefined ? [] : [last.port],
      ownersKey: owner.helloKey,
    })
    // Ours alone from here on.
    await writeDiscovery(folders.state, {
      port: port(),
      pid: process.pid,
      version: COMPANION_VERSION,
    })
    opened.unshift(() => removeDiscovery(folders.state, process.pid))
    const logFile = await openLogFile(folders.state, {
      level: settings.now.values.logLevel,
      ...options.logFile,
    })
    opened.push(logFile.close)
    log.attach(logFile.sink)

    const lines = createLiveLines()
    const known = await openDevices({
      folder: folders.config,
      onRevoked: (id) => {
        log.event('device_revoked', {})
        lines.cut(id)
      },
      onSetAside: () => log.event('devices_set_aside', {}),
    })
    devices = known
    opened.unshift(known.close)
    const authenticate: Authenticate = (given) =>
      owner.isOwner(given) ? OWNER : known.authenticate(given)
    const isIn = ({ id }: Caller): boolean => id === OWNER.id || known.has(id)
    const desk = createDesk({ jobs: () => jobs, pairing: () => pairing })
    const pairing = createPairing({
      devices: known,
      port,
      onEvent: (event) => {
        log.event('pairing', { what: event.type === 'closed' ? event.reason : event.type })
        pairingFile.update()
        desk.pairingEvent(event)
        options.onPairing?.(event)
      },
    })
    const pairingFile = keepPairingFile(folders.state, pairing.pending, (cause) =>
      log.failure(new InlayError('file_unwritable', undefined, { cause })),
    )

    const client = createFillClient({
      ...options.fillProcess,
      onLife: (life) => {
        if (life.type === 'started') log.event('child_started', { pid: life.pid })
        else log.event('child_gone', { pid: life.pid, why: life.end, pending: life.pending })
      },
    })
    const jobNews = createJobNews(log)
    const news = {
      ...jobNews,
      onAccepted: (job: Job) => {
        jobNews.onAccepted(job)
        desk.changed()
      },
      onEvent: (job: Job, body: EventBody) => {
        jobNews.onEvent(job, body)
        desk.jobEvent(job, body)
      },
      onFailure: log.failure,
    }
    const state = await openState(folders.state, news)
    opened.unshift(state.store.close)
    await writePairings(folders.state, [])
    const jobs = createJobs({ ...limits, ...state, ...news, client })
    opened.unshift(jobs.close)
    const { maxPixels } = limits
    const segments = createSegments({ client, spool: state.spool, maxPixels })
    const previews = createPreviews({ client, spool: state.spool, maxPixels })
    const upscales = createUpscales({
      client,
      spool: state.spool,
      maxPixels,
      onFailure: log.failure,
    })
    opened.unshift(upscales.close)
    const models = createLazyModels({
      folders,
      onFailure: log.failure,
      onChange: jobs.relist,
      ...options.models,
    })
    opened.unshift(models.close)
    const gpu = createGpuLibraries({
      folders,
      onFailure: log.failure,
      onChange: jobs.renew,
      ...options.gpu,
    })
    opened.unshift(gpu.close)
    applySettings(settings, {
      setConcurrency: jobs.setConcurrency,
      setIdle: client.setIdle,
      setLogLevel: logFile.setLevel,
      renewEngines: jobs.renew,
    })
    await jobs.recover()
    const tickets = createTickets()
    const pages = createPageSessions({
      kept: await readPages(folders.state, owner.helloKey),
      onChange: () => pageFile.update(),
    })
    const mayReturn = pages.kept().length > 0
    const pageFile = keepPageFile(folders.state, owner.helloKey, pages.kept, (cause) =>
      log.failure(new InlayError('file_unwritable', undefined, { cause })),
    )
    const knowPage: KnowPage = (headers) => {
      const cookie = sessionCookie(headers.cookie, port())
      const word = headers[PAGE_HEADER.toLowerCase()]
      if (cookie === undefined || typeof word !== 'string') return undefined
      return pages.isIn(cookie, word) ? OWNER : undefined
    }
    const context = { ...limits, jobs, authenticate, isIn, tickets, lines, log }
    const sides = createSocketSide(context)
    sockets = sides
    opened.unshift(sides.close)
    const startedAt = new Date().toISOString()
    let askToStop = (): void => {}
    const stopAsked = new Promise<void>((resolve) => {
      askToStop = resolve
    })
    const control: CompanionControl = {
      status: () => ({
        version: COMPANION_VERSION,
        state: phase,
        pid: process.pid,
        port: port(),
        startedAt,
        ...jobs.load,
        paused: jobs.paused,
        fillProcess: client.pid,
        memory: process.memoryUsage.rss(),
      }),
      stop: () => askToStop(),
    }
    routes = createRoutes({
      jobs,
      segments,
      previews,
      upscales,
      models,
      authenticate,
      devices: known,
      lines,
      pairing,
      tickets,
      pages,
      knowPage,
      port,
      limits,
      control,
      stateFolder: folders.state,
      gpu,
      settings: {
        settings,
        surroundings: options.surroundings,
        pause: desk.desk.pause,
      },
      plugins: { surroundings: options.surroundings, places: options.plugins },
      diagnostics: {
        folders,
        doctor: options.surroundings?.doctor,
        engines: jobs.engines,
        models: async () => (await models.open()).list(),
        settings: settings.read,
        apps: () => known.list().map(({ app }) => app),
      },
      metrics: {
        tallies: tally.metrics,
        gauges: {
          queued: () => jobs.load.queued,
          running: () => jobs.load.running,
          sockets: () => sides.open,
          fillProcess: () => (client.pid === undefined ? 0 : 1),
        },
      },
    })
    if (options.outside !== undefined) {
      const makeServer: MakeOutsideServer = (at, tls) => {
        const theirs = createApp({ ...appContext, place: at })
        const up: Upgrade = (request, socket, head) => sides.upgrade(request, socket, head, at())
        return createHttpServer(theirs, up, limits, tls)
      }
      const outside = await listenOutside(options.outside, makeServer)
      servers.push(outside.server)
      addresses.push(...outside.addresses)
    }
    for (const server of servers) {
      server.on('error', (cause) => log.failure(new InlayError('internal', undefined, { cause })))
    }
    jobs.start()
    phase = 'ready'
    log.event('started', {
      version: COMPANION_VERSION,
      node: process.versions.node,
      pid: process.pid,
      port: port(),
      ms: performance.now() - from,
    })

    const end = async (why: 'signal' | 'request' | 'closed'): Promise<void> => {
      const asked = performance.now()
      phase = 'stopping'
      log.event('stopping', { why, ...jobs.load })
      if (why !== 'closed') await jobs.drain(DRAIN_JOBS)
      // While the port is still ours: whoever takes it next reads what we leave.
      pairing.close()
      pageFile.update()
      await Promise.all([known.close(), pairingFile.settled(), pageFile.settled()])
      const { running, queued } = jobs.load
      const closed = servers.map(closeServer)
      await Promise.all([upscales.close(), jobs.close(), models.close(), gpu.close()])
      await sides.close()
      await Promise.all(closed)
      await state.store.close()
      await removeDiscovery(folders.state, process.pid)
      log.event('stopped', { ms: performance.now() - asked, interrupted: running + queued })
      await logFile.close()
    }
    let ending: Promise<void> | undefined
    const endOnce = (why: 'signal' | 'request' | 'closed'): Promise<void> => {
      ending ??= end(why)
      return ending
    }
    return {
      port: port(),
      addresses,
      tokenPath: tokenPath(folders.config),
      get fillProcess() {
        return client.pid
      },
      desk: desk.desk,
      settings,
      pageCode: pages.issue,
      page: {
        get seenAgo() {
          return pages.seenAgo
        },
        mayReturn,
      },
      stopAsked,
      stop: (why) => endOnce(why),
      close: () => endOnce('closed'),
    }
  } catch (error) {
    for (const undo of opened) await undo()
    throw error
  }
}
