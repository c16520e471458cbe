/**
 * The companion's proof that it is the one a device was paired with: a program that squats on its
 * port cannot give it, so it never sees a token (facts/daemon.md 1.4 row 6, 1.5). Hashed in plain
 * JavaScript, because Figma's frame has no crypto.subtle.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { encodeUtf8 } from './utf8.ts'

const KEY_INFO = 'inlay hello key v1'
const PROOF_LABEL = 'inlay hello v1'

/**
 * The key both sides make of a device's token: HKDF-SHA-256 (RFC 5869), no salt, 32 bytes. It
 * opens nothing, and nothing leads from it back to the token.
 */
export const helloKey = (token: string): Uint8Array =>
  hkdf(sha256, encodeUtf8(token), undefined, encodeUtf8(KEY_INFO), 32)

/** What is proven: who asks, on which port, with which nonce. */
export interface HelloClaim {
  readonly deviceId: string
  /** The port the client has connected to: an answer fetched from another port does not fit. */
  readonly port: number
  /** The client's, fresh for each hello. */
  readonly nonce: string
}

/** HMAC-SHA-256 (RFC 2104) over the claim, as 64 hexadecimal digits. */
export const helloProof = (key: Uint8Array, { deviceId, port, nonce }: HelloClaim): string => {
  const message = [PROOF_LABEL, port, nonce, deviceId].join('|')
  return toHex(hmac(sha256, key, encodeUtf8(message)))
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/** Two lower-case digits a byte. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param hex an even number of hexadecimal digits */
export const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
