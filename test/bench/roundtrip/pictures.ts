/** Pictures for the round trip: a fixture photo blown up to the size wanted, and an oval hole in it. */
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

export interface Picture {
  readonly side: number
  /** Interleaved RGBA, 8 bits. */
  readonly pixels: Uint8Array
  /** 8-bit grey, 255 inside the oval. */
  readonly mask: Uint8Array
}

const PHOTO = fileURLToPath(new URL('../../fixtures/coffee.png', import.meta.url))

/** @param hole width and height of the oval in the middle, in pixels */
export const makePicture = async (side: number, hole: number): Promise<Picture> => {
  const pixels = await sharp(PHOTO)
    .resize(side, side, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer()
  const mask = new Uint8Array(side * side)
  const centre = side / 2
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inside = Math.hypot(x + 0.5 - centre, y + 0.5 - centre) < hole / 2
      if (inside) mask[y * side + x] = 255
    }
  }
  return { side, pixels, mask }
}
