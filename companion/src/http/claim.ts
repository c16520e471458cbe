/**
 * One companion a user. The port is the lock: the system gives it to one process and takes it back
 * when that process dies, so nothing can be left behind, and no process id can be mistaken for
 * another. Of two that start at once on different ports, the one on the lower port stays.
 */
import { randomBytes } from 'node:crypto'
import {
  COMPANION_NAME,
  COMPANION_PORTS,
  Health,
  HelloAnswer,
  helloProof,
  InlayError,
  OWNER_ID,
  sameText,
} from '@inlay/shared'
import { askJson } from '../system/local-fetch.ts'

/** Milliseconds one of ours may take to start before its rival gives up waiting for it. */
const STARTS_WITHIN = 30_000

const LOOK_EVERY = 100

export interface Claim {
  /** The port we hold. */
  readonly port: number
  /** Where else one of ours may be. */
  readonly others: readonly number[]
  /** The hello key of the owner's own token. */
  readonly ownersKey: Uint8Array
}

/**
 * Resolves when no other companion of this owner runs.
 * @throws InlayError already_running
 */
export const claimOwner = async ({ port, others, ownersKey }: Claim): Promise<void> => {
  for (const other of new Set([...COMPANION_PORTS, ...others])) {
    if (other === port) continue
    for (const until = performance.now() + STARTS_WITHIN; ; ) {
      const state = await stateOfOwn(other, ownersKey)
      if (state === undefined) break
      const yields = state !== 'starting' || other < port || performance.now() > until
      if (yields) throw alreadyRunning(other)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    }
  }
}

export const alreadyRunning = (port: number): InlayError =>
  new InlayError('already_running', `It listens on port ${port}.`)

/**
 * How far the companion of this owner on `port` is; undefined when there is none, or another's.
 * It must prove to know the owner's token, which it is not told.
 */
export const stateOfOwn = async (
  port: number,
  ownersKey: Uint8Array,
): Promise<Health['state'] | undefined> => {
  try {
    const health = Health.parse(await askJson(port, '/v1/health'))
    if (health.name !== COMPANION_NAME) return undefined
    const nonce = randomBytes(32).toString('hex')
    const hello = { deviceId: OWNER_ID, nonce }
    const { proof } = HelloAnswer.parse(await askJson(port, '/v1/hello', hello))
    if (!sameText(proof, helloProof(ownersKey, { ...hello, port }))) return undefined
    return health.state ?? 'ready'
  } catch {
    // Refused, silent, or speaking something else: whoever it is, it is not ours.
    return undefined
  }
}
