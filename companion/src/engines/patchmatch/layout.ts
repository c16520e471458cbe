/**
 * Where everything lies in one linear memory.
 *
 * Bytes per crop pixel: 5 for level 0 (colours 4, flags 1), a third more for the coarser levels, and
 * the larger of the raw crop as handed in (channels x bytes + 2 or 3 for planes; read once) and
 * the nearest-neighbour fields (8 per pixel of the hole's box, a quarter more for the level above).
 * So about 17 bytes in the worst case, a hole whose box is the whole crop.
 */

import {
  BAND_ROWS,
  HEAP,
  L_BANDS,
  L_BOX_HEIGHT,
  L_BOX_WIDTH,
  L_COUNTS,
  L_DISTANCE,
  L_FIELD,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_PIXELS,
  L_RADIUS,
  L_SCRATCH,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
  LEVEL_BYTES,
  LEVELS,
  SCRATCH_BYTES,
} from './constants.ts'
import { type BlendPlan, planBlend } from './grids.ts'

/** One level of the pyramid; addresses are bytes in the shared memory. */
export interface LevelPlan {
  /** Address of its descriptor. */
  readonly address: number
  readonly width: number
  readonly height: number
  /** Pixels per row, padded so that sixteen-byte loads stay inside. */
  readonly stride: number
  readonly left: number
  readonly top: number
  readonly boxWidth: number
  readonly boxHeight: number
  readonly pixels: number
  readonly flags: number
  readonly field: number
  readonly distance: number
  readonly bands: number
  /** At most this many bands. */
  readonly bandLimit: number
  readonly scratch: number
  readonly counts: number
}

export interface RawPlan {
  readonly image: number
  readonly hole: number
  /** 0 when every known pixel may serve. */
  readonly source: number
  /** One byte per pixel: slopes, before they are softened. */
  readonly texture: number
}

export interface MemoryPlan {
  readonly bytes: number
  readonly levels: readonly LevelPlan[]
  readonly raw: RawPlan
  /** Two bytes per column and band for the phase that marks patch centres. */
  readonly markScratch: number
  /** Undefined when seams are left as they are. */
  readonly blend: BlendPlan | undefined
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The widest patch, in pixels from its centre. */
const MAX_RADIUS = 3

/** Tickets hold a band number in twelve bits. */
export const MAX_BANDS = 4094

/** No level gets smaller than this on its short side. */
const SMALLEST_SIDE = 8

const align = (value: number): number => Math.ceil(value / 16) * 16

/** Box of the hole's pixels grown by the widest patch, cut to the level. */
const targetBox = (hole: Box, width: number, height: number): Box => {
  const left = Math.max(hole.left - MAX_RADIUS, 0)
  const top = Math.max(hole.top - MAX_RADIUS, 0)
  return {
    left,
    top,
    width: Math.min(hole.left + hole.width + MAX_RADIUS, width) - left,
    height: Math.min(hole.top + hole.height + MAX_RADIUS, height) - top,
  }
}

const halve = (box: Box): Box => {
  const left = box.left >> 1
  const top = box.top >> 1
  return {
    left,
    top,
    width: ((box.left + box.width + 1) >> 1) - left,
    height: ((box.top + box.height + 1) >> 1) - top,
  }
}

/**
 * Plans the memory for a crop of `width` x `height` pixels whose hole lies in `hole`, handed in as
 * `imageBytes` bytes of raw samples.
 */
export const planMemory = (
  width: number,
  height: number,
  hole: Box,
  imageBytes: number,
  hasSource: boolean,
  withBlend: boolean,
): MemoryPlan => {
  let end = HEAP
  const take = (bytes: number): number => {
    const address = end
    end = align(end + bytes)
    return address
  }
  const levels: LevelPlan[] = []
  const fieldBytes = [0, 0]
  let size = { width, height }
  let inner = hole
  while (true) {
    const index = levels.length
    const box = targetBox(inner, size.width, size.height)
    const stride = (size.width + 7) & ~3
    const bandLimit = Math.min(box.height, MAX_BANDS)
    // Guard bytes on both sides: a patch load may run past its last pixel, flag loads past their row.
    const pixels = take(stride * size.height * 4 + 64)
    const flags = take(stride * size.height + 64)
    levels.push({
      address: LEVELS + index * LEVEL_BYTES,
      ...size,
      stride,
      left: box.left,
      top: box.top,
      boxWidth: box.width,
      boxHeight: box.height,
      pixels,
      flags,
      field: 0,
      distance: 0,
      bands: take((bandLimit + 1) * 4),
      bandLimit,
      scratch: take(bandLimit * SCRATCH_BYTES),
      counts: take(size.height * 12),
    })
    const bytes = align(box.width * box.height * 4) * 2
    fieldBytes[index & 1] = Math.max(fieldBytes[index & 1]!, bytes)
    const next = { width: (size.width + 1) >> 1, height: (size.height + 1) >> 1 }
    if (Math.min(next.width, next.height) < SMALLEST_SIDE) break
    size = next
    inner = halve(inner)
  }
  const first = levels[0]!
  const markScratch = take(Math.ceil(height / BAND_ROWS) * first.stride * 2)
  // Only two neighbouring levels hold a field at a time, and none before the raw crop is read.
  const shared = end
  const fields = [take(fieldBytes[0]!), take(fieldBytes[1]!)]
  const fieldsEnd = end
  end = shared
  const image = take(imageBytes)
  const raw = {
    image,
    hole: take(width * height),
    source: hasSource ? take(width * height) : 0,
    texture: take(width * height),
  }
  // The blend comes last, when neither raw crop nor fields are needed any more.
  const blend = withBlend ? planBlend(shared, first.boxWidth, first.boxHeight) : undefined
  return {
    bytes: Math.max(end, fieldsEnd, blend?.end ?? 0),
    blend,
    levels: levels.map((level, index) => {
      const field = fields[index & 1]!
      return { ...level, field, distance: field + align(level.boxWidth * level.boxHeight * 4) }
    }),
    raw,
    markScratch,
  }
}

/** Writes the descriptors that the kernels read. */
export const writeDescriptors = (plan: MemoryPlan, words: Int32Array): void => {
  for (const level of plan.levels) {
    const put = (offset: number, value: number): void => {
      words[(level.address + offset) >> 2] = value
    }
    put(L_WIDTH, level.width)
    put(L_HEIGHT, level.height)
    put(L_STRIDE, level.stride)
    put(L_PIXELS, level.pixels)
    put(L_FLAGS, level.flags)
    put(L_RADIUS, MAX_RADIUS)
    put(L_LEFT, level.left)
    put(L_TOP, level.top)
    put(L_BOX_WIDTH, level.boxWidth)
    put(L_BOX_HEIGHT, level.boxHeight)
    put(L_FIELD, level.field)
    put(L_DISTANCE, level.distance)
    put(L_BANDS, level.bands)
    put(L_SCRATCH, level.scratch)
    put(L_COUNTS, level.counts)
  }
}
