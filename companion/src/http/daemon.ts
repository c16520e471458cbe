/** `inlay serve`: the daemon from first file to last socket. */
import type { Server } from 'node:http'
import { join } from 'node:path'
import {
  COMPANION_PORTS,
  COMPANION_VERSION,
  expected,
  InlayError,
  OWNER_ID,
  SCOPES,
} from '@inlay/shared'
import { createFillClient, type FillClientOptions } from '../jobs/fill-client.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createSpool } from '../jobs/spool.ts'
import { createMemoryStore } from '../jobs/store.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import type { Keyring } from '../system/keyring/keyring.ts'
import { openDevices } from './access/devices.ts'
import { createLiveLines } from './access/live-lines.ts'
import { ownerKeys } from './access/owner-token.ts'
import { createPairing, type PairingEvent } from './access/pairing.ts'
import { keepPairingFile, writePairings } from './access/pairing-file.ts'
import { createApp } from './app.ts'
import { answersAsCompanion, findRunning, removeDiscovery, writeDiscovery } from './discovery.ts'
import type { Authenticate, Caller } from './guard/authenticate.ts'
import { createTickets } from './guard/tickets.ts'
import { tokenPath } from './guard/token.ts'
import { createHttpServer } from './http-server.ts'
import { type DaemonLimits, DEFAULT_LIMITS } from './limits.ts'
import { type Bound, takePort } from './listen.ts'
import { createLog } from './log.ts'
import type { HelloKeyOf } from './routes/hello.ts'
import { createSocketSide } from './websocket.ts'

export interface DaemonOptions {
  /** One of COMPANION_PORTS, the only port then tried; 0, for tests, takes any. */
  readonly port?: number
  readonly folders?: Folders
  /** Where the owner's token is kept; in a file when absent. */
  readonly keyring?: Keyring | undefined
  readonly limits?: Partial<DaemonLimits>
  readonly fillProcess?: FillClientOptions
  /** Hears of pairings, codes included: for the eyes of whoever sits at this machine, for no log. */
  readonly onPairing?: (event: PairingEvent) => void
  /** Gets a line now and then; silent when absent. */
  readonly log?: (line: string) => void
}

export interface Daemon {
  readonly port: number
  /** "http://127.0.0.1:43117", and "http://[::1]:43117" where there is IPv6. */
  readonly addresses: readonly string[]
  /** The file that holds the owner's token when no keyring does. */
  readonly tokenPath: string
  /** Process id of the fill process while there is one. */
  readonly fillProcess: number | undefined
  /** Takes no more, tells everybody, ends the fill process, removes the spool; within ten seconds. */
  close(): Promise<void>
}

/** Bearer of the token in the owner's own file: `inlay token`, and programs of the owner. */
const OWNER: Caller = { id: OWNER_ID, scopes: SCOPES }

/** Milliseconds open connections have to end by themselves when the daemon closes. */
const DRAIN = 5000

/**
 * Starts the companion's HTTP side.
 * @throws InlayError already_running | port_taken | invalid_request (port) | file_unwritable
 */
export const startDaemon = async (options: DaemonOptions = {}): Promise<Daemon> => {
  const ports = portsToTry(options.port)
  const folders = options.folders ?? companionFolders()
  const limits: DaemonLimits = { ...DEFAULT_LIMITS, ...options.limits }
  const log = createLog(options.log ?? (() => {}))

  const running = await findRunning(folders.state)
  if (running !== undefined) throw alreadyRunning(running.port)
  const owner = await ownerKeys({ folder: folders.config, keyring: options.keyring })
  const lines = createLiveLines()
  const devices = await openDevices({
    folder: folders.config,
    onRevoked: lines.cut,
    onSetAside: () => log.info('The list of paired devices was damaged; every plugin pairs again.'),
  })
  const authenticate: Authenticate = (given) =>
    owner.isOwner(given) ? OWNER : devices.authenticate(given)
  const helloKeyOf: HelloKeyOf = (id) => (id === OWNER.id ? owner.helloKey : devices.helloKeyOf(id))
  const pairing = createPairing({
    devices,
    onEvent: (event) => {
      pairingFile.update()
      options.onPairing?.(event)
    },
  })
  const pairingFile = keepPairingFile(folders.state, pairing.pending, (cause) =>
    log.failure(new InlayError('file_unwritable', undefined, { cause })),
  )
  const isIn = ({ id }: Caller): boolean => id === OWNER.id || devices.has(id)

  const client = createFillClient(options.fillProcess)
  const spool = createSpool(join(folders.state, 'spool'))
  const jobs = createJobs({
    ...limits,
    store: createMemoryStore(),
    spool,
    client,
    onFailure: log.failure,
  })
  const tickets = createTickets()
  let bound: Bound | undefined
  const port = (): number => bound?.port ?? 0
  const sockets = createSocketSide({
    ...limits,
    port,
    jobs,
    authenticate,
    isIn,
    tickets,
    lines,
    log,
  })
  const app = createApp({
    port,
    jobs,
    authenticate,
    devices,
    lines,
    pairing,
    helloKeyOf,
    tickets,
    limits,
    log,
  })

  try {
    bound = await takeFirst(ports, folders.state, () => createHttpServer(app, sockets, limits))
    // Ours alone from here on: the port is the lock.
    await spool.wipe()
    await writePairings(folders.state, [])
    await writeDiscovery(folders.state, {
      port: bound.port,
      pid: process.pid,
      version: COMPANION_VERSION,
    })
  } catch (error) {
    await Promise.all([
      sockets.close(),
      jobs.close(),
      devices.close(),
      ...(bound?.servers ?? []).map(closeServer),
    ])
    throw error
  }
  const { servers, addresses } = bound
  for (const server of servers) {
    server.on('error', (cause) => log.failure(new InlayError('internal', undefined, { cause })))
  }

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    // While the port is still ours: whoever takes it next reads what we leave.
    pairing.close()
    await Promise.all([devices.close(), pairingFile.settled()])
    const closed = servers.map(closeServer)
    await jobs.close()
    await sockets.close()
    await Promise.all(closed)
    await spool.wipe()
    await removeDiscovery(folders.state, process.pid)
  }
  return {
    port: bound.port,
    addresses,
    tokenPath: tokenPath(folders.config),
    get fillProcess() {
      return client.pid
    },
    close: () => {
      closing ??= close()
      return closing
    },
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

/** Milliseconds a companion that has just taken its port needs to write its discovery file. */
const JUST_STARTED = 500

/** @throws InlayError already_running | port_taken */
const takeFirst = async (
  ports: readonly number[],
  stateFolder: string,
  makeServer: () => Server,
): Promise<Bound> => {
  for (const port of ports) {
    const bound = await takePort(port, makeServer)
    if (bound !== undefined) return bound
    if (!(await answersAsCompanion(port))) continue
    // One of ours that started a moment ago, or another user's: the discovery file tells.
    await new Promise((resolve) => setTimeout(resolve, JUST_STARTED))
    const running = await findRunning(stateFolder)
    if (running !== undefined) throw alreadyRunning(running.port)
  }
  throw new InlayError('port_taken', `Tried ${ports.join(', ')}.`)
}

const alreadyRunning = (port: number): InlayError =>
  new InlayError('already_running', `It listens on port ${port}.`)

/** Milliseconds between two looks for lines that have become idle. */
const LOOK_EVERY = 50

/** Ends a server: nothing new, idle lines cut at once, busy ones after their time. */
const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY)
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN)
    server.close(() => {
      clearInterval(look)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
