/** Samples to bytes and back, as bare pixels cross the wire: 16 bits little-endian, whatever the machine. */
import { expected, InlayError } from './errors.ts'
import type { BitDepth, PixelImage } from './pixels.ts'

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Same bytes, each pair swapped. */
const swapped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(bytes.length)
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    out[i] = bytes[i + 1]!
    out[i + 1] = bytes[i]!
  }
  return out
}

/**
 * The image's samples as they go over the wire; a view of its data wherever the machine is
 * little-endian, as all that run this are.
 */
export const pixelsToBytes = ({ data }: Pick<PixelImage, 'data'>): Uint8Array => {
  if (data instanceof Uint8Array) return data
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return LITTLE_ENDIAN ? bytes : swapped(bytes)
}

/**
 * An image from bytes off the wire: a view of them where the machine and their place in memory
 * allow, else a copy.
 * @throws InlayError invalid_request when their number does not fit
 */
export const pixelsFromBytes = (
  shape: Pick<PixelImage, 'width' | 'height' | 'channels'>,
  bitDepth: BitDepth,
  bytes: Uint8Array,
): PixelImage => {
  const { width, height, channels } = shape
  const length = width * height * channels * (bitDepth / 8)
  if (bytes.length !== length) {
    throw new InlayError(
      'invalid_request',
      expected(`${length} bytes`, 'the pixels', `${bytes.length} bytes`),
    )
  }
  return { width, height, channels, data: bitDepth === 8 ? bytes : toWords(bytes) }
}

const toWords = (bytes: Uint8Array): Uint16Array => {
  const even = !LITTLE_ENDIAN ? swapped(bytes) : bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return new Uint16Array(even.buffer, even.byteOffset, even.length / 2)
}
