/** Asks the companion to prove that it is ours, before it is told anything that is secret. */
import { HelloAnswer, type HelloRequest } from '../access.ts'
import { type ErrorCode, InlayError } from '../errors.ts'
import { helloKey, helloProof, sameText, toHex } from '../hello-proof.ts'
import { encodeUtf8 } from '../utf8.ts'
import { COMPANION_VERSION } from '../version.ts'
import { normaliseAddress, portOf } from './address.ts'
import { createHttp } from './http.ts'
import type { Credentials } from './pass.ts'
import { type Fetch, hostTimers, type RandomBytes, type Signal, type Timers } from './platform.ts'

export interface ProveOptions<S extends Signal> extends Credentials {
  readonly fetch: Fetch<S>
  readonly randomBytes: RandomBytes
  readonly timers?: Timers
  /** Milliseconds to wait for the proof; loopback needs few. */
  readonly timeout?: number
}

const NONCE_BYTES = 32

/** Answers to a hello that a companion never gives. */
const NO_PROOF: readonly ErrorCode[] = ['reply_invalid', 'not_found', 'method_not_allowed']

export const freshNonce = (randomBytes: RandomBytes): string => toHex(randomBytes(NONCE_BYTES))

/**
 * Resolves when whoever answers at `address` has proven to know this device's secret; it is not
 * told the token for that.
 * @throws InlayError companion_unproven; not_paired when the companion says that it does not know
 *   the device; companion_unreachable, companion_silent; invalid_request for an address that is
 *   not of this machine
 */
export const proveCompanion = async <S extends Signal>(
  address: string,
  options: ProveOptions<S>,
): Promise<void> => {
  const { deviceId, token, fetch, randomBytes, timers = hostTimers, timeout = 2000 } = options
  const baseUrl = normaliseAddress(address)
  const nonce = freshNonce(randomBytes)
  // Plugins and companion are released together: their number is ours.
  const hello: HelloRequest = { deviceId, nonce, client: COMPANION_VERSION }
  const http = createHttp({ baseUrl, fetch, timers })
  const asked = http.json(HelloAnswer, {
    method: 'POST',
    path: '/v1/hello',
    type: 'application/json',
    body: encodeUtf8(JSON.stringify(hello)),
    timeout,
  })
  const { proof } = await asked.catch((error: unknown) => {
    const isNone = error instanceof InlayError && NO_PROOF.includes(error.code)
    throw isNone ? new InlayError('companion_unproven', undefined, { cause: error }) : error
  })
  const claim = { deviceId, nonce, port: portOf(baseUrl) }
  if (!sameText(proof, helloProof(helloKey(token), claim))) {
    throw new InlayError('companion_unproven')
  }
}
