/** What is see-through in a picture, as a mask: alpha comes out of a canvas exactly. */
import { addHoles, type MaskGrid } from '@inlay/shared/studio'
import { breathe } from './breathe.ts'
import { release, sheet } from './canvas.ts'

const BAND = 256

/** Adds 255 - alpha of the picture, which fills the grid, to what the grid holds. */
export const drawHoles = async (grid: MaskGrid, image: Uint8Array): Promise<void> => {
  const { width, height, data } = grid
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(image)]))
  const band = sheet(width, Math.min(BAND, height), true)
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top)
    band.context.clearRect(0, 0, width, rows)
    band.context.drawImage(bitmap, 0, -top, width, height)
    const pixels = band.context.getImageData(0, 0, width, rows).data
    addHoles(data, pixels, top * width)
    await breathe()
  }
  bitmap.close()
  release(band)
}
