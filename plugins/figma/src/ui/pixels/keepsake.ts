/** A mask small enough to be kept with the layer it made, so that the fill can be done again later. */
import { gridOf, type MaskGrid } from '@inlay/shared/studio'
import { release, sheet } from './canvas.ts'
import { encodePng } from './png.ts'

/** Longest side that is kept, in pixels. */
const KEPT = 512

/** Longest text: the layer's record holds 60 kB in all. */
const MOST = 45_000

/** A PNG in base64; undefined when it would be too long. */
export const keepMask = async (grid: MaskGrid): Promise<string | undefined> => {
  const scale = Math.min(1, KEPT / Math.max(grid.width, grid.height))
  const width = Math.max(1, Math.round(grid.width * scale))
  const height = Math.max(1, Math.round(grid.height * scale))
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) / height) * grid.height) * grid.width
    for (let x = 0; x < width; x++) {
      const value = grid.data[row + Math.floor(((x + 0.5) / width) * grid.width)]!
      data.fill(value, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  const png = await encodePng({ data, width, height })
  if (png.length * 1.34 > MOST) return undefined
  return btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(''))
}

/** The mask at a picture's size again, its edge softer by as much as it was made smaller. */
export const unkeepMask = async (
  kept: string,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const grid = gridOf(width, height)
  const whole = sheet(width, height, true)
  whole.context.imageSmoothingQuality = 'high'
  whole.context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const { data } = whole.context.getImageData(0, 0, width, height)
  for (let i = 0; i < grid.data.length; i++) grid.data[i] = data[i * 4]!
  release(whole)
  return grid.data
}
