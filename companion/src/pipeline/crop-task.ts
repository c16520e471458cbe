/** What one call of the engine may change, may sample, and what of its answer is kept. */
import {
  type Bounds,
  bitDepthOf,
  boundsIntersect,
  boundsTranslate,
  cropMask,
  hasAlpha,
  holeMask,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import type { ContextCrop } from './context.ts'
import { cutPixels } from './crop.ts'
import { sourceMask } from './paste-mask.ts'
import { maskIn, type PlacedMask, paintedIn } from './placed-mask.ts'
import type { SampleArea } from './sample-area.ts'
import type { PatchRegion } from './stitch.ts'

export interface CropTask {
  readonly window: Bounds
  /** Size of `window`: the paste mask as far as no earlier crop has filled it. */
  readonly paste: Mask
  /** Size of `window`: 255 where `paste` is above 0, and in the rim. */
  readonly hole: Mask
  /** Size of `window`: 0 where nothing may be sampled; undefined when all known pixels may serve. */
  readonly source: Mask | undefined
  /** Size of `window`: what of `source` the user allows to be sampled; undefined for all of it. */
  readonly sample: Mask | undefined
  /** Size of `window`: 0 where the canvas is transparent; undefined when it has no alpha. */
  readonly known: Mask | undefined
  /** Part of the paste mask this crop answers for, cut to its tight box on the canvas. */
  readonly kept: PlacedMask
  /** The hole is thin everywhere. */
  readonly isThin: boolean
}

export interface TaskOptions {
  readonly sample?: SampleArea | undefined
  /** Boxes of the canvas that are made like the hole and then thrown away: see `findRim`. */
  readonly rim?: readonly Bounds[]
}

/**
 * Crops run in order. What an earlier one answers for is known to a later one but never sampled;
 * what a later one answers for is hole here too, and thrown away. Each hole pixel is thus kept from
 * exactly one crop. Crops that would keep nothing are left out.
 */
export const planTasks = (
  crops: readonly ContextCrop[],
  paste: PlacedMask,
  canvas: PixelImage,
  { sample, rim = [] }: TaskOptions = {},
): CropTask[] =>
  crops.flatMap((crop, k) => {
    const { window, own } = crop
    const earlier = crops.slice(0, k).flatMap((before) => {
      const shared = boundsIntersect(before.own, window)
      return shared === null ? [] : [shared]
    })
    const kept = keptMask(paste, own, earlier)
    if (kept === null) return []
    const left = maskIn(paste, window)
    const source = sourcesOf(canvas, window, left, earlier)
    for (const before of earlier) clearBox(left, before, window)
    const known = sourceMask(canvas, window)
    const allowed = sample && withinSample(source, cropMask(sample.mask, window))
    const hole = withBoxes(holeMask(left), rim, window)
    return [{ window, paste: left, hole, source, sample: allowed, known, kept, isThin: false }]
  })

/** Changes `hole` in place: 255 in the boxes too. */
const withBoxes = (hole: Mask, boxes: readonly Bounds[], window: Bounds): Mask => {
  for (const box of boxes) {
    const shared = boundsIntersect(box, window)
    if (shared === null) continue
    for (let y = shared.top - window.top; y < shared.top - window.top + shared.height; y++) {
      const from = y * hole.width + shared.left - window.left
      hole.data.fill(255, from, from + shared.width)
    }
  }
  return hole
}

/** Changes `sample` in place. */
const withinSample = (source: Mask | undefined, sample: Mask): Mask => {
  if (source === undefined) return sample
  for (let i = 0; i < sample.data.length; i++) if (source.data[i] === 0) sample.data[i] = 0
  return sample
}

const keptMask = (
  paste: PlacedMask,
  own: Bounds,
  earlier: readonly Bounds[],
): PlacedMask | null => {
  const mask = maskIn(paste, own)
  for (const before of earlier) clearBox(mask, before, own)
  const tight = paintedIn({ bounds: own, mask }, own)
  return tight && { bounds: tight, mask: maskIn({ bounds: own, mask }, tight) }
}

/** Zeroes the part of a mask, placed at `at`, that lies in `box`. */
export const clearBox = (mask: Mask, box: Bounds, at: Bounds): void => {
  const shared = boundsIntersect(box, at)
  if (shared === null) return
  for (let y = shared.top - at.top; y < shared.top - at.top + shared.height; y++) {
    const from = y * mask.width + shared.left - at.left
    mask.data.fill(0, from, from + shared.width)
  }
}

/** Not transparent, and not made by an earlier crop: its boxes, where `paste` is above 0. */
export const sourcesOf = (
  canvas: PixelImage,
  window: Bounds,
  paste: Mask,
  earlier: readonly Bounds[],
): Mask | undefined => {
  const opaque = sourceMask(canvas, window)
  if (earlier.length === 0) return opaque
  const source = opaque ?? { ...paste, data: new Uint8Array(paste.data.length).fill(255) }
  for (const { left, top, width, height } of earlier) {
    for (let y = top - window.top; y < top - window.top + height; y++) {
      const from = y * window.width + left - window.left
      for (let i = from; i < from + width; i++) if (paste.data[i] !== 0) source.data[i] = 0
    }
  }
  return source
}

/**
 * The window as it stands once the regions already filled lie in it, for the engine. A picture with
 * alpha keeps it: where it is 0 the colour means nothing, which is more than not being a source.
 * The hole is opaque, since it is to be made.
 */
export const cropWith = (
  canvas: PixelImage,
  { window, hole }: Pick<CropTask, 'window' | 'hole'>,
  filled: readonly PatchRegion[],
): PixelImage => {
  const crop = cutPixels(canvas, window)
  for (const region of filled) {
    const shared = boundsIntersect(region.bounds, window)
    if (shared === null) continue
    overlay(crop, window, region, shared)
  }
  if (hasAlpha(crop.channels)) {
    const opaque = bitDepthOf(crop) === 16 ? 65535 : 255
    for (let i = 0; i < hole.data.length; i++) {
      if (hole.data[i] !== 0) crop.data[(i + 1) * crop.channels - 1] = opaque
    }
  }
  return crop
}

/** Unlike `stitch` this takes the fill whole: a soft edge is context, not yet the result. */
const overlay = (crop: PixelImage, window: Bounds, region: PatchRegion, shared: Bounds): void => {
  const { channels } = crop
  const colours = region.pixels.channels
  for (let y = shared.top; y < shared.top + shared.height; y++) {
    let m = (y - region.bounds.top) * region.bounds.width + shared.left - region.bounds.left
    let to = ((y - window.top) * window.width + shared.left - window.left) * channels
    for (let x = 0; x < shared.width; x++, m++, to += channels) {
      if (region.mask.data[m] === 0) continue
      for (let c = 0; c < colours; c++) {
        crop.data[to + c] = region.pixels.data[m * colours + c]!
      }
    }
  }
}

/** The part of a filled window this task answers for. */
export const keepRegion = (task: CropTask, filled: PixelImage): PatchRegion => {
  const { bounds, mask } = task.kept
  const inside = boundsTranslate(bounds, -task.window.left, -task.window.top)
  return { bounds, mask, pixels: cutPixels(filled, inside) }
}
