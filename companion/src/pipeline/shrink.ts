/** A small version of a picture, for lists of pictures. */
import type { PixelImage } from '@inlay/shared'
import { loadSharp } from './io/sharp.ts'

/**
 * The picture in 8 bits, its longer side at most `side` pixels; never larger than it was.
 * @param side 1 or more
 */
export const shrink = async (image: PixelImage, side: number): Promise<PixelImage> => {
  const sharp = await loadSharp()
  const { width, height, channels, data } = image
  const { data: bytes, info } = await sharp(data, {
    raw: { width, height, channels },
    limitInputPixels: false,
  })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    // Grey would become RGB, and 16 bits stay.
    .toColourspace(channels < 3 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels, data: new Uint8Array(bytes) }
}
