/** Turns an engine's coarse looks into small PNGs without ever holding the engine up. */
import type { PixelImage } from '@inlay/shared'
import { loadSharp } from './io/sharp.ts'

/** Longest side of a preview, in pixels. */
const SIDE = 256

export interface Previewer {
  /** Takes an 8-bit picture; while one is being written, only the newest of the others is kept. */
  show(image: PixelImage): void
  /** Waits for the last PNG. Rejects if one could not be written. */
  settle(): Promise<void>
}

/**
 * Milliseconds before the first preview and between two: nobody looks at one that lives shorter, and
 * on a small fill its PNG would cost as much as the fill.
 */
const EVERY = 250

export const createPreviewer = (
  onPreview: (png: Uint8Array) => void,
  now: () => number = () => performance.now(),
): Previewer => {
  let waiting: PixelImage | undefined
  let running: Promise<void> | undefined
  let last = now()
  const work = async (): Promise<void> => {
    while (waiting !== undefined) {
      const image = waiting
      waiting = undefined
      onPreview(await encodePreview(image))
    }
  }
  return {
    show(image) {
      if (now() - last < EVERY) return
      last = now()
      waiting = image
      running ??= work().finally(() => {
        running = undefined
      })
      // The failure itself is reported by `settle`.
      running.catch(() => undefined)
    },
    async settle() {
      await running
    },
  }
}

/** PNG of at most 256 pixels on the longer side. */
const encodePreview = async (image: PixelImage): Promise<Uint8Array> => {
  const sharp = await loadSharp()
  const { width, height, channels, data } = image
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 3 })
    .toBuffer()
}
