/** A token that is shown only to a companion that has proven itself a moment ago. */
import type { Timers } from './platform.ts'

/** Who we are to the companion. */
export interface Credentials {
  /** As pairing gave it; OWNER_ID for the owner's own token. */
  readonly deviceId: string
  readonly token: string
}

export interface Pass {
  /**
   * The token, once whoever has the port has proven to be the companion.
   * @throws InlayError companion_unproven, not_paired, or what keeps the companion from answering
   */
  show(): Promise<string>
  /** Asks for a new proof before the token is shown again. */
  doubt(): void
}

/** Milliseconds a proof is believed: whoever takes over the port meanwhile would get the token. */
const BELIEVED = 5000

/** @param prove resolves when the companion has proven itself, see `proveCompanion` */
export const createPass = (token: string, prove: () => Promise<void>, timers: Timers): Pass => {
  let proof: { readonly outcome: Promise<void>; readonly until: number } | undefined
  return {
    show: async () => {
      if (proof === undefined || timers.now() >= proof.until) {
        const outcome = prove()
        const mine = { outcome, until: timers.now() + BELIEVED }
        proof = mine
        outcome.catch(() => {
          if (proof === mine) proof = undefined
        })
      }
      await proof.outcome
      return token
    },
    doubt: () => {
      proof = undefined
    },
  }
}
