/** Finds the companion and tells apart the reasons why there may be none to talk to. */
import { OWNER_ID } from '../access.ts'
import type { EngineInfo } from '../engine-info.ts'
import { type ErrorCode, InlayError } from '../errors.ts'
import { COMPANION_NAME, judgeVersion } from '../version.ts'
import { Health } from '../wire-messages.ts'
import { COMPANION_HOSTS, companionAddresses, normaliseAddress } from './address.ts'
import { createHttp } from './http.ts'
import { createPass } from './pass.ts'
import { type Fetch, hostTimers, type RandomBytes, type Signal, type Timers } from './platform.ts'
import { proveCompanion } from './prove.ts'
import { readEngines } from './replies.ts'
import { within } from './waiting.ts'

/** The companion is there and takes the token. */
export interface Ready {
  readonly state: 'ready'
  readonly baseUrl: string
  readonly version: string
  readonly engines: readonly EngineInfo[]
}

/**
 * It cannot be talked to; `error` has the sentence and the next step for the user.
 * - `not_running`: nothing answers (or the host forbids to ask: a permission, a manifest)
 * - `no_answer`: something takes the connection and says nothing: starting, stuck, or not ours
 * - `other_program`: something answers that is not the companion, or lets nobody read its answer
 * - `starting`: the companion has its port and is not ready yet; asking again in a second helps
 * - `wrong_version`: a companion of another protocol; the error's detail says which to update
 * - `refused`: the companion answers, but not this token, page or host name
 * - `unproven`: it calls itself a companion but does not know this token: another program in its
 *   place, or a companion that has forgotten us; it was not shown the token
 * - `failing`: the companion answers that it has failed
 */
export interface NotReady {
  readonly state:
    | 'not_running'
    | 'no_answer'
    | 'other_program'
    | 'starting'
    | 'wrong_version'
    | 'refused'
    | 'unproven'
    | 'failing'
  readonly baseUrl: string
  readonly error: InlayError
  /** Where it could be read. */
  readonly version?: string
}

export type Connection = Ready | NotReady

export interface HandshakeOptions<S extends Signal> {
  /** Absent before pairing; the outcome is then `refused` at best. */
  readonly token?: string | undefined
  /** As pairing gave it; absent for the owner's own token. */
  readonly deviceId?: string | undefined
  readonly fetch: Fetch<S>
  readonly randomBytes: RandomBytes
  readonly timers?: Timers
  /** Milliseconds to wait for an answer; loopback needs few. */
  readonly timeout?: number
}

/**
 * Asks one address. The token is shown only to what has named itself a companion of our protocol
 * and has proven that it is ours.
 * @throws InlayError invalid_request for an address that is not of this machine
 */
export const probeCompanion = async <S extends Signal>(
  address: string,
  options: HandshakeOptions<S>,
): Promise<Connection> => {
  const { token, deviceId = OWNER_ID, fetch, randomBytes, timers = hostTimers } = options
  const { timeout = 2000 } = options
  const baseUrl = normaliseAddress(address)
  const health = await attempt(
    createHttp({ baseUrl, fetch, timers }).json(Health, { path: '/v1/health', timeout }),
  )
  if (health instanceof InlayError) {
    const state = stateOfStranger(health)
    const hidden =
      state === 'not_running' && (await answersUnread(baseUrl, { fetch, timers, timeout }))
    return hidden
      ? notReady('other_program', baseUrl, new InlayError('not_companion', HIDDEN))
      : notReady(state, baseUrl, asStranger(state, health))
  }
  const { name, version, state } = health
  if (name !== COMPANION_NAME) {
    return notReady('other_program', baseUrl, new InlayError('not_companion'))
  }
  const mismatch = versionMismatch(version)
  if (mismatch !== null) return notReady('wrong_version', baseUrl, mismatch, version)
  if (state === 'starting') {
    return notReady('starting', baseUrl, new InlayError('starting'), version)
  }
  if (token === undefined) {
    return notReady('refused', baseUrl, new InlayError('not_paired'), version)
  }
  const proof = { deviceId, token, fetch, randomBytes, timers, timeout }
  const unproven = await attempt(proveCompanion(baseUrl, proof))
  if (unproven instanceof InlayError) {
    return notReady(stateOfCompanion(unproven), baseUrl, unproven, version)
  }
  const pass = createPass(token, async () => {}, timers)
  const engines = await attempt(
    createHttp({ baseUrl, pass, fetch, timers }).unchecked(ENGINES).then(readEngines),
  )
  return engines instanceof InlayError
    ? notReady(stateOfCompanion(engines), baseUrl, engines, version)
    : { state: 'ready', baseUrl, version, engines }
}

/**
 * Asks every fixed port, host after host until a companion is ready, and tells the outcome that
 * helps most: a companion that refuses before one that is not running, and a strange program on
 * one port only when no port is free for ours.
 */
export const findCompanion = async <S extends Signal>(
  options: HandshakeOptions<S> & { readonly hosts?: readonly string[] },
): Promise<Connection> => {
  const outcomes: Connection[] = []
  for (const host of options.hosts ?? COMPANION_HOSTS) {
    outcomes.push(
      ...(await Promise.all(
        companionAddresses([host]).map((address) => probeCompanion(address, options)),
      )),
    )
    if (outcomes.some(({ state }) => state === 'ready')) break
  }
  const best = HELPFULNESS.map((state) => outcomes.find((one) => one.state === state))
  const found = best.find((outcome) => outcome !== undefined)
  if (found === undefined) throw new InlayError('invalid_request', 'No host to look on was named.')
  return found
}

const HELPFULNESS = [
  'ready',
  'starting',
  'refused',
  'wrong_version',
  'failing',
  'unproven',
  'no_answer',
  'not_running',
  'other_program',
] as const satisfies readonly Connection['state'][]

/** Listing engines may have to start the process that knows them. */
const ENGINES = { path: '/v1/engines', timeout: 30_000 }

const HIDDEN = 'It lets nobody here read its answer.'

const REFUSALS: readonly ErrorCode[] = [
  'unauthorised',
  'not_paired',
  'forbidden_origin',
  'wrong_host',
]

/** Nobody could be asked: no answer, or the window that carries the question is closed. */
const NOBODY: readonly ErrorCode[] = ['companion_unreachable', 'bridge_closed']

const attempt = async <T>(work: Promise<T>): Promise<T | InlayError> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof InlayError) return error
    throw error
  }
}

const notReady = (
  state: NotReady['state'],
  baseUrl: string,
  error: InlayError,
  version?: string,
): NotReady => ({ state, baseUrl, error, ...(version === undefined ? {} : { version }) })

/** What a failed question for its health says of whoever holds the port. */
const stateOfStranger = (error: InlayError): NotReady['state'] => {
  if (REFUSALS.includes(error.code)) return 'refused'
  // Our own error shape, but no health below /v1: a companion that has left this protocol.
  if (error.code === 'not_found') return 'wrong_version'
  if (error.code === 'companion_silent') return 'no_answer'
  return NOBODY.includes(error.code) ? 'not_running' : 'other_program'
}

const stateOfCompanion = (error: InlayError): NotReady['state'] => {
  if (error.code === 'companion_unproven') return 'unproven'
  if (REFUSALS.includes(error.code)) return 'refused'
  if (error.code === 'companion_silent') return 'no_answer'
  return NOBODY.includes(error.code) ? 'not_running' : 'failing'
}

const asStranger = (state: NotReady['state'], error: InlayError): InlayError => {
  if (state === 'other_program') {
    return new InlayError('not_companion', error.detail, { cause: error })
  }
  return state === 'wrong_version'
    ? new InlayError('version_mismatch', UPDATE_CLIENT, { cause: error })
    : error
}

const UPDATE_CLIENT = 'The plugin is the older one.'

const versionMismatch = (version: string): InlayError | null => {
  switch (judgeVersion(version)) {
    case 'compatible':
      return null
    case 'client_too_old':
      return new InlayError('version_mismatch', UPDATE_CLIENT)
    case 'companion_too_old':
      return new InlayError('version_mismatch', 'The companion is the older one.')
    case 'unreadable':
      return new InlayError('version_mismatch', 'The companion does not tell its version.')
  }
}

/**
 * Whether anything answers whose answer this page may not read: a browser tells a closed port and
 * a foreign server's refusal apart only for requests that give up on the answer.
 */
const answersUnread = async <S extends Signal>(
  baseUrl: string,
  { fetch, timers, timeout }: { fetch: Fetch<S>; timers: Timers; timeout: number },
): Promise<boolean> => {
  const asked = fetch(`${baseUrl}/v1/health`, { method: 'GET', headers: {}, mode: 'no-cors' })
  const answered = asked.then(
    () => true,
    () => false,
  )
  return (await attempt(within(answered, timeout, timers))) === true
}
