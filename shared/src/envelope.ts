/**
 * The wire envelope: a JSON header and the binary parts it names, in one run of bytes.
 *
 *     4 bytes   length H of the header, unsigned, little-endian
 *     H bytes   UTF-8 JSON object; its field `parts` lists [{ "name", "length" }, ...]
 *     ...       the bytes of the parts, in that order, nothing between them and nothing after
 *
 * The header may end in spaces: the encoder pads it so that the first part starts at a multiple of
 * 8 bytes and 16-bit pixels can be read in place.
 */
import { expected, InlayError } from './errors.ts'
import { parseWith } from './issues.ts'
import { PART_NAME } from './request-values.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'
import * as z from './zod.ts'

/** The field of the header that belongs to the envelope; all others are the message's own. */
export const EnvelopeHeader = z.looseObject({
  parts: z.array(z.strictObject({ name: z.string().regex(PART_NAME), length: z.int().min(0) })),
})

export interface EnvelopeLimits {
  /** Longest header taken, in bytes. */
  readonly maxHeaderBytes: number
  /** Most parts taken. */
  readonly maxParts: number
  /** Longest envelope taken, all included, in bytes. */
  readonly maxBytes: number
}

export const ENVELOPE_LIMITS: EnvelopeLimits = {
  maxHeaderBytes: 256 * 1024,
  maxParts: 16,
  maxBytes: 1024 * 1024 * 1024,
}

/** Where one part lies: `offset` counts from the first byte of the envelope. */
export interface EnvelopePart {
  readonly name: string
  readonly offset: number
  readonly length: number
}

/** What the first bytes of an envelope tell about all of it. */
export interface EnvelopeOutline {
  /** The message's own fields, without `parts`. */
  readonly header: Readonly<Record<string, unknown>>
  readonly parts: readonly EnvelopePart[]
  /** Length of the whole envelope. */
  readonly byteLength: number
}

export interface Envelope {
  readonly header: Readonly<Record<string, unknown>>
  /** In the order of the wire. */
  readonly parts: ReadonlyMap<string, Uint8Array>
}

const PREFIX = 4
const ALIGNMENT = 8
const SPACE = 0x20

/**
 * One run of bytes for a header and its parts.
 *
 * @param message.header plain JSON data without a field `parts`
 * @param message.parts written in the order of the object's own keys
 * @throws InlayError invalid_request for a header or a part name that cannot be written
 */
export const encodeEnvelope = (message: {
  readonly header: object
  readonly parts: Readonly<Record<string, Uint8Array>>
}): Uint8Array<ArrayBuffer> => {
  if (Object.hasOwn(message.header, 'parts')) {
    throw new InlayError('invalid_request', 'The envelope header’s own field "parts" is taken.')
  }
  const parts = Object.entries(message.parts)
  const outline = parts.map(([name, bytes]) => ({ name, length: bytes.length }))
  const header = parseWith(
    EnvelopeHeader,
    { ...message.header, parts: outline },
    'invalid_request',
    'the envelope',
  )
  const text = encodeUtf8(JSON.stringify(header))
  const headerLength = Math.ceil((PREFIX + text.length) / ALIGNMENT) * ALIGNMENT - PREFIX
  if (headerLength > ENVELOPE_LIMITS.maxHeaderBytes) {
    throw new InlayError(
      'invalid_request',
      expected(`${ENVELOPE_LIMITS.maxHeaderBytes} bytes or less`, 'the header', headerLength),
    )
  }
  const length = parts.reduce((sum, [, bytes]) => sum + bytes.length, PREFIX + headerLength)
  const envelope = new Uint8Array(length)
  new DataView(envelope.buffer).setUint32(0, headerLength, true)
  envelope.set(text, PREFIX)
  envelope.fill(SPACE, PREFIX + text.length, PREFIX + headerLength)
  let offset = PREFIX + headerLength
  for (const [, bytes] of parts) {
    envelope.set(bytes, offset)
    offset += bytes.length
  }
  return envelope
}

/**
 * Reads the header from the first bytes of an envelope, so that a server can refuse a bad or
 * too large one before the rest arrives. Null means that more bytes are needed to tell.
 * @throws InlayError envelope_invalid for damage; body_too_large past `maxBytes`
 */
export const readEnvelopeOutline = (
  prefix: Uint8Array,
  limits: EnvelopeLimits = ENVELOPE_LIMITS,
): EnvelopeOutline | null => {
  if (prefix.length < PREFIX) return null
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX)
  const headerLength = view.getUint32(0, true)
  if (headerLength > limits.maxHeaderBytes) {
    throw damaged(`${limits.maxHeaderBytes} bytes or less`, 'the header', `${headerLength} bytes`)
  }
  const start = PREFIX + headerLength
  if (prefix.length < start) return null
  const json = parseJson(decodeUtf8(prefix.subarray(PREFIX, start), { fatal: true }))
  const { parts, ...header } = parseWith(EnvelopeHeader, json, 'envelope_invalid', 'the header')
  if (parts.length > limits.maxParts) {
    throw damaged(`${limits.maxParts} parts or fewer`, 'the envelope', parts.length)
  }
  return { header, ...layOut(parts, start, limits.maxBytes) }
}

/**
 * Takes an envelope apart. The parts are views of `bytes`, not copies.
 * @throws InlayError envelope_invalid for damage of any kind; body_too_large past `maxBytes`
 */
export const decodeEnvelope = (
  bytes: Uint8Array,
  limits: EnvelopeLimits = ENVELOPE_LIMITS,
): Envelope => {
  if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes, bytes.length)
  const outline = readEnvelopeOutline(bytes, limits)
  if (outline === null) {
    throw damaged('a whole header', 'the envelope', `${bytes.length} bytes`)
  }
  if (outline.byteLength !== bytes.length) {
    throw damaged(`${outline.byteLength} bytes`, 'the envelope', `${bytes.length} bytes`)
  }
  return {
    header: outline.header,
    parts: new Map(
      outline.parts.map(({ name, offset, length }) => [
        name,
        bytes.subarray(offset, offset + length),
      ]),
    ),
  }
}

const layOut = (
  parts: readonly { readonly name: string; readonly length: number }[],
  start: number,
  maxBytes: number,
): { parts: EnvelopePart[]; byteLength: number } => {
  const names = new Set<string>()
  let offset = start
  const laid = parts.map(({ name, length }) => {
    if (names.has(name)) throw damaged('each part once', 'the envelope', `"${name}" twice`)
    names.add(name)
    const part = { name, offset, length }
    offset += length
    if (offset > maxBytes) throw tooLarge(maxBytes, offset)
    return part
  })
  return { parts: laid, byteLength: offset }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // Without the parser's own words, which quote the text.
    throw new InlayError('envelope_invalid', 'The header is not JSON.', { cause })
  }
}

const damaged = (what: string, name: string, received: string | number): InlayError =>
  new InlayError('envelope_invalid', `Expected ${what} for ${name} but received ${received}`)

const tooLarge = (maxBytes: number, received: number): InlayError =>
  new InlayError(
    'body_too_large',
    `Expected ${maxBytes} bytes or less for the envelope but received ${received} bytes`,
  )
