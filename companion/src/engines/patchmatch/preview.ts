/** A coarse look at the crop: the colours of one level. */
import type { PreviewPixels } from './job.ts'
import type { LevelPlan } from './layout.ts'

export const previewOf = (bytes: Uint8Array, level: LevelPlan): PreviewPixels => {
  const { width, height, stride } = level
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = level.pixels + (y * stride + x) * 4
      const to = (y * width + x) * 3
      data[to] = bytes[from]!
      data[to + 1] = bytes[from + 1]!
      data[to + 2] = bytes[from + 2]!
    }
  }
  return { width, height, data }
}
