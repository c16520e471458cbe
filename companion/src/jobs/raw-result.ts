/** A result as bare pixels: the envelope that `?format=raw` answers with. */
import {
  type Bounds,
  bitDepthOf,
  encodeEnvelope,
  hasAlpha,
  type PixelImage,
  RAW_RESULT_PART,
  type RawResult,
} from '@inlay/shared'
import { bytesOf } from './patch-file.ts'

/** Straight RGBA at the same depth: grey written out as RGB, opaque where there was no alpha. */
export const toRgba = (image: PixelImage): PixelImage => {
  const { width, height, channels, data } = image
  if (channels === 4) return image
  const count = width * height
  const wide = bitDepthOf(image) === 16
  const rgba = wide ? new Uint16Array(count * 4) : new Uint8Array(count * 4)
  const colours = channels < 3 ? 1 : 3
  const alpha = hasAlpha(channels) ? colours : undefined
  const opaque = wide ? 65535 : 255
  for (let i = 0, from = 0, to = 0; i < count; i++, from += channels, to += 4) {
    rgba[to] = data[from]!
    rgba[to + 1] = data[colours === 1 ? from : from + 1]!
    rgba[to + 2] = data[colours === 1 ? from : from + 2]!
    rgba[to + 3] = alpha === undefined ? opaque : data[from + alpha]!
  }
  return { width, height, channels: 4, data: rgba }
}

export const encodeRawResult = (
  image: PixelImage,
  place: { readonly bounds: Bounds; readonly index: number; readonly seed: number },
): Uint8Array => {
  const { width, height } = image
  const { bounds, index, seed } = place
  const header: RawResult = {
    width,
    height,
    channels: 4,
    bitDepth: bitDepthOf(image),
    bounds,
    index,
    seed,
  }
  return encodeEnvelope({ header, parts: { [RAW_RESULT_PART]: bytesOf(toRgba(image)) } })
}
