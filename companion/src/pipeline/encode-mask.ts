/** Writes a mask as a file: 8-bit grey PNG, which any program reads and `decodeMask` gives back exactly. */
import type { Mask } from '@inlay/shared'
import { loadSharp } from './io/sharp.ts'

/** Little compression: masks are mostly flat, and somebody waits for them. */
export const encodeMask = async ({ width, height, data }: Mask): Promise<Uint8Array> => {
  const sharp = await loadSharp()
  return sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 2, adaptiveFiltering: false })
    .toBuffer()
}
