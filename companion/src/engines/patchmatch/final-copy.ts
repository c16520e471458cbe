/** Makes the result: each hole pixel copied from the place the run chose, in the crop's own depth. */
import { hasAlpha, type Mask, type PixelImage } from '@inlay/shared'
import { CORRECTION_STEPS, GRID_LEFT } from './constants.ts'
import type { BlendPlan } from './grids.ts'
import type { MemoryPlan } from './layout.ts'

/**
 * A copy of `image` whose hole pixels (mask above 0) are those at the packed places (y << 16 | x) that
 * the run left in level 0's colours, moved by the blend's corrections if there are any. Alpha is
 * copied with the colour, never corrected.
 */
export const copyFromPlaces = (
  image: PixelImage,
  hole: Mask,
  buffer: ArrayBufferLike,
  { levels, blend }: MemoryPlan,
): PixelImage => {
  const { width, height, channels } = image
  const level = levels[0]!
  const words = new Int32Array(buffer)
  const data = image.data.slice()
  const colours = hasAlpha(channels) ? channels - 1 : channels
  const top = data instanceof Uint16Array ? 65535 : 255
  const scale = top / 255 / CORRECTION_STEPS
  const corrections = correctionPlanes(buffer, blend, colours)
  const gridStride = blend === undefined ? 0 : blend.grids[0]!.stride
  for (let y = level.top; y < Math.min(level.top + level.boxHeight, height); y++) {
    for (let x = level.left; x < Math.min(level.left + level.boxWidth, width); x++) {
      if (hole.data[y * width + x] === 0) continue
      const place = words[(level.pixels >> 2) + y * level.stride + x]!
      // A place in the repeated edge of a small crop stands for the edge itself.
      const fromX = Math.min(place & 0xffff, width - 1)
      const fromY = Math.min(place >>> 16, height - 1)
      const from = (fromY * width + fromX) * channels
      const to = (y * width + x) * channels
      for (let c = 0; c < channels; c++) data[to + c] = image.data[from + c]!
      if (corrections === undefined) continue
      const at = (y - level.top + 1) * gridStride + GRID_LEFT + x - level.left
      for (let c = 0; c < colours; c++) {
        const value = data[to + c]! + Math.round(corrections[c]![at]! * scale)
        data[to + c] = Math.min(Math.max(value, 0), top)
      }
    }
  }
  return { width, height, channels, data }
}

const correctionPlanes = (
  buffer: ArrayBufferLike,
  blend: BlendPlan | undefined,
  colours: number,
): Int16Array[] | undefined => {
  if (blend === undefined) return undefined
  const { stride, height } = blend.grids[0]!
  return blend.corrections
    .slice(0, colours)
    .map((at) => new Int16Array(buffer, at, stride * (height + 2)))
}
