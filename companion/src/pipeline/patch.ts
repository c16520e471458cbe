/** The result of one variation: filled pieces and their place, and the pictures made of them. */
import {
  type Bounds,
  bitDepthOf,
  type ChannelCount,
  hasAlpha,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import { createPixels, cutPixels, pastePixels } from './crop.ts'
import type { SourceImage } from './source-image.ts'
import { type AlphaRule, type PatchRegion, stitch } from './stitch.ts'

export type { AlphaRule, PatchRegion } from './stitch.ts'

/**
 * One variation. Kept in pieces, one for each place that changed, because a hundred specks of dust
 * on a large document would otherwise make a patch as large as the document.
 */
export interface Patch {
  readonly index: number
  readonly seed: number
  /** Tight box around every mask value above 0, in pixels of the (possibly expanded) canvas. */
  readonly bounds: Bounds
  /** Never empty, never overlapping in mask values above 0. */
  readonly regions: readonly PatchRegion[]
  readonly alphaRule: AlphaRule
}

/**
 * The patch as a layer: the size of `patch.bounds`, the source's depth, grey + alpha or RGBA.
 * Alpha is the paste mask (times the picture's own alpha where that is kept); beneath it the
 * colours are opaque and not premultiplied: the fill where the mask is above 0, else the original,
 * so a layer mask can be used instead of the alpha.
 */
export const patchPixels = (patch: Patch, source: SourceImage): PixelImage => {
  const { bounds, regions } = patch
  const canvas = source.pixels
  const original = cutPixels(canvas, bounds)
  const layer = addAlpha(original)
  const { channels, data } = layer
  const colours = channels - 1
  for (const region of regions) {
    const { left, top, width, height } = region.bounds
    for (let y = 0; y < height; y++) {
      let m = y * width
      let to = ((top - bounds.top + y) * bounds.width + left - bounds.left) * channels
      for (let x = 0; x < width; x++, m++, to += channels) {
        const weight = region.mask.data[m]!
        if (weight === 0) continue
        for (let c = 0; c < colours; c++) data[to + c] = region.pixels.data[m * colours + c]!
        data[to + colours] = Math.round((weight * alphaAt(original, to / channels, patch)) / 255)
      }
    }
  }
  return layer
}

/** `patchPixels` with grey written out as RGB: always four channels. */
export const patchToRgba = (patch: Patch, source: SourceImage): PixelImage => {
  const layer = patchPixels(patch, source)
  if (layer.channels === 4) return layer
  const rgba = createPixels(layer.width, layer.height, 4, bitDepthOf(layer))
  for (let i = 0; i < layer.width * layer.height; i++) {
    rgba.data.fill(layer.data[2 * i]!, 4 * i, 4 * i + 3)
    rgba.data[4 * i + 3] = layer.data[2 * i + 1]!
  }
  return rgba
}

/** The patch's paste mask on its own, the size of `patch.bounds`. */
export const patchMask = (patch: Patch): Mask => {
  const { bounds, regions } = patch
  const data = new Uint8Array(bounds.width * bounds.height)
  for (const region of regions) {
    const { left, top, width, height } = region.bounds
    for (let y = 0; y < height; y++) {
      const to = (top - bounds.top + y) * bounds.width + left - bounds.left
      for (let x = 0; x < width; x++) {
        const weight = region.mask.data[y * width + x]!
        if (weight !== 0) data[to + x] = weight
      }
    }
  }
  return { width: bounds.width, height: bounds.height, data }
}

/** Full alpha of the layer at a pixel, at the picture's depth. */
const alphaAt = (original: PixelImage, index: number, patch: Patch): number => {
  const { channels, data } = original
  if (patch.alphaRule === 'keep' && hasAlpha(channels))
    return data[index * channels + channels - 1]!
  return bitDepthOf(original) === 16 ? 65535 : 255
}

/** The picture's colours with an alpha channel of 0. */
const addAlpha = (image: PixelImage): PixelImage => {
  const colours = image.channels < 3 ? 1 : 3
  const channels: ChannelCount = colours === 1 ? 2 : 4
  const layer = createPixels(image.width, image.height, channels, bitDepthOf(image))
  for (let i = 0; i < image.width * image.height; i++) {
    for (let c = 0; c < colours; c++) {
      layer.data[i * channels + c] = image.data[i * image.channels + c]!
    }
  }
  return layer
}

/** For each source, the end of the last composite that borrowed its pixels. */
const borrowed = new WeakMap<SourceImage, Promise<unknown>>()

/**
 * Runs `use` while the patch lies in `source.pixels`, then puts the original bytes back, whatever
 * happens. Calls for one source run one after the other. Costs the patch's own area, never a copy
 * of the document.
 */
export const withPatch = <T>(
  source: SourceImage,
  patch: Patch,
  use: (pixels: PixelImage) => Promise<T>,
): Promise<T> => {
  const run = async (): Promise<T> => {
    const canvas = source.pixels
    const saved = patch.regions.map((region) => cutPixels(canvas, region.bounds))
    try {
      for (const region of patch.regions) stitch(canvas, region, patch.alphaRule)
      return await use(canvas)
    } finally {
      // Backwards: where boxes overlap, the first one saved holds the original.
      for (let i = saved.length - 1; i >= 0; i--) {
        const { left, top } = patch.regions[i]!.bounds
        pastePixels(canvas, saved[i]!, left, top)
      }
    }
  }
  const before = borrowed.get(source) ?? Promise.resolve()
  const result = before.then(run, run)
  borrowed.set(
    source,
    result.catch(() => undefined),
  )
  return result
}
