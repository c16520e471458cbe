/**
 * CPace on ristretto255 with SHA-512: a key exchange that a short password guards
 * (draft-irtf-cfrg-cpace-20, initiator and responder). The group and the hashes are the noble
 * libraries'; here is only how the draft puts their inputs together.
 */

import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from './bytes.ts'
import { InlayError } from './errors.ts'
import { toHex } from './hello-proof.ts'
import { encodeUtf8 } from './utf8.ts'

const { Point } = ristretto255
type Element = InstanceType<typeof Point>

const DSI = encodeUtf8('CPaceRistretto255')
const DSI_ISK = encodeUtf8('CPaceRistretto255_ISK')

/** Bytes of one input block of SHA-512. */
const BLOCK = 128

/** What both sides must agree on. */
export interface CpaceInputs {
  readonly password: Uint8Array
  /** The draft's CI: who talks to whom, over what. */
  readonly channel: Uint8Array
  /** The draft's sid. */
  readonly session: Uint8Array
}

/** What each side says, and what it binds to it (the draft's ADa and ADb). */
export interface CpaceTranscript {
  readonly initiator: Uint8Array
  readonly initiatorData: Uint8Array
  readonly responder: Uint8Array
  readonly responderData: Uint8Array
}

/** The draft's Y: 32 bytes for the other side. */
export const cpaceShare = (inputs: CpaceInputs, secret: bigint): Uint8Array =>
  generatorOf(inputs).multiply(secret).toBytes()

/**
 * The draft's ISK, 64 bytes.
 * @param theirs the other side's share
 * @throws InlayError invalid_request for what is no element of the group, or the neutral one
 */
export const cpaceKey = (
  { session }: CpaceInputs,
  secret: bigint,
  theirs: Uint8Array,
  { initiator, initiatorData, responder, responderData }: CpaceTranscript,
): Uint8Array =>
  sha512(
    concatBytes([
      lengthValue(DSI_ISK),
      lengthValue(session),
      lengthValue(elementOf(theirs).multiply(secret).toBytes()),
      lengthValue(initiator),
      lengthValue(initiatorData),
      lengthValue(responder),
      lengthValue(responderData),
    ]),
  )

/** A secret from 1 to the group's order less one, of 64 random bytes. */
export const cpaceSecret = (random: Uint8Array): bigint =>
  (BigInt(`0x${toHex(random)}`) % (Point.Fn.ORDER - 1n)) + 1n

const generatorOf = ({ password, channel, session }: CpaceInputs): Element => {
  const used = lengthValue(password).length + lengthValue(DSI).length
  const padding = new Uint8Array(Math.max(0, BLOCK - 1 - used))
  const input = concatBytes([DSI, password, padding, channel, session].map(lengthValue))
  const { deriveToCurve } = ristretto255_hasher
  if (deriveToCurve === undefined) throw new InlayError('internal', 'There is no one-way map.')
  // Through bytes: the hasher's type knows its points as those of any curve.
  return Point.fromBytes(deriveToCurve(sha512(input)).toBytes())
}

const elementOf = (bytes: Uint8Array): Element => {
  let element: Element
  try {
    element = Point.fromBytes(bytes)
  } catch (cause) {
    throw new InlayError('invalid_request', 'The share is no element of the group.', { cause })
  }
  if (!element.equals(Point.ZERO)) return element
  throw new InlayError('invalid_request', 'The share is the neutral element.')
}

/** Its length in LEB128, then the value: what stands beside it cannot be read as part of it. */
const lengthValue = (value: Uint8Array): Uint8Array => {
  const length: number[] = []
  let left = value.length
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left >>= 7
  } while (left > 0)
  return concatBytes([Uint8Array.from(length), value])
}
