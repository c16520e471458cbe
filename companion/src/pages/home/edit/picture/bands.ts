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

/**
 * False where the browser gives out noise for what a canvas holds, so that nobody is known by it:
 * Brave, and Firefox and Safari in private windows or when they are told to.
 */
export const isFaithful = (): boolean => {
  const side = 64
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })
  if (context === null) return false
  const { data } = new ImageData(side, side)
  // Opaque, or the colours would not come back as they were; not all alike, which is let be.
  data.forEach((_, i) => {
    data[i] = i % 4 === 3 ? 255 : (i * 37) % 256
  })
  context.putImageData(new ImageData(data, side, side), 0, 0)
  const seen = context.getImageData(0, 0, side, side).data
  return seen.every((value, i) => value === data[i])
}
