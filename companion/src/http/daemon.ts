/** `inlay serve`: the daemon from first file to last socket. */
import type { Server } from 'node:http'
import {
  COMPANION_PORTS,
  COMPANION_VERSION,
  expected,
  InlayError,
  OWNER_ID,
  PAGE_HEADER,
  type Phase,
  SCOPES,
} from '@inlay/shared'
import type { RequestHandler } from 'express'
import { openState } from '../jobs/disk/open-state.ts'
import type { EventBody } from '../jobs/events.ts'
import { createFillClient, type FillClientOptions } from '../jobs/fill-client.ts'
import type { Job } from '../jobs/job.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createPreviews } from '../jobs/previews.ts'
import { createSegments } from '../jobs/segments.ts'
import { createUpscales } from '../jobs/upscales.ts'
import type { ModelsOptions } from '../models/models.ts'
import { diskError, systemCode } from '../system/disk-error.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import type { Keyring } from '../system/keyring/keyring.ts'
import type { PluginPlaces } from '../system/plugin-places.ts'
import type { SomeSettings } from '../system/settings-file.ts'
import { type Devices, openDevices } from './access/devices.ts'
import { createLiveLines } from './access/live-lines.ts'
import { ownerKeys } from './access/owner-token.ts'
import { keepPageFile, readPages } from './access/page-file.ts'
import { createPageSessions } from './access/page-sessions.ts'
import { createPairing, type PairingEvent } from './access/pairing.ts'
import { keepPairingFile, writePairings } from './access/pairing-file.ts'
import { createApp, createRoutes } from './app.ts'
import { alreadyRunning, claimOwner, stateOfOwn } from './claim.ts'
import { createDesk, type Desk } from './desk.ts'
import { findSilent, readDiscovery, removeDiscovery, writeDiscovery } from './discovery.ts'
import { createGpuLibraries, type GpuLibrariesOptions } from './gpu-libraries.ts'
import type { Authenticate, Caller, KnowPage } from './guard/authenticate.ts'
import { sessionCookie } from './guard/page-cookie.ts'
import { localPlace, type Place } from './guard/place.ts'
import { createTickets } from './guard/tickets.ts'
import { tokenPath } from './guard/token.ts'
import { createHttpServer, type Upgrade } from './http-server.ts'
import { createLazyModels } from './lazy-models.ts'
import { type DaemonLimits, DEFAULT_LIMITS } from './limits.ts'
import { type Bound, takePort } from './listen.ts'
import { type LogFileOptions, openLogFile } from './log/file.ts'
import { createJobNews } from './log/job-news.ts'
import { createLog } from './log/log.ts'
import { linesTo } from './log/terminal.ts'
import { createTally } from './metrics/tally.ts'
import { listenOutside, type MakeOutsideServer, type Outside } from './outside.ts'
import type { CompanionControl } from './routes/companion.ts'
import type { HelloKeyOf } from './routes/hello.ts'
import {
  applySettings,
  type LiveSettings,
  openLiveSettings,
  retentionOf,
} from './settings/live-settings.ts'
import type { Surroundings } from './surroundings.ts'
import { createTunnels, isTunnel } from './tunnel.ts'
import { createSocketSide, refuseUpgrade, type SocketSide } from './websocket.ts'

export interface DaemonOptions {
  /** One of COMPANION_PORTS, the only port then tried; 0, for tests, takes any. */
  readonly port?: number
  /** For tests: this one port, whatever it is, so that one that comes back is found where it was. */
  readonly portAgain?: number
  readonly folders?: Folders
  /** Where the owner's token is kept; in a file when absent. */
  readonly keyring?: Keyring | undefined
  /** Lets programs on other machines in as well, by TLS and token; nobody when absent. */
  readonly outside?: Outside | undefined
  readonly limits?: Partial<DaemonLimits>
  readonly fillProcess?: FillClientOptions
  /** Hears of pairings, codes included: for the eyes of whoever sits at this machine, for no log. */
  readonly onPairing?: (event: PairingEvent) => void
  /** What was said on the command line: it stands above the settings file. */
  readonly settings?: SomeSettings
  /** What the page may ask of the desktop; nothing when absent. */
  readonly surroundings?: Surroundings | undefined
  /** The plugins that are offered, and what a card needs; for tests. */
  readonly plugins?: () => Promise<PluginPlaces>
  readonly gpu?: Pick<GpuLibrariesOptions, 'wheels' | 'hasCard'>
  /** Gets what is amiss in words; silent when absent. */
  readonly log?: (line: string) => void
  /** Where models come from; for tests. */
  readonly models?: Omit<ModelsOptions, 'folders' | 'onFailure' | 'onChange'>
  /** The log on disk, below the state folder. */
  readonly logFile?: LogFileOptions
}

export interface Daemon {
  readonly port: number
  /** "http://127.0.0.1:43117", "http://[::1]:43117" where there is IPv6, and those outside. */
  readonly addresses: readonly string[]
  /** The file that holds the owner's token when no keyring does. */
  readonly tokenPath: string
  /** Process id of the fill process while there is one. */
  readonly fillProcess: number | undefined
  /** For whoever sits at this machine: the tray. */
  readonly desk: Desk
  /** What the owner has set, as it changes. */
  readonly settings: Pick<LiveSettings, 'now' | 'onChange'>
  /** A code that signs in to the page, once, within a minute: never for a log. */
  pageCode(): string
  readonly page: DaemonPage
  /** Resolves when the owner has asked the companion to stop; whoever started it then does. */
  readonly stopAsked: Promise<void>
  /** Takes no more and lets what runs end, then closes; within ten seconds. */
  stop(why: 'signal' | 'request'): Promise<void>
  /** Lets everybody go and ends the fill process; what waits and runs is taken up again later. */
  close(): Promise<void>
}

/** Whether the companion's page is open somewhere. */
export interface DaemonPage {
  /** Milliseconds since a page that is signed in was last here; undefined when none was. */
  readonly seenAgo: number | undefined
  /** Pages were signed in when the companion last ended. */
  readonly mayReturn: boolean
}

/** Bearer of the token in the owner's own file: `inlay token`, and programs of the owner. */
const OWNER: Caller = { id: OWNER_ID, scopes: SCOPES }

/** Milliseconds what runs has to end by itself when the daemon stops. */
const DRAIN_JOBS = 5500

/** Milliseconds open connections have to end by themselves after that. */
const DRAIN_LINES = 3000

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
  const helloKeyOf: HelloKeyOf = (id) => {
    if (id === OWNER.id) return owner.helloKey
    if (devices === undefined) throw new InlayError('starting')
    return devices.helloKeyOf(id)
  }
  const place = (): Place => localPlace(port())
  const appContext = { phase: () => phase, helloKeyOf, log, routes: () => routes }
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

/** @throws InlayError invalid_request */
const portsToTry = (port: number | undefined): readonly number[] => {
  if (port === undefined) return COMPANION_PORTS
  const known: readonly number[] = COMPANION_PORTS
  if (port === 0 || known.includes(port)) return [port]
  throw new InlayError(
    'invalid_request',
    `${expected(`one of ${known.join(', ')}`, 'the port', port)}. Plugins know no other.`,
  )
}

/** @throws InlayError already_running | port_taken */
const takeFirst = async (
  ports: readonly number[],
  ownersKey: Uint8Array,
  makeServer: () => Server,
): Promise<Bound> => {
  for (const port of ports) {
    const bound = await takePort(port, makeServer)
    if (bound !== undefined) return bound
    if ((await stateOfOwn(port, ownersKey)) !== undefined) throw alreadyRunning(port)
  }
  throw new InlayError('port_taken', `Tried ${ports.join(', ')}.`)
}

/** Milliseconds between two looks for lines that have become idle. */
const LOOK_EVERY = 50

/** Ends a server: nothing new, idle lines cut at once, busy ones after their time. */
const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY)
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_LINES)
    server.close(() => {
      clearInterval(look)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
