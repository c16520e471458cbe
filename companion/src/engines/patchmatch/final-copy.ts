/** Copies each hole pixel from the place the run chose, in the depth and channels the crop came in. */
import type { Mask, PixelImage } from '@inlay/shared'
import type { LevelPlan } from './layout.ts'

/**
 * A copy of `image` whose hole pixels (mask above 0) are those at the packed places (y << 16 | x) that
 * the run left in level 0's colours. Alpha is copied with the colour.
 */
export const copyFromPlaces = (
  image: PixelImage,
  hole: Mask,
  words: Int32Array,
  level: LevelPlan,
): PixelImage => {
  const { width, height, channels } = image
  const data = image.data.slice()
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
    }
  }
  return { width, height, channels, data }
}
