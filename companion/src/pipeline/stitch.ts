/** Lays a fill into a picture under a soft mask, in exact integers: 0 keeps the byte, 255 is the fill. */
import { type Bounds, bitDepthOf, hasAlpha, type Mask, type PixelImage } from '@inlay/shared'

/** One filled piece of the canvas. */
export interface PatchRegion {
  /** Where it belongs, in pixels of the canvas. */
  readonly bounds: Bounds
  /** The fill, size of `bounds`, 1 or 3 channels, depth of the canvas; where `mask` is 0 the original. */
  readonly pixels: PixelImage
  /** The paste mask, size of `bounds`: soft values as the user gave them. */
  readonly mask: Mask
}

/**
 * What a fill does to the alpha channel: `keep` leaves it as it is (remove, fill); `fill` brings it
 * to opaque as far as the mask says (expand).
 */
export type AlphaRule = 'keep' | 'fill'

/**
 * Writes one region into `canvas.data`. Colour c under mask m becomes
 * round((m fill + (255 - m) original) / 255) at either depth; with rule `fill` the original's weight
 * is also its alpha, as Porter and Duff's "over" has it for straight alpha (1984).
 */
export const stitch = (canvas: PixelImage, region: PatchRegion, rule: AlphaRule): void => {
  const { bounds, mask, pixels } = region
  const colours = pixels.channels
  const stride = canvas.channels
  const blendsAlpha = rule === 'fill' && hasAlpha(canvas.channels)
  const opaque = bitDepthOf(canvas) === 16 ? 65535 : 255
  const to = canvas.data
  const from = pixels.data
  for (let y = 0; y < bounds.height; y++) {
    let m = y * bounds.width
    let f = m * colours
    let o = ((bounds.top + y) * canvas.width + bounds.left) * stride
    for (let x = 0; x < bounds.width; x++, m++, f += colours, o += stride) {
      const weight = mask.data[m]!
      if (weight === 0) continue
      if (blendsAlpha && to[o + colours] !== opaque) {
        blendOver(to, o, from, f, colours, weight, opaque)
        continue
      }
      const rest = 255 - weight
      for (let c = 0; c < colours; c++) {
        to[o + c] = ((weight * from[f + c]! + rest * to[o + c]! + 127) / 255) | 0
      }
    }
  }
}

const blendOver = (
  to: Uint8Array | Uint16Array,
  o: number,
  from: Uint8Array | Uint16Array,
  f: number,
  colours: number,
  weight: number,
  opaque: number,
): void => {
  const fillWeight = weight * opaque
  const restWeight = (255 - weight) * to[o + colours]!
  const sum = fillWeight + restWeight
  for (let c = 0; c < colours; c++) {
    to[o + c] = Math.round((fillWeight * from[f + c]! + restWeight * to[o + c]!) / sum)
  }
  to[o + colours] = Math.round(sum / 255)
}
