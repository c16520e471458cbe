/** Bare pixels named by the request, checked and made a picture. */
import { expected, type ImageSource, InlayError } from '@inlay/shared'
import type { SourceImage } from '../source-image.ts'
import { type ByteSource, readAll, sizeOf } from './byte-source.ts'
import { wordsOf } from './plain-bytes.ts'

type RawSource = Extract<ImageSource, { kind: 'raw' }>

/**
 * The bytes are copied (or read from their file), so the pipeline may write into them. 16-bit
 * samples are little-endian, as on every machine this runs on.
 * @throws InlayError invalid_request when the length is not width x height x channels x bytes
 */
export const decodeRaw = async (source: RawSource, bytes: ByteSource): Promise<SourceImage> => {
  const { width, height, channels, bitDepth } = source
  const samples = width * height * channels
  const length = samples * (bitDepth / 8)
  const size = await sizeOf(bytes)
  if (size !== length) {
    throw new InlayError(
      'invalid_request',
      expected(`${length} bytes`, `${width} x ${height} bare pixels`, size),
    )
  }
  const all = await readAll(bytes)
  const data = bitDepth === 16 ? wordsOf(all) : all
  return {
    pixels: { width, height, channels, data },
    format: 'raw',
    metadata: {},
    sampleBits: bitDepth,
    notes: [],
  }
}
