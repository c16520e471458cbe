/** Pairing, as a plugin does it: ask, let the person type the code the companion shows, get a token. */
import { type PairClaim, PairExchange, Paired, type PairRequest, PairRequested } from '../access.ts'
import { InlayError } from '../errors.ts'
import { sameText } from '../hello-proof.ts'
import { finishExchange, makeShare } from '../pairing-exchange.ts'
import { encodeUtf8 } from '../utf8.ts'
import { normaliseAddress, portOf } from './address.ts'
import { TIMEOUT } from './event-stream.ts'
import { createHttp } from './http.ts'
import type { Credentials } from './pass.ts'
import { type Fetch, hostTimers, type RandomBytes, type Signal, type Timers } from './platform.ts'
import { freshNonce } from './prove.ts'

export interface PairOptions<S extends Signal> {
  /** What the person knows it by; the companion shows it beside the code. */
  readonly name: string
  /** The program it lives in: "figma", "photoshop". */
  readonly app: string
  readonly fetch: Fetch<S>
  readonly randomBytes: RandomBytes
  readonly timers?: Timers
  readonly signal?: S | undefined
}

export interface Pairing {
  /** Seconds the code lives. */
  readonly expiresIn: number
  /**
   * Takes what the person typed; spaces and dashes in it are ignored. The code is not sent, and
   * the token is not told: both come of an exchange that only this companion can take part in.
   * Keep what comes back in the host's own storage.
   * @throws InlayError pairing_code_wrong (try again), pairing_over (ask anew), pairing_busy,
   *   companion_unproven, invalid_request for what is not six digits
   */
  claim(code: string): Promise<Credentials>
}

/**
 * Asks the companion to show a code.
 * @throws InlayError pairing_busy, companion_unreachable, companion_silent, reply_invalid;
 *   invalid_request for an address that is not of this machine
 */
export const pair = async <S extends Signal>(
  address: string,
  options: PairOptions<S>,
): Promise<Pairing> => {
  const { name, app, fetch, randomBytes, timers = hostTimers, signal } = options
  const baseUrl = normaliseAddress(address)
  const http = createHttp({ baseUrl, fetch, timers })
  const post = (path: string, value: object) => ({
    method: 'POST' as const,
    path,
    type: 'application/json',
    body: encodeUtf8(JSON.stringify(value)),
    timeout: TIMEOUT,
    signal,
  })
  const request: PairRequest = { name, app, nonce: freshNonce(randomBytes) }
  const { id, expiresIn } = await http.json(PairRequested, post('/v1/pair/requests', request))
  const path = `/v1/pair/requests/${encodeURIComponent(id)}`
  const context = { id, port: portOf(baseUrl), name, app, nonce: request.nonce }
  return {
    expiresIn,
    claim: async (typed) => {
      const code = typed.replace(/[\s-]/g, '')
      if (!/^\d{6}$/.test(code)) {
        throw new InlayError('invalid_request', 'The code has six digits.')
      }
      const own = makeShare(code, context, randomBytes(64))
      const ours: PairExchange = { share: own.share }
      const { share } = await http.json(PairExchange, post(`${path}/exchange`, ours))
      const keys = finishExchange('plugin', own, share, context)
      const claim: PairClaim = { proof: keys.pluginProof }
      const { deviceId, proof } = await http.json(Paired, post(`${path}/claim`, claim))
      if (!sameText(proof, keys.companionProof)) throw new InlayError('companion_unproven')
      return { deviceId, token: keys.token }
    },
  }
}
