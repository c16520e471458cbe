/** UTF-8 without TextEncoder and TextDecoder, which UXP and Figma's sandbox lack (facts/hosts.md). */
import { InlayError } from './errors.ts'

export interface Utf8DecodeOptions {
  /** Throw at the first malformed byte instead of putting U+FFFD in its place. */
  readonly fatal?: boolean
  /** Keep a leading byte order mark, which is dropped otherwise. */
  readonly ignoreBOM?: boolean
}

const REPLACEMENT = 0xfffd

/** Arguments per call of fromCharCode: engines refuse more than some 65,000. */
const CHUNK = 8192

/** Bytes that `encodeUtf8` needs for a text. */
export const utf8Length = (text: string): number => {
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const point = scalarAt(text, i)
    if (point > 0xffff) i++
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return length
}

/** The bytes of a text; a lone surrogate becomes U+FFFD (WHATWG Encoding, "UTF-8 encode"). */
export const encodeUtf8 = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(utf8Length(text))
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const point = scalarAt(text, i)
    if (point < 0x80) {
      bytes[at++] = point
    } else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else if (point < 0x10000) {
      bytes[at++] = 0xe0 | (point >> 12)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      i++
      bytes[at++] = 0xf0 | (point >> 18)
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    }
  }
  return bytes
}

/** The Unicode scalar value at a UTF-16 index; U+FFFD for a surrogate without its partner. */
const scalarAt = (text: string, i: number): number => {
  const unit = text.charCodeAt(i)
  if (unit < 0xd800 || unit > 0xdfff) return unit
  if (unit > 0xdbff || i + 1 >= text.length) return REPLACEMENT
  const low = text.charCodeAt(i + 1)
  if (low < 0xdc00 || low > 0xdfff) return REPLACEMENT
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
}

/**
 * The text of some bytes, as TextDecoder gives it: the WHATWG UTF-8 decoder, with one U+FFFD for
 * each maximal malformed part.
 * @throws InlayError envelope_invalid on malformed bytes when `fatal`
 */
export const decodeUtf8 = (bytes: Uint8Array, options: Utf8DecodeOptions = {}): string => {
  const { fatal = false, ignoreBOM = false } = options
  const units = new Uint16Array(Math.min(bytes.length, CHUNK) + 2)
  let used = 0
  let text = ''
  let i = !ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (i < bytes.length) {
    if (used >= units.length - 1) {
      text += String.fromCharCode(...units.subarray(0, used))
      used = 0
    }
    const first = bytes[i]!
    if (first < 0x80) {
      units[used++] = first
      i++
      continue
    }
    const { point, length } = sequenceAt(bytes, i)
    if (point < 0) {
      if (fatal) throw new InlayError('envelope_invalid', `Byte ${i} of the text is not UTF-8.`)
      units[used++] = REPLACEMENT
    } else if (point > 0xffff) {
      units[used++] = 0xd7c0 + (point >> 10)
      units[used++] = 0xdc00 + (point & 0x3ff)
    } else units[used++] = point
    i += length
  }
  return text + String.fromCharCode(...units.subarray(0, used))
}

/** The multi-byte sequence at `i`; `point` is -1 and `length` the part to skip when malformed. */
const sequenceAt = (bytes: Uint8Array, i: number): { point: number; length: number } => {
  const first = bytes[i]!
  const size = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : 4
  if (first < 0xc2 || first > 0xf4) return { point: -1, length: 1 }
  // Second bytes that would spell an overlong form, a surrogate or a value past U+10FFFF.
  let lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  let highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  let point = first & (0x7f >> size)
  for (let k = 1; k < size; k++) {
    const byte = bytes[i + k]
    if (byte === undefined || byte < lowest || byte > highest) return { point: -1, length: k }
    lowest = 0x80
    highest = 0xbf
    point = (point << 6) | (byte & 0x3f)
  }
  return { point, length: size }
}
