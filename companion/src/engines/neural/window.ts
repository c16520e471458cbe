/** Chooses what of a crop a net looks at, and at which size. */
import type { Bounds, Extent } from '@inlay/shared'
import type { GraphSize } from '../../models/contract-parts.ts'

/** Least context on every side, in pixels of the crop (MI-GAN, create_onnx_pipeline.py: 128). */
const MARGIN = 128

/** Context as a share of the hole's longer side: large holes need more than MARGIN to be understood. */
const MARGIN_SHARE = 0.35

export interface NetWindow {
  /** On the crop, and perhaps beyond its edges. */
  readonly bounds: Bounds
  /** Size of the graph's input. */
  readonly width: number
  readonly height: number
}

export const isFixed = (size: GraphSize): size is Extent => 'width' in size

/** Sides of the graph's input at which it is at its best. */
export const bestSize = (size: GraphSize): Extent =>
  isFixed(size) ? size : { width: size.best, height: size.best }

/** Smaller than this, a net sees too little of what is around. */
const SMALLEST = 128

/** The size itself, and the next smaller one for a machine short of memory, if the graph takes one. */
export const sizeTiers = (size: GraphSize): readonly GraphSize[] => {
  if (isFixed(size)) return [size]
  const { multiple, min, best } = size
  const half = Math.ceil(best / 2 / multiple) * multiple
  return half < Math.max(min, SMALLEST) || half >= best ? [size] : [size, { ...size, best: half }]
}

/**
 * The window for a hole: the net's own shape, the hole in its middle with context all round, moved
 * inside the crop as far as it fits. Never smaller than the net's own size, so nothing is enlarged.
 */
export const windowAround = (hole: Bounds, crop: Extent, size: GraphSize): NetWindow => {
  const { width, height } = bestSize(size)
  const margin = Math.max(MARGIN, MARGIN_SHARE * Math.max(hole.width, hole.height))
  const scale = Math.max(1, (hole.width + 2 * margin) / width, (hole.height + 2 * margin) / height)
  // Context that is not there would only be a mirror: let the crop end the window.
  const most = Math.max(
    1,
    hole.width / width,
    hole.height / height,
    crop.width / width,
    crop.height / height,
  )
  const used = Math.min(scale, most)
  const bounds = centred(hole, Math.round(width * used), Math.round(height * used), crop)
  return { bounds, width, height }
}

/** A box of this size around the middle of `around`, moved into `crop` where it fits. */
export const centred = (around: Bounds, width: number, height: number, crop: Extent): Bounds => ({
  left: place(around.left + around.width / 2, width, crop.width),
  top: place(around.top + around.height / 2, height, crop.height),
  width,
  height,
})

const place = (middle: number, size: number, room: number): number => {
  const start = Math.round(middle - size / 2)
  // A window wider than the crop sits over its middle: as much mirror on either side.
  if (size >= room) return Math.round((room - size) / 2)
  return Math.min(Math.max(start, 0), room - size)
}
