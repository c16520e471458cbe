/** Pixels of a bitmap in bands of rows, so that a large one is never there twice. In workers. */

/** Rows read at once. */
const BAND = 256

/** @param heard gets straight RGBA, and the index of its first pixel in the whole */
export const inBands = (
  bitmap: ImageBitmap,
  heard: (rgba: Uint8ClampedArray, from: number) => void,
): void => {
  const { width, height } = bitmap
  const sheet = new OffscreenCanvas(width, Math.min(BAND, height))
  const context = sheet.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('The browser gives no canvas.')
  context.globalCompositeOperation = 'copy'
  for (let top = 0; top < height; top += BAND) {
    context.drawImage(bitmap, 0, -top)
    const rows = Math.min(BAND, height - top)
    heard(context.getImageData(0, 0, width, rows).data, top * width)
  }
}
