/**
 * The six digits as the password of a key exchange (CPace). The code never crosses the wire, whoever
 * passes the messages on learns nothing from them, and each try tells one guess right or wrong. The
 * device's token comes out of the exchange on both sides; it never crosses the wire either.
 *
 * Computed in plain JavaScript, because Figma's frame has no crypto.subtle.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { type CpaceInputs, cpaceKey, cpaceSecret, cpaceShare } from './cpace.ts'
import { fromHex, toHex } from './hello-proof.ts'
import { encodeUtf8 } from './utf8.ts'

/** What both sides must agree on besides the code. */
export interface ExchangeContext {
  /** Id of the pairing. */
  readonly id: string
  /** The port the plugin has connected to: what was passed on from another port does not fit. */
  readonly port: number
  /** As the plugin called itself. */
  readonly name: string
  readonly app: string
  readonly nonce: string
}

/** One side's part, made for one code and used once. */
export interface ExchangeShare {
  /** For the other side: 64 hexadecimal digits. */
  readonly share: string
  /** These go with it; for nobody. */
  readonly secret: bigint
  readonly code: string
}

/** What both sides have when, and only when, they used the same code in the same context. */
export interface ExchangeKeys {
  /** The plugin shows that it knows the code. */
  readonly pluginProof: string
  /** The companion shows that it does. */
  readonly companionProof: string
  /** The device's token: 256 bits as 43 characters. */
  readonly token: string
}

/** @param random 64 random bytes, fresh for each share */
export const makeShare = (
  code: string,
  context: ExchangeContext,
  random: Uint8Array,
): ExchangeShare => {
  const secret = cpaceSecret(random)
  return { share: toHex(cpaceShare(inputsOf(code, context), secret)), secret, code }
}

/**
 * What comes of both shares.
 * @param own which side this is
 * @throws InlayError invalid_request for a share that is no element, or the neutral one
 */
export const finishExchange = (
  own: 'plugin' | 'companion',
  { share, secret, code }: ExchangeShare,
  theirs: string,
  context: ExchangeContext,
): ExchangeKeys => {
  const [plugin, companion] = own === 'plugin' ? [share, theirs] : [theirs, share]
  const nothing = new Uint8Array()
  const key = cpaceKey(inputsOf(code, context), secret, fromHex(theirs), {
    initiator: fromHex(plugin),
    initiatorData: nothing,
    responder: fromHex(companion),
    responderData: nothing,
  })
  const derive = (label: string): Uint8Array =>
    hkdf(sha512, key, undefined, encodeUtf8(`inlay pairing v1 ${label}`), 32)
  return {
    pluginProof: toHex(derive('plugin')),
    companionProof: toHex(derive('companion')),
    token: base64Url(derive('token')),
  }
}

const inputsOf = (code: string, { id, port, name, app, nonce }: ExchangeContext): CpaceInputs => ({
  password: encodeUtf8(code),
  channel: encodeUtf8(JSON.stringify(['inlay pairing v1', port, name, app, nonce])),
  session: encodeUtf8(id),
})

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648, 5, without padding. */
const base64Url = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = [0, 1, 2].reduce((sum, k) => (sum << 8) | (bytes[i + k] ?? 0), 0)
    const digits = Math.min(4, Math.ceil(((bytes.length - i) * 8) / 6))
    for (let k = 0; k < digits; k++) text += ALPHABET[(group >> (18 - 6 * k)) & 63] ?? ''
  }
  return text
}
