/** A mask as small text, to be kept with the job and the layer it made: the fill can be done again. */
import { BoundsSchema, cropMask, type Mask, maskBounds } from '@inlay/shared'
import { gridOf, type MaskGrid } from '@inlay/shared/studio'
import * as z from '@inlay/shared/zod'
import { breathe } from './breathe.ts'
import { release, sheet } from './canvas.ts'
import { encodePng } from './png.ts'

export const KeptMask = z.object({
  /** Grey, in base64; smaller than `bounds` by a power of two where it would be too long else. */
  png: z.string(),
  /** What it covers, in pixels of the picture. */
  bounds: BoundsSchema,
})
export type KeptMask = z.infer<typeof KeptMask>

/** Longest text: the layer's record holds 60 kB in all. */
const MOST = 45_000

/** Larger ones are made smaller before anything is tried, in pixels. */
const MOST_PIXELS = 1 << 24

/** Rows read at once. */
const BAND = 256

/** Exactly where that fits, which it does for most; undefined for a mask of nothing. */
export const keepMask = async (grid: MaskGrid): Promise<KeptMask | undefined> => {
  const bounds = maskBounds(grid)
  if (bounds === null) return undefined
  let mask = cropMask(grid, bounds)
  for (;;) {
    if (mask.data.length <= MOST_PIXELS) {
      const png = await encodePng({ ...mask, channels: 1 })
      if (png.length * 1.34 <= MOST) return { png: textOf(png), bounds }
    }
    mask = halved(mask)
  }
}

/** The mask at the picture's size again: as it was, or with its edge a little softer. */
export const unkeepMask = async (
  { png, bounds }: KeptMask,
  width: number,
  height: number,
): Promise<MaskGrid> => {
  const grid = gridOf(width, height)
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const band = sheet(bounds.width, Math.min(BAND, bounds.height), true)
  const { context } = band
  context.imageSmoothingQuality = 'high'
  for (let top = 0; top < bounds.height; top += BAND) {
    const rows = Math.min(BAND, bounds.height - top)
    context.drawImage(bitmap, 0, -top, bounds.width, bounds.height)
    const { data } = context.getImageData(0, 0, bounds.width, rows)
    for (let y = 0; y < rows; y++) {
      const to = (bounds.top + top + y) * width + bounds.left
      for (let x = 0; x < bounds.width; x++) grid.data[to + x] = data[(y * bounds.width + x) * 4]!
    }
    await breathe()
  }
  bitmap.close()
  release(band)
  return grid
}

const textOf = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Each pixel the mean of four. */
const halved = ({ data, width, height }: Mask): Mask => {
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)]
  const half = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) {
    const [above, below] = [2 * y * width, Math.min(2 * y + 1, height - 1) * width]
    for (let x = 0; x < w; x++) {
      const [left, right] = [2 * x, Math.min(2 * x + 1, width - 1)]
      const sum =
        data[above + left]! + data[above + right]! + data[below + left]! + data[below + right]!
      half[y * w + x] = (sum + 2) >> 2
    }
  }
  return { data: half, width: w, height: h }
}
