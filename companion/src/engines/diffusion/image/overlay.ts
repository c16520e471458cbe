/** Lays a finished picture under the original, by the mask, to the byte as diffusers does it. */
import type { Mask } from '@inlay/shared'
import type { Region } from './crop.ts'
import { blank, paste, resizeAndCrop } from './fit.ts'
import type { Bytes } from './pillow.ts'

/**
 * VaeImageProcessor.apply_overlay: original where the mask is 0 (to the byte), `image` where it is
 * 255, mixed in between. RGB, as all diffusers returns.
 * @param image what was made: of the original's size, or of any size with `region`, which it fills
 */
export const applyOverlay = (mask: Mask, original: Bytes, image: Bytes, region?: Region): Bytes => {
  const { width, height } = original
  let under = image
  if (region) {
    under = blank(width, height, 3)
    const [w, h] = [region.right - region.left, region.bottom - region.top]
    paste(under, resizeAndCrop(image, w, h), region.left, region.top)
  }
  const result = blank(width, height, 3)
  for (let i = 0; i < width * height; i++) {
    const alpha = 255 - mask.data[i]!
    for (let c = 0; c < 3; c++) {
      result.data[i * 3 + c] = over(original.data[i * 3 + c]!, alpha, under.data[i * 3 + c]!)
    }
  }
  return result
}

/**
 * Pillow premultiplies the original's colour by alpha, divides it again, and composites with seven
 * more bits (src/libImaging/Paste.c, Convert.c, AlphaComposite.c).
 */
const over = (colour: number, alpha: number, under: number): number => {
  if (alpha === 0) return under
  const premultiplied = by255(colour * alpha + 128)
  const plain =
    alpha === 255 ? premultiplied : Math.min(Math.floor((255 * premultiplied) / alpha), 255)
  // The picture below is opaque, so the two shares add up to one.
  const share = alpha * 128
  return by255(plain * share + under * (255 * 128 - share) + (128 << 7)) >> 7
}

/** Division by 255, rounded, in the way of image libraries; 128 (or its like) is already added. */
const by255 = (value: number): number => ((value >> 8) + value) >> 8
